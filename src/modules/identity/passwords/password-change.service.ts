import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { Database } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { AccountService } from '../account.service.ts';
import { accountFact } from '../domain/account-facts.ts';
import type { PasswordChanged } from '../domain/account-life-facts.ts';
import { BadCredentials } from '../domain/identity-errors.ts';
import { SessionService } from '../session.service.ts';
import { WrongPassword } from './domain/password-errors.ts';
import { PasswordBook } from './password-book.service.ts';

/** Changing one's own password. */
@Injectable()
export class PasswordChanges {
  constructor(
    private readonly database: Database,
    private readonly book: PasswordBook,
    private readonly accounts: AccountService,
    private readonly sessions: SessionService,
    private readonly facts: Facts,
  ) {}

  /**
   * A wrong present password counts as a failed sign-in: whoever finds an open console must not be able to guess it. All other
   * sessions end.
   *
   * @throws WrongPassword, AccountLocked, InvalidInput, SharedPassword
   */
  async change(actor: Actor, present: string, next: string): Promise<void> {
    const account = await this.accounts.authenticate(actor.username, present).catch(asWrongPassword);
    const chosen = await this.book.choose(account, next, 'newPassword');
    await this.database.transaction(async (tx) => {
      await this.book.write(tx, account.id, chosen);
      const sessionsEnded = await this.sessions.closeAll(tx, account.id, actor.sessionId ?? null);
      const data = { by: 'HOLDER', sessionsEnded } as const;
      await this.facts.record(tx, actor, [accountFact<PasswordChanged>(account.id, 'account.password_changed', data)]);
    });
  }
}

function asWrongPassword(error: unknown): never {
  throw error instanceof BadCredentials ? new WrongPassword() : error;
}
