import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { Database } from '../../../platform/database/index.ts';
import { accountFact } from '../domain/account-facts.ts';
import type { PasswordChanged, PasswordResetRequested } from '../domain/account-life-facts.ts';
import { NoPassword, SharedPassword } from '../passwords/domain/password-errors.ts';
import { PasswordBook } from '../passwords/password-book.service.ts';
import { AccountRecord } from './account-record.service.ts';
import { Administrators } from './administrators.service.ts';
import { OwnAccount } from './domain/account-errors.ts';
import { checkState } from './domain/managed-account.ts';

/** Helping somebody who cannot sign in any more. */
@Injectable()
export class AccountPasswords {
  constructor(
    private readonly database: Database,
    private readonly administrators: Administrators,
    private readonly book: PasswordBook,
    private readonly record: AccountRecord,
  ) {}

  /**
   * Takes a password away: the one there was opens nothing any more, and all sessions end. The holder is sent a link to choose
   * another; without an address one is made, which is shown here and nowhere else, and must be changed at the first sign-in.
   *
   * @returns that password, or null @throws UnknownColleague, OwnAccount, IllegalAccountState, SharedPassword, NoPassword
   */
  async reset(actor: Actor, accountId: string): Promise<string | null> {
    if (accountId === actor.id) throw new OwnAccount();
    const made = await this.book.generate();
    return this.database.transaction(async (tx) => {
      const account = await this.administrators.lock(tx, accountId);
      checkState(account, 'ACTIVE');
      if (account.demonstration) throw new SharedPassword();
      if (!account.hasPassword) throw new NoPassword();
      await this.book.write(tx, accountId, made); // also of those who get a link: nobody knows it
      const sessionsEnded = await this.record.closeSessions(tx, accountId);
      const byMail = account.email !== null;
      const changed = { by: 'ADMINISTRATOR', sessionsEnded } as const;
      await this.record.write(tx, actor, [
        accountFact<PasswordChanged>(accountId, 'account.password_changed', changed),
        ...(byMail ? [linkWanted(accountId)] : []),
      ]);
      return byMail ? null : made.shown;
    });
  }
}

const linkWanted = (accountId: string): PasswordResetRequested =>
  accountFact<PasswordResetRequested>(accountId, 'account.password_reset_requested', { by: 'ADMINISTRATOR' });
