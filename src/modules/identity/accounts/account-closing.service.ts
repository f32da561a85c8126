import { Injectable } from '@nestjs/common';
import { type ActorRef, SYSTEM } from '../../../kernel/actor.ts';
import type { Tx } from '../../../platform/database/index.ts';
import { accountFact } from '../domain/account-facts.ts';
import type { AccountDisabled, AccountExpiring } from '../domain/account-life-facts.ts';
import { AccountRecord } from './account-record.service.ts';
import { Administrators } from './administrators.service.ts';
import type { AccountEnd } from './domain/dormant.ts';
import type { Disabling, ManagedAccount } from './domain/managed-account.ts';
import { ManagedAccountRepository } from './managed-account.repository.ts';

/** Disables accounts: their sessions end, links to choose a password do not work any more, and what their holders did stays theirs. */
@Injectable()
export class AccountClosing {
  constructor(
    private readonly accounts: ManagedAccountRepository,
    private readonly administrators: Administrators,
    private readonly record: AccountRecord,
  ) {}

  /** @throws LastAdministrator */
  async disable(tx: Tx, actor: ActorRef, account: ManagedAccount, why: Disabling): Promise<void> {
    await this.accounts.disable(tx, account.id, why, this.administrators.now());
    await this.administrators.checkLeft(tx, account);
    const sessionsEnded = await this.record.closeSessions(tx, account.id);
    const data = { ...why, sessionsEnded };
    await this.record.write(tx, actor, [accountFact<AccountDisabled>(account.id, 'account.disabled', data)]);
  }

  /** Lets its holder be told that an account will be disabled. */
  async announce(tx: Tx, accountId: string, { at, ground }: AccountEnd): Promise<void> {
    await this.accounts.remember(tx, accountId, this.administrators.now());
    const data = { until: at.toISOString(), ground };
    await this.record.write(tx, SYSTEM, [accountFact<AccountExpiring>(accountId, 'account.expiring', data)]);
  }
}
