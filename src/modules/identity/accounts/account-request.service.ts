import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import { Database } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { type Answered, IdempotencyKeys } from '../../../platform/http/index.ts';
import { accountFact } from '../domain/account-facts.ts';
import type { AccountRequested } from '../domain/account-life-facts.ts';
import { normaliseUsername } from '../domain/username.ts';
import { NOBODYS_HASH } from '../password.service.ts';
import { AccountRules, type WantedAccount } from './account-rules.service.ts';
import { EmailTaken } from './domain/account-errors.ts';
import { plainRoles } from './domain/managed-account.ts';
import { ManagedAccountRepository } from './managed-account.repository.ts';

/** An account that somebody asks for. */
export interface AccountWish extends WantedAccount {
  readonly username: string;
  readonly reason: string;
}

/** Asking for accounts. Nobody can sign in to them before somebody else has approved them. */
@Injectable()
export class AccountRequests {
  constructor(
    private readonly database: Database,
    private readonly accounts: ManagedAccountRepository,
    private readonly rules: AccountRules,
    private readonly keys: IdempotencyKeys,
    private readonly facts: Facts,
  ) {}

  /** @returns the id of the account @throws InvalidInput, UsernameTaken, EmailTaken, BadIdempotencyKey, IdempotencyKeyReused */
  async request(actor: Actor, key: string | null, typed: AccountWish): Promise<Answered<{ readonly id: string }>> {
    const wish = { ...typed, username: normaliseUsername(typed.username), roles: plainRoles(typed.roles) };
    this.rules.checkNew(wish.username, wish, actor.scope);
    return this.keys.once(`accounts:${actor.id}`, key, wish, (remember) =>
      this.database.transaction(async (tx) => {
        await this.accounts.lockAll(tx);
        if (wish.email !== null && (await this.accounts.isEmailTaken(tx, wish.email, wish.username))) throw new EmailTaken();
        const { expiresOn, ...wanted } = wish;
        const expiresAt = this.rules.endOf(expiresOn);
        const row = { ...wanted, expiresAt, requestedBy: actor.id, passwordHash: NOBODYS_HASH, at: this.rules.now() };
        const id = await this.accounts.insertRequest(tx, { id: newId(), ...row });
        const data = { roles: wish.roles, expiresOn };
        await this.facts.record(tx, actor, [accountFact<AccountRequested>(id, 'account.requested', data)]);
        const remembered = remember({ id });
        if (remembered) await tx.query(remembered);
        return { id };
      }),
    );
  }
}
