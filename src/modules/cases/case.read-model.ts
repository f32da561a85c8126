import { Injectable } from '@nestjs/common';
import type { Actor, Scope } from '../../kernel/actor.ts';
import { parseReferenceNumber } from '../../kernel/reference-number.ts';
import { Clock } from '../../platform/clock/index.ts';
import { Database, join, type Sql, sql } from '../../platform/database/index.ts';
import { CASE_COLUMNS, type CaseRow, toCase } from './case.repository.ts';
import { reachable, within } from './case-scope.repository.ts';
import { WHOLE_CITY } from '../identity/index.ts';
import { CaseNotFound } from './domain/case-errors.ts';
import type { AccountNames, Marks } from './domain/case-surroundings.ts';
import { ALL_CASES } from './lists/my-list.repository.ts';
import { notRecused } from './recusals/recusal.repository.ts';
import { FINAL_STATUSES } from './domain/command-rule.ts';
import type { AssignmentStatus, Case, CaseStatus, TrackingLevel } from './domain/case.ts';
import { liveLegs } from './domain/legs.ts';
import { toSearchQuery } from './domain/search-terms.ts';

type NamedCaseRow = CaseRow & {
  readonly handlers: AccountNames | null;
  readonly isNew?: boolean;
  readonly shortlisted?: boolean;
};

/** A case and the names of those who handle its legs. */
export interface NamedCase {
  readonly of: Case;
  readonly handlers: AccountNames;
  readonly marks: Marks | null;
}

/** Which cases are asked for; what is undefined does not matter. */
export interface CaseFilter {
  readonly status?: readonly CaseStatus[] | undefined;
  readonly agency?: string | undefined;
  readonly category?: string | undefined;
  readonly district?: string | undefined;
  readonly handler?: 'me' | undefined;
  readonly overdue?: boolean | undefined;
  readonly tracking?: TrackingLevel | undefined;
  readonly dueBefore?: Date | undefined;
  readonly q?: string | undefined;
  readonly approval?: 'mine' | undefined;
  readonly shortlist?: boolean | undefined;
  readonly newSince?: boolean | undefined;
  /** The saved list by whose last look it is told what is new; all cases when undefined. */
  readonly list?: string | undefined;
}

export type CaseSort = 'dueAt' | '-createdAt';

/** Where a page begins: behind this row. */
export interface CasePlaceInList {
  readonly at: Date;
  readonly id: string;
}

export interface CasePage {
  readonly sort: CaseSort;
  readonly after: CasePlaceInList | null;
  readonly limit: number;
}

/** Cases as the console shows them. */
@Injectable()
export class CaseReadModel {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws CaseNotFound when it is missing or not the actor's */
  async get(actor: Actor, caseNo: string): Promise<NamedCase> {
    const [row] = await this.database.query<NamedCaseRow>(sql`
      ${SELECT_NAMED_CASE} WHERE c.case_no = ${caseNo}${reachable(actor.scope)}`);
    if (!row) throw new CaseNotFound();
    return toNamedCase(row);
  }

  /** The case after a command, with the names of those who handle it now. */
  async after(of: Case): Promise<NamedCase> {
    const ids = liveLegs(of).flatMap(({ handlerId }) => handlerId ?? []);
    if (ids.length === 0) return { of, handlers: {}, marks: null };
    const accounts = await this.database.query<{ id: string; name: string }>(
      sql`SELECT a.id, a.display_name AS name FROM accounts a WHERE a.id = ANY (${ids}::uuid[])`,
    );
    return { of, handlers: Object.fromEntries(accounts.map(({ id, name }) => [id, name])), marks: null };
  }

  /** The earliest receipt of all petitions that a case answers, of those that came with a merge too. @throws CaseNotFound */
  async earliestReceipt(caseNo: string): Promise<Date> {
    const [row] = await this.database.query<{ at: Date }>(sql`
      SELECT least(c.first_received_at, min(p.received_at)) AS at
      FROM cases c
      LEFT JOIN case_petitions l ON l.case_id = c.id
      LEFT JOIN petitions p ON p.id = l.petition_id
      WHERE c.case_no = ${caseNo}
      GROUP BY c.id`);
    if (!row) throw new CaseNotFound();
    return row.at;
  }

