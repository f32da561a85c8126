import type { AccountPolicy } from '../../domain/account-policy.ts';

const DAY_MS = 86_400_000;

/** How many days before the end its holder is told. */
export const TOLD_BEFORE_DAYS = 7;

/** When somebody last had to do with an account. */
export interface AccountUse {
  readonly createdAt: Date;
  readonly approvedAt: Date | null;
  readonly enabledAt: Date | null;
  readonly lastSignedInAt: Date | null;
  /** Of a temporary account: the instant after its last day. */
  readonly expiresAt: Date | null;
  readonly warnedAt: Date | null;
  readonly demonstration: boolean;
}

/** When an account is to be disabled unless something is done, and why. */
export interface AccountEnd {
  readonly at: Date;
  readonly ground: 'IDLE' | 'EXPIRED';
}

/** Null for an account that does not end: one of a demonstration, in which months pass in an hour. */
export function endOfAccount(use: AccountUse, { idleDays }: Pick<AccountPolicy, 'idleDays'>): AccountEnd | null {
  const ends: AccountEnd[] = [];
  if (use.expiresAt) ends.push({ at: use.expiresAt, ground: 'EXPIRED' });
  if (!use.demonstration) ends.push({ at: new Date(lastUse(use) + idleDays * DAY_MS), ground: 'IDLE' });
  return ends.sort((a, b) => a.at.getTime() - b.at.getTime())[0] ?? null;
}

/** Whether its holder is to be told now: a week before the end, once for each end. */
export function isToBeTold({ warnedAt }: AccountUse, { at }: AccountEnd, now: Date): boolean {
  const from = at.getTime() - TOLD_BEFORE_DAYS * DAY_MS;
  return now.getTime() >= from && now < at && (warnedAt === null || warnedAt.getTime() < from);
}

const lastUse = ({ createdAt, approvedAt, enabledAt, lastSignedInAt }: AccountUse): number =>
  Math.max(...[createdAt, approvedAt, enabledAt, lastSignedInAt].map((at) => at?.getTime() ?? 0));
