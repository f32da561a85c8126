import { type Db, sql } from '../../platform/database/index.ts';

/** An attachment of which the store should have the bytes. */
export interface WantedFile {
  readonly id: string;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
  /** Known to be missing when the backup was made. */
  readonly missing: boolean;
}

/** What a trial looks at in a restored database. */
export class TrialReadModel {
  /** Of one shard: their ids begin with it. Those that nobody used may have been removed while the backup was made. */
  attachments(db: Db, shard: string): Promise<WantedFile[]> {
    const [first, last] = [`${shard}000000-0000-0000-0000-000000000000`, `${shard}ffffff-ffff-ffff-ffff-ffffffffffff`];
    return db.query<WantedFile>(sql`
      SELECT a.id, encode(a.sha256, 'hex') AS sha256, a.bytes, a.missing_since IS NOT NULL AS missing
      FROM attachments a
      WHERE a.id BETWEEN ${first}::uuid AND ${last}::uuid AND a.linked_at IS NOT NULL
      ORDER BY a.id`);
  }

  /** Some who petitioned, the oldest and the newest among them. */
  petitioners(db: Db, limit: number): Promise<{ petitionId: string; sealed: Buffer }[]> {
    return db.query(sql`
      (SELECT w.petition_id AS "petitionId", w.sealed FROM petitioners w ORDER BY w.petition_id LIMIT ${limit})
      UNION
      (SELECT w.petition_id, w.sealed FROM petitioners w ORDER BY w.petition_id DESC LIMIT ${limit})`);
  }
}
