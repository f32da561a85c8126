import { Injectable } from '@nestjs/common';
import { type Db, sql } from '../../../platform/database/index.ts';
import type { AccountUse } from './domain/dormant.ts';

@Injectable()
export class DormantAccountRepository {
  /** Every account that somebody could sign in to: a few thousand rows, twice an hour. */
  listOpen(db: Db): Promise<(AccountUse & { readonly id: string })[]> {
    return db.query<AccountUse & { readonly id: string }>(sql`${SELECT_USE} WHERE a.disabled_at IS NULL ORDER BY a.id`);
  }

  /** Null when it was disabled meanwhile. */
  async find(db: Db, id: string): Promise<AccountUse | null> {
    const [row] = await db.query<AccountUse>(sql`${SELECT_USE} WHERE a.disabled_at IS NULL AND a.id = ${id}`);
    return row ?? null;
  }
}

const SELECT_USE = sql`
  SELECT a.id, a.created_at AS "createdAt", a.approved_at AS "approvedAt", a.enabled_at AS "enabledAt",
    a.last_signed_in_at AS "lastSignedInAt", a.expires_at AS "expiresAt", a.warned_at AS "warnedAt", a.demonstration
  FROM accounts a`;
