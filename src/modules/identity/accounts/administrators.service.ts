import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.ts';
import { type Settings, SETTINGS_TOKEN } from '../../../platform/config/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import { UnknownColleague } from '../domain/deputy.ts';
import { LastAdministrator } from './domain/account-errors.ts';
import { isAdministrator, type ManagedAccount } from './domain/managed-account.ts';
import { ManagedAccountRepository } from './managed-account.repository.ts';

/** Sees to it that somebody is left who can see to accounts. */
@Injectable()
export class Administrators {
  constructor(
    private readonly accounts: ManagedAccountRepository,
    private readonly clock: Clock,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  now(): Date {
    return this.clock.now();
  }

  /** Until the transaction ends nobody else changes who may do what. To be asked before an account is locked. */
  async lockAll(tx: Tx): Promise<void> {
    await this.accounts.lockAll(tx);
  }

  /** An account, until the transaction ends the only one that is changed. @throws UnknownColleague */
  async lock(tx: Tx, accountId: string): Promise<ManagedAccount> {
    await this.accounts.lockAll(tx);
    const account = await this.accounts.lock(tx, accountId);
    if (!account) throw new UnknownColleague();
    return account;
  }

  /** To be asked after a change. @param before the account as it was @throws LastAdministrator when it was the last one's */
  async checkLeft(tx: Tx, before: ManagedAccount): Promise<void> {
    if (before.state === 'ACTIVE' && isAdministrator(before) && !(await this.areLeft(tx))) throw new LastAdministrator();
  }

  async areLeft(tx: Tx): Promise<boolean> {
    return (await this.accounts.countAdministrators(tx, this.clock.now(), this.settings.production)) > 0;
  }
}
