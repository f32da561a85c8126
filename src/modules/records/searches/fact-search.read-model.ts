import { Injectable } from '@nestjs/common';
import { withoutCases } from '../../../kernel/named-cases.ts';
import { type Db, join, type Sql, sql } from '../../../platform/database/index.ts';
import { FACT_COLUMNS, type FactRow } from '../../../platform/facts/index.ts';
import type { Barred } from '../bundles/case-subject.read-model.ts';

/** A fact as it lies in the record, with its place in it. */
export interface FoundFact extends FactRow {
  readonly seq: string;
  readonly caseNo: string | null;
  /** Of its link; null while it is not sealed. */
  readonly hash: string | null;
}

/** The last row of a page: the search goes on after it. */
export interface FactCursor {
  readonly at: Date;
  readonly seq: string;
}

/** What is looked for; null or empty: whatever it is. */
export interface FactCondition {
  readonly subjectIds: readonly string[] | null;
  readonly actorUsername: string | null;
  readonly type: string | null;
  readonly since: Date | null;
  readonly before: Date | null;
  readonly text: string | null;
  /** Of what nothing is shown. */
  readonly barred: Barred;
}

/**
 * The record from its end. Each question has an index in the order of the answer – by subject, actor, type, or time alone – so a page costs
 * the same however long the record is; a subject has few facts, which are sorted.
 */
@Injectable()
export class FactSearchReadModel {
  /** The newest first. What is barred is named in none of them. @param limit rows, one more than a page */
  async find(db: Db, condition: FactCondition, after: FactCursor | null, limit: number): Promise<FoundFact[]> {
    const conditions = [...conditionsOf(condition), ...(after ? [sql`(f.at, f.seq) < (${after.at}, ${after.seq}::bigint)`] : [])];
    const where = conditions.length === 0 ? sql`` : sql`WHERE ${join(conditions, ' AND ')}`;
    const rows = await db.query<FoundFact>(sql`
      WITH found AS (
        SELECT f.*
        FROM ${condition.subjectIds === null ? sql`facts` : ofSubjects(condition.subjectIds)} f
        ${where}
        ORDER BY f.at DESC, f.seq DESC
        LIMIT ${limit}
      )
      SELECT ${FACT_COLUMNS}, f.seq, c.case_no AS "caseNo", encode(l.hash, 'hex') AS hash
      FROM found f
      LEFT JOIN fact_links l ON l.fact_id = f.id
      LEFT JOIN cases c ON c.id = f.subject_id AND f.subject_kind = 'case'
      ORDER BY f.at DESC, f.seq DESC`);
    const hidden = new Set(condition.barred.caseNos);
    return rows.map((row) => ({ ...row, data: withoutCases(row.data, hidden) }));
  }
}

/** Read first: a planner that counts on the order of time would look through the whole record for one subject. */
const ofSubjects = (subjectIds: readonly string[]): Sql =>
  sql`(SELECT s.* FROM facts s WHERE s.subject_id = ANY(${subjectIds}) OFFSET 0)`;

function conditionsOf({ actorUsername, type, since, before, text, barred }: FactCondition): Sql[] {
  return [
    ...(actorUsername === null ? [] : [sql`f.actor_id = (SELECT a.id FROM accounts a WHERE a.username = ${actorUsername})`]),
    ...(type === null ? [] : [sql`f.type = ${type}`]),
    ...(since === null ? [] : [sql`f.at >= ${since}`]),
    ...(before === null ? [] : [sql`f.at < ${before}`]),
    ...(text === null ? [] : [sql`strpos(lower(concat_ws(' ', f.type, f.actor_name, f.data::text)), lower(${text})) > 0`]),
    ...(barred.caseNos.length === 0 ? [] : [notAbout(barred), ...(text === null ? [] : [notNaming(barred)])]),
  ];
}

/** Nor that somebody looked for one of these cases, or opened a file of it. */
const notAbout = ({ subjectIds, caseNos }: Barred): Sql =>
  sql`f.subject_id <> ALL(${subjectIds}::uuid[]) AND (f.data ->> 'caseNo' = ANY(${caseNos})) IS NOT TRUE`;

/** Nothing is found by a number that is not shown. */
const notNaming = ({ caseNos }: Barred): Sql =>
  sql`NOT EXISTS (SELECT 1 FROM jsonb_path_query(f.data, '$.**') v (value) WHERE v.value #>> '{}' = ANY(${caseNos}))`;
