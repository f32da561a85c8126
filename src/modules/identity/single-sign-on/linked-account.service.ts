import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../kernel/actor.ts';
import type { DomainError } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { Database, type Tx } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { AccountRepository } from '../account.repository.ts';
import { Administrators } from '../accounts/administrators.service.ts';
import {
  type AccountCreated,
  accountFact,
  type AccountFact,
  type AccountLinked,
  type AccountSignInFailed,
  type AdministratorKept,
  type ProfileSynchronised,
  type RolesSynchronised,
} from '../domain/account-facts.ts';
import type { RoleGrant } from '../domain/role.ts';
import { type ProvenPerson, sameGrants } from './domain/proven-person.ts';
import { AccountDisabled, AccountNotLinked, NoRole } from './domain/single-sign-on-errors.ts';
import { type Link, type LinkedAccount, LinkedAccountRepository } from './linked-account.repository.ts';

const isAdministration = ({ role }: RoleGrant): boolean => role === 'ADMIN';

/** A refusal that is remembered: what was found out about an account stays, whatever the answer to the request is. */
type Settled = { readonly account: LinkedAccount } | { readonly refusal: DomainError };

/** The accounts of those for whom the provider vouches. */
@Injectable()
export class LinkedAccounts {
  constructor(
    private readonly database: Database,
    private readonly linked: LinkedAccountRepository,
    private readonly accounts: AccountRepository,
    private readonly facts: Facts,
    private readonly administrators: Administrators,
  ) {}

  /**
   * The account of somebody whom a provider has proved, as it is after this sign-in: name, e-mail and roles are the provider's. The last
   * administrator stays one, whatever the provider says.
   *
   * @param linkByUsername whether they become the holder of the account that bears their username already
   * @throws AccountDisabled, NoRole, AccountNotLinked
   */
  async settle(issuer: string, proven: ProvenPerson, linkByUsername: boolean): Promise<LinkedAccount> {
    const link = { issuer, person: proven.person };
    const settled = await this.database.transaction(async (tx): Promise<Settled> => {
      await this.linked.takeTurn(tx, link);
      if (!proven.grants.some(isAdministration) && (await this.linked.isAdministrators(tx, link, proven.username)))
        await this.administrators.lockAll(tx); // before the account, as administrators do it
      const account =
        (await this.linked.lockLinked(tx, link, this.administrators.now())) ??
        (await this.adopt(tx, link, proven, linkByUsername));
      return account === null ? { refusal: new NoRole() } : this.refresh(tx, account, proven);
    });
    if ('refusal' in settled) throw settled.refusal;
    return settled.account;
  }

  /** Somebody who comes for the first time. Null: nothing gives them a role, and no account is made. @throws AccountNotLinked */
  private async adopt(tx: Tx, link: Link, proven: ProvenPerson, linkByUsername: boolean): Promise<LinkedAccount | null> {
    const namesake = await this.linked.lockByUsername(tx, proven.username, link.issuer, this.administrators.now());
    if (namesake && (!linkByUsername || namesake.linked || namesake.demonstration)) throw new AccountNotLinked();
    if (!namesake && proven.grants.length === 0) return null;
    const account = namesake ?? (await this.create(tx, proven));
    await this.linked.link(tx, link, account.id);
    await this.record(tx, accountFact<AccountLinked>(account.id, 'account.linked', {}));
    return account;
  }

  private async create(tx: Tx, { username, displayName, email, grants }: ProvenPerson): Promise<LinkedAccount> {
    const id = newId();
    await this.accounts.insert(
      tx,
      { id, username, displayName, passwordHash: null, createdAt: this.administrators.now() },
      grants,
    );
    await this.linked.saveProfile(tx, id, displayName, email, this.administrators.now());
    const roles = [...new Set(grants.map(({ role }) => role))];
    await this.record(tx, accountFact<AccountCreated>(id, 'account.created', { roles }));
    return { id, username, displayName, email, roles: grants, demonstration: false, disabled: false, linked: true };
  }

  private async refresh(tx: Tx, account: LinkedAccount, { displayName, email, grants }: ProvenPerson): Promise<Settled> {
    const { id, disabled } = account;
    if (disabled) {
      await this.record(tx, accountFact<AccountSignInFailed>(id, 'account.sign_in_failed', { disabled }));
      return { refusal: new AccountDisabled() };
    }
    const roles = await this.synchronise(tx, account, grants);
    if (account.displayName !== displayName || account.email !== email) {
      await this.linked.saveProfile(tx, id, displayName, email, this.administrators.now());
      await this.record(tx, accountFact<ProfileSynchronised>(id, 'account.profile_synchronised', {}));
    }
    if (roles.length > 0) return { account: { ...account, displayName, email, roles } };
    await this.record(tx, accountFact<AccountSignInFailed>(id, 'account.sign_in_failed', { disabled }));
    return { refusal: new NoRole() };
  }

  /** @returns the roles from now on: those that the provider gives, and the last administrator's */
  private async synchronise(tx: Tx, { id, roles }: LinkedAccount, given: readonly RoleGrant[]): Promise<readonly RoleGrant[]> {
    if (sameGrants(roles, given)) return given;
    await this.linked.replaceRoles(tx, id, given);
    const taken = given.some(isAdministration) ? [] : roles.filter(isAdministration);
    const kept = taken.length > 0 && !(await this.administrators.areLeft(tx)) ? taken : [];
    const next = [...kept, ...given];
    if (kept.length > 0) {
      await this.linked.replaceRoles(tx, id, next);
      await this.record(tx, accountFact<AdministratorKept>(id, 'account.administrator_kept', { given }));
    }
    if (!sameGrants(roles, next))
      await this.record(tx, accountFact<RolesSynchronised>(id, 'account.roles_synchronised', { roles: next }));
    return next;
  }

  private record(tx: Tx, fact: AccountFact): Promise<void> {
    return this.facts.record(tx, SYSTEM, [fact]);
  }
}
