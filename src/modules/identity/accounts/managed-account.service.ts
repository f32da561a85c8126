import { Injectable } from '@nestjs/common';
import type { Scope } from '../../../kernel/actor.ts';
import { Database } from '../../../platform/database/index.ts';
import { decodeCursor, type PageQuery } from '../../../platform/http/index.ts';
import { UnknownColleague } from '../domain/deputy.ts';
import { type AccountFilter, AccountListReadModel, type ListedAccount } from './account-list.read-model.ts';

/** Looking at accounts. */
@Injectable()
export class ManagedAccounts {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountListReadModel,
  ) {}

  /** One more than a page, to know whether there is another. @throws BadPageCursor */
  list(filter: AccountFilter, { cursor, limit }: PageQuery): Promise<ListedAccount[]> {
    const after = cursor === undefined ? null : decodeCursor(cursor, 1)[0]!;
    return this.accounts.list(this.database, filter, after, limit + 1);
  }

  count(filter: AccountFilter): Promise<number> {
    return this.accounts.count(this.database, filter);
  }

  /** @throws UnknownColleague when it is none of the caller's */
  async get(accountId: string, scope: Scope): Promise<ListedAccount> {
    const found = await this.accounts.find(this.database, accountId, scope);
    if (!found) throw new UnknownColleague();
    return found;
  }
}
