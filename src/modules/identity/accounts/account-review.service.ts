import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { type CivilDate, instantAt } from '../../../kernel/civil-date.ts';
import { City } from '../../../platform/config/index.ts';
import { Database } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { accountsReviewed } from '../domain/account-life-facts.ts';
import { AccountListReadModel } from './account-list.read-model.ts';
import { type AccountEvent, AccountReviewReadModel, type ReviewedAccount } from './account-review.read-model.ts';
import { daysOfQuarter } from './domain/quarter.ts';

/** More accounts than any city has staff. */
const EVERYBODY = 1_000_000;

/** What is looked through every quarter: who may sign in, as what, and what has changed (資通系統防護基準 4). */
@Injectable()
export class AccountReviews {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountListReadModel,
    private readonly reviews: AccountReviewReadModel,
    private readonly facts: Facts,
    private readonly city: City,
  ) {}

  /** All accounts as they are now. That somebody took them away is written down. @param quarter e.g. `2026Q4` */
  export(actor: Actor, quarter: string): Promise<ReviewedAccount[]> {
    const { from, before } = daysOfQuarter(quarter);
    return this.database.transaction(async (tx) => {
      const accounts = await this.accounts.list(tx, { scope: { all: true } }, null, EVERYBODY);
      const events = byAccount(await this.reviews.listEvents(tx, this.begin(from), this.begin(before)));
      const data = { quarter, accounts: accounts.length };
      await this.facts.record(tx, actor, [accountsReviewed(data)]);
      return accounts.map((account) => ({ ...account, events: events.get(account.id) ?? [] }));
    });
  }

  private begin(day: CivilDate): Date {
    return instantAt(day, 0, this.city.timeZone);
  }
}

function byAccount(events: readonly AccountEvent[]): ReadonlyMap<string, readonly AccountEvent[]> {
  const groups = new Map<string, AccountEvent[]>();
  for (const event of events) groups.set(event.accountId, [...(groups.get(event.accountId) ?? []), event]);
  return groups;
}
