import { NoSuchReset, ResetExpired, ResetUsed } from './password-errors.ts';

/** A link as it was sent. */
export interface PasswordReset {
  readonly accountId: string;
  readonly expiresAt: Date;
  /** Null as long as it works. */
  readonly usedAt: Date | null;
}

/** How long an account is sent no second link, however often somebody asks for one. */
export const RESET_PAUSE_MINUTES = 5;

/** Days for which it is remembered that a link has been used or has run out. */
export const RESETS_REMEMBERED_DAYS = 30;

/** The link that a token opens. @throws NoSuchReset, ResetUsed, ResetExpired */
export function usableReset(reset: PasswordReset | null, now: Date): PasswordReset {
  if (!reset) throw new NoSuchReset();
  if (reset.usedAt !== null) throw new ResetUsed();
  if (reset.expiresAt <= now) throw new ResetExpired();
  return reset;
}
