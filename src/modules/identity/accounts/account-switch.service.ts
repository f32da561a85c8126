import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { Database } from '../../../platform/database/index.ts';
import { accountFact } from '../domain/account-facts.ts';
import type { AccountEnabled, SessionsEnded } from '../domain/account-life-facts.ts';
import { AccountClosing } from './account-closing.service.ts';
import { AccountRecord } from './account-record.service.ts';
import { Administrators } from './administrators.service.ts';
import { checkDisabling, checkEnabling } from './domain/managed-account.ts';
import { ManagedAccountRepository } from './managed-account.repository.ts';

/** Disabling accounts, enabling them again, and showing people the door. */
@Injectable()
export class AccountSwitch {
  constructor(
    private readonly database: Database,
    private readonly administrators: Administrators,
    private readonly accounts: ManagedAccountRepository,
    private readonly closing: AccountClosing,
    private readonly record: AccountRecord,
  ) {}

  /** @throws UnknownColleague, OwnAccount, IllegalAccountState, LastAdministrator */
  disable(actor: Actor, accountId: string, reason: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const account = await this.administrators.lock(tx, accountId);
      checkDisabling(account, actor.id);
      await this.closing.disable(tx, actor, account, { ground: 'ADMINISTRATOR', reason });
    });
  }

  /** @throws UnknownColleague, OwnAccount, IllegalAccountState, AccountOutlived */
  enable(actor: Actor, accountId: string, reason: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const account = await this.administrators.lock(tx, accountId);
      const now = this.administrators.now();
      checkEnabling(account, actor.id, now);
      await this.accounts.enable(tx, accountId, now);
      const data = { reason };
      await this.record.write(tx, actor, [accountFact<AccountEnabled>(accountId, 'account.enabled', data)]);
    });
  }

  /** Ends all sessions of somebody. @throws UnknownColleague */
  closeSessions(actor: Actor, accountId: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const { id } = await this.administrators.lock(tx, accountId);
      const sessions = await this.record.closeSessions(tx, id);
      const data = { by: 'ADMINISTRATOR', sessions } as const;
      await this.record.write(tx, actor, [accountFact<SessionsEnded>(id, 'account.sessions_ended', data)]);
    });
  }
}
