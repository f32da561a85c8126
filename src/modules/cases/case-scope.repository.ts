import { agenciesOf, isOwnOnly, type Scope, type ScopeParts } from '../../kernel/actor.ts';
import { type Db, join, type Sql, sql } from '../../platform/database/index.ts';
import { type CaseAccess, OTHER_ACCESSES, type OtherAccess } from './domain/case-access.ts';
import { notComplainedOf, notRecused } from './recusals/recusal.repository.ts';

/** The cases that an actor works on now, or looks after, as a condition on `cases c`: all that commands are for. */
export const within = (scope: Scope): Sql => (scope.all ? notRecused(scope) : sql` AND ${worked(scope)}${notRecused(scope)}`);

/** The one case that an actor asks for: theirs to work on, or to approve the reply of; to be read in one of the other ways that are named. */
export const reachable = (scope: Scope, ...ways: readonly OtherAccess[]): Sql =>
  scope.all
    ? notRecused(scope)
    : sql` AND (${join([worked(scope), askedOf(scope.agencyCodes), ...ways.map((way) => WAYS[way](scope))], ' OR ')})${notRecused(scope)}`;

/** The cases that a list shows to an actor: those that are theirs, or those that they may read in one other way and no better one. */
export function listed(scope: Scope, access: CaseAccess | undefined): Sql {
  if (scope.all) return access === undefined || access === 'FULL' ? sql`TRUE${notRecused(scope)}` : sql`FALSE`;
  if (access === 'FULL' || (access === undefined && !scope.own)) return sql`${worked(scope)}${notRecused(scope)}`;
  // asked for by itself, it is what a list begins with: nothing is, beside an OR, not even one that can hold nothing else
  if (access === undefined && isOwnOnly(scope)) return sql`${WAYS.REGISTRANT(scope)}${notRecused(scope)}`;
  if (access === undefined) return sql`(${worked(scope)} OR ${WAYS.REGISTRANT(scope)})${notRecused(scope)}`;
  return sql`${WAYS[access](scope)} AND ${accessTo(scope)} = ${access}${notRecused(scope)}`;
}

/** The most that an actor may read of the case `c`, as an expression; null when they may not. */
export const accessTo = (scope: Scope): Sql =>
  scope.all
    ? sql`'FULL'::text`
    : sql`CASE WHEN ${worked(scope)} OR ${askedOf(scope.agencyCodes)} THEN 'FULL'
        WHEN ${WAYS.CATEGORY_OWNER(scope)} THEN 'CATEGORY_OWNER'
        WHEN ${WAYS.REGISTRANT(scope)} THEN 'REGISTRANT'
        WHEN ${WAYS.FORMER(scope)} THEN 'FORMER' END`;

/** The cases on which an actor's agencies have something left to do: a helper that has answered waits with all others. */
export const leftTo = (scope: Scope & ScopeParts): Sql => sql`${worked(scope, LEFT_TO_DO)}${notRecused(scope)}`;

const LIVE = sql`s.ended_at IS NULL`;
export const LEFT_TO_DO = sql`s.ended_at IS NULL AND s.status NOT IN ('ANSWERED', 'MERGED')`;

/** @param leg what is asked of the legs `s` of agencies */
function worked(scope: ScopeParts, leg = LIVE): Sql {
  const { agencyCodes, belowCodes = [], districtCodes = [] } = scope;
  return any([
    ...(agencyCodes.length + belowCodes.length > 0 ? [workedOnBy(scope, leg)] : []),
    ...(districtCodes.length > 0 ? [sql`c.district_code = ANY(${districtCodes})`] : []),
  ]);
}

const any = (conditions: readonly Sql[]): Sql =>
  conditions.length < 2 ? (conditions[0] ?? sql`FALSE`) : sql`(${join(conditions, ' OR ')})`;

/**
 * One question for an agency and the bodies below it, that asks of legs alone: of two with an OR between them, or where more is asked of
 * `cases c`, no list could begin with `assignments_by_agency`.
 */