  /**
   * The cases that an actor may see, a page at a time; one row more than the limit when there are more.
   *
   * The inbox of an agency is one range of `assignments_open_by_agency`, the open cases of the whole city one range of
   * `cases_open_by_due`: a page costs the same anywhere in the list and whatever the size of the archive. Conditions are put in only
   * when they are asked for, so that a plan fits them.
   */
  async list(actor: Actor, filter: CaseFilter, { sort, after, limit }: CasePage): Promise<NamedCase[]> {
    const inbox = sort === 'dueAt' && isOpenOnly(filter) && filter.approval === undefined ? inboxOf(actor.scope) : null;
    const order = inbox ? BY_LEG : ORDERS[sort];
    const conditions = [inbox ?? seen(actor, filter), ...this.asked(actor, filter)];
    if (after !== null) conditions.push(order.after(after));
    const rows = await this.database.query<NamedCaseRow>(sql`
      SELECT ${NAMED_CASE}, ${isNew(actor, filter.list)} AS "isNew", ${isShortlisted(actor)} AS shortlisted
      ${FROM_CASES}${inbox ? JOIN_LEG : sql``} WHERE ${join(conditions, ' AND ')} ORDER BY ${order.by} LIMIT ${limit + 1}`);
    return rows.map(toNamedCase);
  }

  /** How many there are in all. */
  async count(actor: Actor, filter: CaseFilter): Promise<number> {
    const [counted] = await this.database.query<{ total: number }>(sql`
      SELECT count(*)::integer AS total
      FROM cases c
      WHERE ${join([seen(actor, filter), ...this.asked(actor, filter)], ' AND ')}`);
    return counted!.total;
  }

  private asked(actor: Actor, filter: CaseFilter): Sql[] {
    const around = { actor, filter, now: this.clock.now() };
    const keys = (Object.keys(CONDITIONS) as (keyof typeof CONDITIONS)[]).filter((key) => filter[key] !== undefined);
    const given = keys.map((key) => (CONDITIONS[key] as Condition<unknown>)(filter[key], around));
    return isOpenOnly(filter) ? [sql`c.closed_at IS NULL`, ...given] : given;
  }
}

type Condition<Value> = (value: Value, around: { readonly actor: Actor; readonly filter: CaseFilter; readonly now: Date }) => Sql;

/** `list` says by which look `newSince` is judged; `approval` decides which cases are seen at all. */
type ConditionKey = Exclude<keyof CaseFilter, 'list' | 'approval'>;

/** What each part of a filter asks of `cases c`. */
const CONDITIONS: { readonly [Key in ConditionKey]-?: Condition<NonNullable<CaseFilter[Key]>> } = {
  status: (statuses) => sql`c.status = ANY(${statuses})`,
  agency: (code) => sql`c.lead_agency_code = ${code}`,
  category: (code) => sql`c.category_code = ${code}`,
  district: (code) => sql`c.district_code = ${code}`,
  handler: (_, { actor, filter }) => handledBy(actor, filter),
  overdue: (overdue, { now }) => overdueNow(overdue, now),
  tracking: (level) => sql`c.status = 'CONTINUED_TRACKING' AND c.tracking_level = ${level}`,
  dueBefore: (instant) => sql`c.status <> 'AWAITING_CONFIRMATION' AND c.due_at < ${instant}`,
  q: (typed) => matching(typed),
  shortlist: (wanted, { actor }) => (wanted ? isShortlisted(actor) : sql`NOT ${isShortlisted(actor)}`),
  newSince: (wanted, { actor, filter: { list } }) => (wanted ? isNew(actor, list) : sql`NOT ${isNew(actor, list)}`),
};

/** Cases of which they, or whoever they stand in for, handle a leg; of the open ones those where that leg has not been answered. */
function handledBy({ id, standsInFor = [] }: Actor, filter: CaseFilter): Sql {
  const handlers = [id, ...standsInFor.map((absent) => absent.id)];
  const left = isOpenOnly(filter) ? sql` AND m.status = ANY(${UNANSWERED})` : sql``;
  return sql`c.id IN (SELECT m.case_id FROM assignments m WHERE m.handler_id = ANY(${handlers}) AND m.ended_at IS NULL${left})`;
}

/** Those that an actor works on, or whose reply they are asked to approve. */
const seen = (actor: Actor, { approval }: CaseFilter): Sql =>
  approval === 'mine' ? askedBy(actor) : sql`TRUE${within(actor.scope)}`;

function askedBy({ roles, standsInFor = [], scope }: Actor): Sql {
  const asked = [...roles, ...standsInFor.flatMap((absent) => absent.roles)]
    .filter(({ role }) => role === 'AGENCY_SUPERVISOR' || role === 'CITY_SUPERVISOR')
    .map(({ agencyCode }) => agencyCode ?? WHOLE_CITY);
  return sql`c.id IN (
    SELECT q.case_id FROM case_replies q WHERE q.state = 'PENDING' AND q.asked_agency = ANY(${asked}))${notRecused(scope)}`;
}

