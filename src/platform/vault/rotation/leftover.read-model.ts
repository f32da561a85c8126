import { Injectable } from '@nestjs/common';
import { type Db, Sql, sql, type Tx } from '../../database/index.ts';
import { headerOf } from '../vault.service.ts';

/** Looks for what is under a key still. */
@Injectable()
export class LeftoverReadModel {
  /** The number of this transaction: whatever began before has a smaller one, or has written nothing yet. */
  async barrier(tx: Tx): Promise<string> {
    const [row] = await tx.query<{ xid: string }>(sql`SELECT pg_current_xact_id()::text AS xid`);
    return row!.xid;
  }

  /** Whether all transactions up to this one have ended: what they wrote can be seen. */
  async hasPassed(db: Db, barrier: string): Promise<boolean> {
    const [row] = await db.query<{ passed: boolean }>(
      sql`SELECT pg_snapshot_xmin(pg_current_snapshot()) > ${barrier}::xid8 AS passed`,
    );
    return row!.passed;
  }

  /**
   * The columns, `table.column`, in which something is under a key. It asks the database which columns hold bytes, and looks through all
   * of them: a table that nobody declared is found too. It reads every row of them once.
   */
  async under(db: Db, keyId: number): Promise<string[]> {
    const header = headerOf(keyId).toString('hex');
    const [look] = await db.query<{ statement: string }>(sql`
      SELECT string_agg(format('SELECT %L AS place WHERE EXISTS (SELECT FROM %s t WHERE substring(t.%I FOR %s) = decode(%L, ''hex''))',
        c.relname || '.' || a.attname, c.oid::regclass, a.attname, ${header.length / 2}::integer, ${header}::text), ' UNION ALL ') AS statement
      FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.atttypid = 'bytea'::regtype AND NOT a.attisdropped`);
    const rows = await db.query<{ place: string }>(new Sql([look!.statement], [])); // the names are as PostgreSQL wrote them
    return rows.map(({ place }) => place);
  }
}
