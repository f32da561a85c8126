import { Injectable } from '@nestjs/common';
import { type Db, sql } from '../../../platform/database/index.ts';
import type { ListedAccount } from './account-list.read-model.ts';

/** Something that was done to an account. */
export interface AccountEvent {
  readonly accountId: string;
  readonly type: string;
  readonly at: Date;
  readonly actorName: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** An account, and what was done to it in a quarter. */
export interface ReviewedAccount extends ListedAccount {
  readonly events: readonly AccountEvent[];
}

/** Coming and going is no change of an account. */
const NO_CHANGES = ['account.signed_in', 'account.signed_out', 'account.sign_in_failed', 'account.locked'];

@Injectable()
export class AccountReviewReadModel {
  /** What was done to all accounts from one instant to before another, the oldest first. Looked up by account: `facts_by_subject`. */
  listEvents(db: Db, from: Date, before: Date): Promise<AccountEvent[]> {
    return db.query<AccountEvent>(sql`
      SELECT f.subject_id AS "accountId", f.type, f.at, f.actor_name AS "actorName", f.data
      FROM accounts a
      JOIN facts f ON f.subject_id = a.id
      WHERE f.subject_kind = 'account' AND f.at >= ${from} AND f.at < ${before} AND f.type <> ALL (${NO_CHANGES})
      ORDER BY f.seq`);
  }
}
