import { type Actor, agenciesOf, type Office, type Scope } from '../../kernel/actor.ts';
import { parseReferenceNumber } from '../../kernel/reference-number.ts';
import { type Sql, sql } from '../../platform/database/index.ts';
import { WHOLE_CITY } from '../identity/index.ts';
import { listed } from './case-scope.repository.ts';
import type { CaseAccess } from './domain/case-access.ts';
import type { AssignmentStatus, CaseStatus, TrackingLevel } from './domain/case.ts';
import { FINAL_STATUSES } from './domain/command-rule.ts';
import { toSearchQuery } from './domain/search-terms.ts';
import { ALL_CASES } from './lists/my-list.repository.ts';
import { notRecused } from './recusals/recusal.repository.ts';

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
  /** In which way they are the actor's to read; those that are theirs when undefined. */
  readonly access?: CaseAccess | undefined;
}

/** What a filter asks of `cases c`. Conditions are put in only when they are asked for, so that a plan fits them. */
export function asked(actor: Actor, filter: CaseFilter, now: Date): Sql[] {
  const around = { actor, filter, now };
  const keys = (Object.keys(CONDITIONS) as (keyof typeof CONDITIONS)[]).filter((key) => filter[key] !== undefined);
  const given = keys.map((key) => (CONDITIONS[key] as Condition<unknown>)(filter[key], around));
  return isOpenOnly(filter) ? [sql`c.closed_at IS NULL`, ...given] : given;
}

type Condition<Value> = (value: Value, around: { readonly actor: Actor; readonly filter: CaseFilter; readonly now: Date }) => Sql;

/** `list` says by which look `newSince` is judged; `approval` and `access` decide which cases are seen at all. */
type ConditionKey = Exclude<keyof CaseFilter, 'list' | 'approval' | 'access'>;

/** What each part of a filter asks of `cases c`. */
const CONDITIONS: { readonly [Key in ConditionKey]-?: Condition<NonNullable<CaseFilter[Key]>> } = {
  status: (statuses) => sql`c.status = ANY(${statuses})`,
  agency: (code) => sql`c.lead_agency_code = ${code}`,
  category: (code) => sql`c.category_code = ${code}`,
  district: (code, { actor, filter }) => whereShown(sql`c.district_code = ${code}`, actor.scope, filter.access),
  handler: (_, { actor, filter }) => handledBy(actor, filter),
  overdue: (overdue, { now }) => overdueNow(overdue, now),
  tracking: (level) => sql`c.status = 'CONTINUED_TRACKING' AND c.tracking_level = ${level}`,
  dueBefore: (instant) => sql`c.status <> 'AWAITING_CONFIRMATION' AND c.due_at < ${instant}`,
  q: (typed, { actor, filter }) => matching(typed, actor.scope, filter.access),
  shortlist: (wanted, { actor }) => (wanted ? isShortlisted(actor) : sql`NOT ${isShortlisted(actor)}`),
  newSince: (wanted, { actor, filter: { list } }) => (wanted ? isNew(actor, list) : sql`NOT ${isNew(actor, list)}`),
};

/** Cases of which they, or whoever they stand in for, handle a leg; of the open ones those where that leg has not been answered. */
function handledBy({ id, standsInFor = [] }: Actor, filter: CaseFilter): Sql {
  const handlers = [id, ...standsInFor.map((absent) => absent.id)];
  const left = isOpenOnly(filter) ? sql` AND m.status = ANY(${UNANSWERED})` : sql``;
  return sql`c.id IN (SELECT m.case_id FROM assignments m WHERE m.handler_id = ANY(${handlers}) AND m.ended_at IS NULL${left})`;
}

/** Those that a list shows to an actor at all, or whose reply they are asked to approve: of these nothing is left out, as of their own. */
export function seen(actor: Actor, { approval, access }: CaseFilter): Sql {
  if (approval === undefined) return listed(actor.scope, access);
  return access === undefined || access === 'FULL' ? askedBy(actor) : sql`FALSE`;
}

