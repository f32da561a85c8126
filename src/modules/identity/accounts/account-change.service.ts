import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import type { Fact } from '../../../kernel/fact.ts';
import { Database } from '../../../platform/database/index.ts';
import { accountFact } from '../domain/account-facts.ts';
import type { AccountChanged, AccountRolesChanged } from '../domain/account-life-facts.ts';
import type { RoleGrant } from '../domain/role.ts';
import { AccountRecord } from './account-record.service.ts';
import { AccountRules, type WantedAccount } from './account-rules.service.ts';
import { Administrators } from './administrators.service.ts';
import { EmailTaken } from './domain/account-errors.ts';
import { type AccountChange, decideChange, type ManagedAccount, plainRoles } from './domain/managed-account.ts';
import { ManagedAccountRepository } from './managed-account.repository.ts';

/** What an account is to be from now on. */
export interface ChangedAccount extends WantedAccount {
  readonly reason: string | null;
}

/** Changing what accounts are. */
@Injectable()
export class AccountChanges {
  constructor(
    private readonly database: Database,
    private readonly administrators: Administrators,
    private readonly accounts: ManagedAccountRepository,
    private readonly rules: AccountRules,
    private readonly record: AccountRecord,
  ) {}

  /**
   * Other roles are in force at once.
   * @throws UnknownColleague, IllegalAccountState, InvalidInput, OwnAccount, EmailTaken, LastAdministrator
   */
  change(actor: Actor, accountId: string, wanted: ChangedAccount): Promise<void> {
    return this.database.transaction(async (tx) => {
      const account = await this.administrators.lock(tx, accountId);
      this.rules.checkChanged(wanted, actor.scope, account.expiresAt);
      const { displayName, email } = wanted;
      const details = { displayName, email, roles: plainRoles(wanted.roles), expiresAt: this.rules.endOf(wanted.expiresOn) };
      const change = decideChange(account, details, actor.id);
      if (change.fields.includes('email') && email !== null && (await this.accounts.isEmailTaken(tx, email, account.username))) {
        throw new EmailTaken();
      }
      if (change.fields.length > 0) await this.accounts.saveDetails(tx, accountId, details, this.rules.now());
      if (change.roles) await this.accounts.replaceRoles(tx, accountId, details.roles);
      await this.administrators.checkLeft(tx, account);
      await this.record.write(tx, actor, factsOf(actor, account, change, { after: details.roles, reason: wanted.reason }));
    });
  }
}

function factsOf(
  actor: Actor,
  { id, roles }: ManagedAccount,
  change: AccountChange,
  { after, reason }: { readonly after: readonly RoleGrant[]; readonly reason: string | null },
): Fact[] {
  const { fields } = change;
  const before = plainRoles(roles);
  return [
    ...(fields.length > 0 ? [accountFact<AccountChanged>(id, 'account.changed', { fields })] : []),
    ...(change.roles ? [accountFact<AccountRolesChanged>(id, 'account.roles_changed', { before, after, reason })] : []),
  ];
}