const isShortlisted = ({ id }: Actor): Sql =>
  sql`EXISTS (SELECT 1 FROM shortlisted_cases k WHERE k.account_id = ${id} AND k.case_id = c.id)`;

/** Whether a case was opened, or sent to the actor's agencies, since they looked last. */
function isNew({ id, scope }: Actor, list: string | undefined): Sql {
  const cameAt = scope.all
    ? sql`c.opened_at`
    : sql`(SELECT max(n.assigned_at) FROM assignments n
        WHERE n.case_id = c.id AND n.ended_at IS NULL AND n.agency_code = ANY(${scope.agencyCodes}))`;
  return sql`(${cameAt} > coalesce((
    SELECT l.looked_at FROM list_looks l WHERE l.account_id = ${id} AND l.list = ${list ?? ALL_CASES}), '-infinity'))`;
}

/** Whether no closed case is asked for: the archive need not be looked at, and the indexes of open cases serve. */
const isOpenOnly = ({ status, overdue, tracking }: CaseFilter): boolean =>
  overdue === true || tracking !== undefined || (status?.every((one) => !FINAL_STATUSES.includes(one)) ?? false);

/** By which order a list is one range of an index, however large the archive is: closed cases have none by their due time. */
export const usualSort = (filter: CaseFilter): CaseSort => (isOpenOnly(filter) ? 'dueAt' : '-createdAt');

/** What a leg of an open case can be until its agency has done its part. */
const UNANSWERED: readonly AssignmentStatus[] = ['ASSIGNED', 'ACCEPTED', 'RETURNED'];

const JOIN_LEG = sql` JOIN assignments s ON s.case_id = c.id`;

/** The open legs of one agency, of which a case has one; null for whoever sees more than one agency. */
function inboxOf(scope: Scope): Sql | null {
  if (scope.all || scope.agencyCodes.length !== 1) return null;
  return sql`s.agency_code = ${scope.agencyCodes[0]} AND s.ended_at IS NULL
    AND s.status NOT IN ('ANSWERED', 'MERGED')${notRecused(scope)}`;
}

const toNamedCase = ({ handlers, isNew: fresh, shortlisted, ...row }: NamedCaseRow): NamedCase => ({
  of: toCase(row),
  handlers: handlers ?? {},
  marks: fresh === undefined || shortlisted === undefined ? null : { new: fresh, shortlisted },
});

function overdueNow(overdue: boolean, now: Date): Sql {
  return overdue
    ? sql`c.clock_state = 'RUNNING' AND c.due_at < ${now}`
    : sql`(c.closed_at IS NOT NULL OR c.clock_state <> 'RUNNING' OR c.due_at >= ${now})`;
}

const HANDLERS = sql`(
  SELECT jsonb_object_agg(h.id, h.display_name)
  FROM assignments m
  JOIN accounts h ON h.id = m.handler_id
  WHERE m.case_id = c.id AND m.ended_at IS NULL)`;
const NAMED_CASE = sql`${CASE_COLUMNS}, ${HANDLERS} AS handlers`;
const FROM_CASES = sql`FROM cases c`;
const SELECT_NAMED_CASE = sql`SELECT ${NAMED_CASE} ${FROM_CASES}`;

/** A number finds its case; anything else is searched for as words. A query without a word finds nothing. */
function matching(q: string): Sql {
  const caseNo = parseReferenceNumber('C', q);
  if (caseNo !== null) return sql`c.case_no = ${caseNo}`;
  const words = toSearchQuery(q);
  return words === null ? sql`FALSE` : sql`c.search @@ ${words}::tsquery`;
}

interface Order {
  readonly by: Sql;
  readonly after: (place: CasePlaceInList) => Sql;
}

const ORDERS: Readonly<Record<CaseSort, Order>> = {
  dueAt: { by: sql`c.due_at, c.id`, after: ({ at, id }) => sql`(c.due_at, c.id) > (${at}, ${id})` },
  '-createdAt': { by: sql`c.opened_at DESC, c.id DESC`, after: ({ at, id }) => sql`(c.opened_at, c.id) < (${at}, ${id})` },
};

/** A leg is due when its case is. */
const BY_LEG: Order = {
  by: sql`s.due_at, s.case_id`,
  after: ({ at, id }) => sql`(s.due_at, s.case_id) > (${at}, ${id})`,
};
