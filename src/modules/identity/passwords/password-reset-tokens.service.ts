import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import { newToken, tokenHash } from '../../../platform/tokens/index.ts';
import { AccountPolicy } from '../domain/account-policy.ts';
import { type PasswordReset, RESET_PAUSE_MINUTES, RESETS_REMEMBERED_DAYS, usableReset } from './domain/password-reset.ts';
import { PasswordRepository } from './password.repository.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** A link to choose a password, as it goes into a mail. Only the hash is kept. */
export interface IssuedReset {
  readonly token: string;
  readonly expiresAt: Date;
}

/** The links by which holders of accounts choose their passwords. */
@Injectable()
export class PasswordResetTokens {
  constructor(
    private readonly repository: PasswordRepository,
    private readonly policy: AccountPolicy,
    private readonly clock: Clock,
  ) {}

  /** A new one; those before stop working. */
  async issue(tx: Tx, accountId: string): Promise<IssuedReset> {
    const now = this.clock.now();
    const token = newToken();
    const expiresAt = new Date(now.getTime() + this.policy.resetMinutes * MINUTE_MS);
    await this.repository.voidResets(tx, accountId, now);
    await this.repository.insertReset(tx, tokenHash(token), { accountId, expiresAt, usedAt: null }, now);
    return { token, expiresAt };
  }

  /** @throws NoSuchReset, ResetUsed, ResetExpired */
  async lock(tx: Tx, token: string): Promise<PasswordReset> {
    const now = this.clock.now();
    return usableReset(await this.repository.lockReset(tx, tokenHash(token), now), now);
  }

  /** Those with this name or address who are to be sent a link. */
  claim(tx: Tx, name: string): Promise<string[]> {
    const now = this.clock.now();
    return this.repository.claimResets(tx, name, now, new Date(now.getTime() - RESET_PAUSE_MINUTES * MINUTE_MS));
  }

  claimNothing(tx: Tx): Promise<void> {
    return this.repository.claimNothing(tx);
  }

  forgetOld(tx: Tx): Promise<void> {
    return this.repository.deleteResetsBefore(tx, new Date(this.clock.now().getTime() - RESETS_REMEMBERED_DAYS * DAY_MS));
  }
}
