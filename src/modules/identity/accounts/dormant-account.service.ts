import { Injectable, Logger } from '@nestjs/common';
import { SYSTEM } from '../../../kernel/actor.ts';
import { Database } from '../../../platform/database/index.ts';
import { AccountPolicy } from '../domain/account-policy.ts';
import { AccountClosing } from './account-closing.service.ts';
import { Administrators } from './administrators.service.ts';
import { LastAdministrator } from './domain/account-errors.ts';
import { endOfAccount, isToBeTold } from './domain/dormant.ts';
import { DormantAccountRepository } from './dormant-account.repository.ts';

/** Disables accounts that nobody uses, and temporary ones whose last day is over (資通系統防護基準 2, 3); their holders are told a week before. */
@Injectable()
export class DormantAccounts {
  private readonly logger = new Logger(DormantAccounts.name);

  constructor(
    private readonly database: Database,
    private readonly dormant: DormantAccountRepository,
    private readonly closing: AccountClosing,
    private readonly administrators: Administrators,
    private readonly policy: AccountPolicy,
  ) {}

  /** For the heartbeat; safe in any number of processes. */
  async run(): Promise<void> {
    const now = this.administrators.now();
    for (const account of await this.dormant.listOpen(this.database)) {
      const end = endOfAccount(account, this.policy);
      if (end && (end.at <= now || isToBeTold(account, end, now))) await this.attend(account.id).catch(this.leaveLast);
    }
  }

  /** Looks again under the lock: somebody may have signed in, and another process may have been here. */
  private attend(accountId: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const account = await this.administrators.lock(tx, accountId);
      const now = this.administrators.now();
      const use = await this.dormant.find(tx, accountId);
      const end = use && endOfAccount(use, this.policy);
      if (!end) return;
      if (end.at <= now) await this.closing.disable(tx, SYSTEM, account, { ground: end.ground, reason: null });
      else if (isToBeTold(use, end, now)) await this.closing.announce(tx, accountId, end);
    });
  }

  /** Without an administrator nobody could be enabled again: the last one stays, however long nobody saw them. */
  private readonly leaveLast = (error: unknown): void => {
    if (!(error instanceof LastAdministrator)) throw error;
    this.logger.warn('the last administrator stays enabled, though nobody uses the account');
  };
}
