import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../kernel/actor.ts';
import { Database } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { accountFact } from '../domain/account-facts.ts';
import type { PasswordChanged, PasswordResetRequested } from '../domain/account-life-facts.ts';
import { normaliseUsername } from '../domain/username.ts';
import { SessionService } from '../session.service.ts';
import { PasswordBook } from './password-book.service.ts';
import { PasswordResetTokens } from './password-reset-tokens.service.ts';

/** Choosing a password without knowing the one there was, by a link that was sent to the holder of the account. */
@Injectable()
export class PasswordResets {
  constructor(
    private readonly database: Database,
    private readonly tokens: PasswordResetTokens,
    private readonly book: PasswordBook,
    private readonly sessions: SessionService,
    private readonly facts: Facts,
  ) {}

  /**
   * Lets a link be sent to whoever has this username or e-mail address. Whether there is anybody shows neither in the answer nor in
   * its time: both ways are two statements and a commit, and the mail is written later.
   */
  async request(name: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const accountIds = await this.tokens.claim(tx, normaliseUsername(name));
      if (accountIds.length === 0) return this.tokens.claimNothing(tx);
      const data = { by: 'ANYBODY' } as const;
      const facts = accountIds.map((id) => accountFact<PasswordResetRequested>(id, 'account.password_reset_requested', data));
      return this.facts.record(tx, SYSTEM, facts);
    });
  }

  /**
   * Chooses a password by a link, which is worthless afterwards; all sessions end. A refused password leaves the link as it was.
   *
   * @throws NoSuchReset, ResetUsed, ResetExpired, InvalidInput
   */
  async use(token: string, password: string): Promise<void> {
    const { accountId } = await this.database.transaction((tx) => this.tokens.lock(tx, token));
    const chosen = await this.book.choose(await this.book.get(accountId), password, 'newPassword');
    await this.database.transaction(async (tx) => {
      await this.tokens.lock(tx, token); // somebody may have been faster
      await this.book.write(tx, accountId, chosen);
      const sessionsEnded = await this.sessions.closeAll(tx, accountId, null);
      const data = { by: 'LINK', sessionsEnded } as const;
      await this.facts.record(tx, SYSTEM, [accountFact<PasswordChanged>(accountId, 'account.password_changed', data)]);
    });
  }

  /** Forgets links that nobody asks for any more. For the heartbeat. */
  run(): Promise<void> {
    return this.database.transaction((tx) => this.tokens.forgetOld(tx));
  }
}