/** What asks an agency's head, or the city's supervisors; whoever is one of these for a district is asked about what lies there. */
function askedBy({ roles, standsInFor = [], scope }: Actor): Sql {
  const offices = [...roles, ...standsInFor.flatMap((absent) => absent.roles)].filter(
    ({ role }) => role === 'AGENCY_SUPERVISOR' || role === 'CITY_SUPERVISOR',
  );
  const asked = [...new Set(offices.map(({ agencyCode }) => agencyCode ?? WHOLE_CITY))];
  return sql`c.id IN (
    SELECT q.case_id
    FROM case_replies q${inPlaceOf(offices)}
    WHERE q.state = 'PENDING' AND q.asked_agency = ANY(${asked}))${notRecused(scope)}`;
}

/** The case is looked at only for those who look after a part of the city: all others are asked about whatever asks their office. */
function inPlaceOf(offices: readonly Office[]): Sql {
  const districtCodes = offices.flatMap(({ districtCode }) => districtCode ?? []);
  const isCityWide = offices.some(({ agencyCode, districtCode }) => agencyCode === null && !districtCode);
  if (districtCodes.length === 0 || isCityWide) return sql``;
  return sql`
    JOIN cases o ON o.id = q.case_id AND (q.asked_agency <> ${WHOLE_CITY} OR o.district_code = ANY(${districtCodes}))`;
}

export const isShortlisted = ({ id }: Actor): Sql =>
  sql`EXISTS (SELECT 1 FROM shortlisted_cases k WHERE k.account_id = ${id} AND k.case_id = c.id)`;

/** Whether a case was sent to the actor's agencies since they looked last; or opened, where none of these works on it. */
export function isNew({ id, scope }: Actor, list: string | undefined): Sql {
  const cameAt = scope.all
    ? sql`c.opened_at`
    : sql`coalesce((SELECT max(n.assigned_at) FROM assignments n
        WHERE n.case_id = c.id AND n.ended_at IS NULL AND n.agency_code = ANY(${agenciesOf(scope)})), c.opened_at)`;
  return sql`(${cameAt} > coalesce((
    SELECT l.looked_at FROM list_looks l WHERE l.account_id = ${id} AND l.list = ${list ?? ALL_CASES}), '-infinity'))`;
}

/** Whether no closed case is asked for: the archive need not be looked at, and the indexes of open cases serve. */
export const isOpenOnly = ({ status, overdue, tracking }: CaseFilter): boolean =>
  overdue === true || tracking !== undefined || (status?.every((one) => !FINAL_STATUSES.includes(one)) ?? false);

/** What a leg of an open case can be until its agency has done its part. */
const UNANSWERED: readonly AssignmentStatus[] = ['ASSIGNED', 'ACCEPTED', 'RETURNED'];

function overdueNow(overdue: boolean, now: Date): Sql {
  return overdue
    ? sql`c.clock_state = 'RUNNING' AND c.due_at < ${now}`
    : sql`(c.closed_at IS NOT NULL OR c.clock_state <> 'RUNNING' OR c.due_at >= ${now})`;
}

/** A number finds its case; anything else is searched for as words. A query without a word finds nothing. */
function matching(q: string, scope: Scope, access: CaseAccess | undefined): Sql {
  const caseNo = parseReferenceNumber('C', q);
  if (caseNo !== null) return sql`c.case_no = ${caseNo}`;
  const words = toSearchQuery(q);
  return words === null ? sql`FALSE` : whereShown(sql`c.search @@ ${words}::tsquery`, scope, access);
}

/**
 * Nothing is found by the words of a case, or by its place, where they are not shown: to those who had it before, and to those who registered one of
 * several petitions that it answers.
 */
function whereShown(found: Sql, scope: Scope, access: CaseAccess | undefined): Sql {
  if (access === 'FORMER') return sql`FALSE`;
  if (scope.all || !scope.own) return found;
  return sql`${found} AND (c.petition_count = 1 OR ${listed(scope, 'FULL')})`;
}
