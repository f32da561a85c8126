import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { Database } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { accountFact } from '../domain/account-facts.ts';
import type { AccountApproved, AccountRejected } from '../domain/account-life-facts.ts';
import { NOBODYS_HASH, PasswordService } from '../password.service.ts';
import { Administrators } from './administrators.service.ts';
import { checkDecision, plainRoles } from './domain/managed-account.ts';
import { ManagedAccountRepository } from './managed-account.repository.ts';

/** Deciding about accounts that somebody else asked for. */
@Injectable()
export class AccountDecisions {
  constructor(
    private readonly database: Database,
    private readonly administrators: Administrators,
    private readonly accounts: ManagedAccountRepository,
    private readonly passwords: PasswordService,
    private readonly facts: Facts,
  ) {}

  /**
   * Opens an account. Its holder is sent a link to choose a password; without an address a password is made, which is shown here and
   * nowhere else, and must be changed at the first sign-in.
   *
   * @returns that password, or null @throws UnknownColleague, OwnRequest, IllegalAccountState
   */
  async approve(actor: Actor, accountId: string): Promise<string | null> {
    const made = this.passwords.generate();
    const madeHash = await this.passwords.hash(made);
    return this.database.transaction(async (tx) => {
      const account = await this.administrators.lock(tx, accountId);
      checkDecision(account, actor.id);
      const byMail = account.email !== null;
      const passwordHash = byMail ? NOBODYS_HASH : madeHash;
      const row = { approvedBy: actor.id, passwordHash, mustChangePassword: !byMail, at: this.administrators.now() };
      await this.accounts.approve(tx, accountId, row);
      const data = { roles: plainRoles(account.roles), byMail };
      await this.facts.record(tx, actor, [accountFact<AccountApproved>(accountId, 'account.approved', data)]);
      return byMail ? null : made;
    });
  }

  /** The same account may be asked for again. @throws UnknownColleague, OwnRequest, IllegalAccountState */
  reject(actor: Actor, accountId: string, reason: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const account = await this.administrators.lock(tx, accountId);
      checkDecision(account, actor.id);
      await this.accounts.reject(tx, accountId, this.administrators.now());
      const data = { reason };
      await this.facts.record(tx, actor, [accountFact<AccountRejected>(accountId, 'account.rejected', data)]);
    });
  }
}