function workedOnBy({ agencyCodes, belowCodes = [] }: ScopeParts, leg: Sql): Sql {
  const ofBelow = sql`(s.agency_code = ANY(${agencyCodes}) OR ${notComplainedOf(agencyCodes, sql`s.case_id`)})`;
  return sql`EXISTS (
    SELECT 1
    FROM assignments s
    WHERE s.case_id = c.id AND ${leg} AND s.agency_code = ANY(${[...agencyCodes, ...belowCodes]})${
      belowCodes.length === 0 ? sql`` : sql` AND ${ofBelow}`
    })`;
}

const askedOf = (agencyCodes: readonly string[]): Sql =>
  agencyCodes.length === 0
    ? sql`FALSE`
    : sql`EXISTS (
    SELECT 1 FROM case_replies q WHERE q.case_id = c.id AND q.state = 'PENDING' AND q.asked_agency = ANY(${agencyCodes}))`;

/** Ways to read a case besides working on it. */
const WAYS: Readonly<Record<OtherAccess, (scope: Scope & ScopeParts) => Sql>> = {
  CATEGORY_OWNER: (scope) =>
    byAgency(
      scope,
      (agencyCodes) => sql`c.status <> 'AWAITING_CONFIRMATION' AND c.category_code IN (
      SELECT k.code FROM categories k WHERE k.replaced_at IS NULL AND k.owner_agency_code = ANY(${agencyCodes}))`,
    ),
  FORMER: (scope) =>
    byAgency(
      scope,
      (agencyCodes) => sql`EXISTS (
      SELECT 1 FROM assignments s WHERE s.case_id = c.id AND s.ended_at IS NOT NULL AND s.agency_code = ANY(${agencyCodes}))`,
    ),
  REGISTRANT: (scope) =>
    scope.own && scope.accountId !== undefined
      ? sql`c.id IN (
      SELECT l.case_id
      FROM petitions p
      JOIN case_petitions l ON l.petition_id = p.id
      WHERE p.channel = 'VILLAGE_HEAD' AND p.registered_by = ${scope.accountId})`
      : sql`FALSE`,
};

/** A confidential case is for those alone who work on it, and no agency reads by another way what complains of it. */
export function byAgency(scope: Scope & ScopeParts, way: (agencyCodes: readonly string[]) => Sql): Sql {
  const agencyCodes = agenciesOf(scope);
  if (agencyCodes.length === 0) return sql`FALSE`;
  return sql`(NOT c.confidential AND ${way(agencyCodes)} AND ${notComplainedOf(scope.agencyCodes)})`;
}

/**
 * Which of these numbers of other cases, which are named inside a case, the actor may not read: where they stand, nothing is shown. Asked
 * for the few cases that name others.
 */
export async function strangersAmong(db: Db, scope: Scope, caseNos: readonly string[]): Promise<ReadonlySet<string>> {
  if (caseNos.length === 0) return new Set();
  const known = await db.query<{ caseNo: string }>(sql`
    SELECT c.case_no AS "caseNo" FROM cases c WHERE c.case_no = ANY(${caseNos})${reachable(scope, ...OTHER_ACCESSES)}`);
  const readable = new Set(known.map(({ caseNo }) => caseNo));
  return new Set(caseNos.filter((caseNo) => !readable.has(caseNo)));
}

/** Whether somebody did something at an instant. */
export type Hand = (accountId: string | null, at: Date) => boolean;

/** What the staff of the actor's agencies did to a case while it was theirs. */
export async function ownHand(db: Db, scope: Scope, caseId: string): Promise<Hand> {
  const stays = await db.query<{ from: Date; until: Date; staff: string[] }>(sql`
    SELECT s.assigned_at AS "from", s.ended_at AS until, ARRAY(
      SELECT r.account_id FROM account_roles r WHERE r.agency_code = s.agency_code
      UNION
      SELECT s.handler_id WHERE s.handler_id IS NOT NULL) AS staff
    FROM assignments s
    WHERE s.case_id = ${caseId} AND s.ended_at IS NOT NULL AND s.agency_code = ANY(${agenciesOf(scope)})`);
  return (accountId, at) =>
    accountId !== null && stays.some(({ from, until, staff }) => from <= at && at <= until && staff.includes(accountId));
}
