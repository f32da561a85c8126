import { Injectable } from '@nestjs/common';
import type { Scope } from '../../../kernel/actor.ts';
import { join, type Sql, sql, type Tx } from '../../../platform/database/index.ts';
import type { Recusal } from '../domain/recusal.ts';
import { withMerged } from '../merging/merge.repository.ts';

/** A recusal as JSON holds it. */
export type RecusalRow = Omit<Recusal, 'at' | 'liftedAt'> & { readonly at: string };

/** Who is recused from which case. */
@Injectable()
export class RecusalRepository {
  /** Writes the recusals of a case as they stand now; one of a case that it answers for stays that one's. */
  async save(tx: Tx, caseId: string, recusals: readonly Recusal[]): Promise<void> {
    const rows = recusals.map(
      ({ id, accountId, agencyCode, reason, at, liftedAt }) =>
        sql`(${id}::uuid, ${caseId}::uuid, ${accountId}::uuid, ${agencyCode}, ${reason}, ${at}::timestamptz, ${liftedAt}::timestamptz)`,
    );
    await tx.query(sql`
      INSERT INTO recusals (id, case_id, account_id, agency_code, reason, recused_at, lifted_at)
      VALUES ${join(rows, ', ')}
      ON CONFLICT (id) DO UPDATE SET lifted_at = excluded.lifted_at`);
  }
}

/** The cases that somebody is recused from, as a condition on `cases c`. */
export const isRecusedFrom = ({ accountId }: Scope): Sql =>
  accountId === undefined ? sql`FALSE` : sql`c.id = ANY ${barredFrom(sql`x.account_id = ${accountId}`)}`;

/** Nobody sees a case that they are recused from, nor one that answers for such a case. */
export const notRecused = ({ accountId }: Scope): Sql =>
  accountId === undefined ? sql`` : sql` AND c.id <> ALL ${barredFrom(sql`x.account_id = ${accountId}`)}`;

/**
 * An agency that a case complains of does not see it by another way than working on it, which it cannot.
 * @param id of the case, where that is not `c.id`
 */
export const notComplainedOf = (agencyCodes: readonly string[], id = sql`c.id`): Sql =>
  sql`${id} <> ALL ${barredFrom(sql`x.agency_code = ANY(${agencyCodes})`)}`;

const barredFrom = (recused: Sql): Sql => sql`(ARRAY(
    WITH RECURSIVE barred AS (
      SELECT x.case_id AS id FROM recusals x WHERE ${recused} AND x.lifted_at IS NULL
      UNION
      SELECT n.merged_into_id FROM barred b JOIN cases n ON n.id = b.id WHERE n.merged_into_id IS NOT NULL
    )
    SELECT b.id FROM barred b))`;

/** The recusals of the case `c`, and of those that it answers for, that are in force, as a list. */
export const ACTIVE_RECUSALS: Sql = sql`(
      SELECT coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'accountId', x.account_id, 'agencyCode', x.agency_code,
        'reason', x.reason, 'at', x.recused_at) ORDER BY x.id), '[]')
      FROM recusals x
      WHERE x.case_id = ANY (ARRAY(${withMerged(sql`c.id`)} SELECT m.id FROM merged m)) AND x.lifted_at IS NULL)`;

export const toRecusal = (row: RecusalRow): Recusal => ({ ...row, at: new Date(row.at), liftedAt: null });
