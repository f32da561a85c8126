import { type Actor, agenciesOf, type Scope, type ScopeParts } from '../../kernel/actor.ts';
import { join, type Sql, sql } from '../../platform/database/index.ts';
import { type CaseFilter, isOpenOnly, seen } from './case-filter.read-model.ts';
import { LEFT_TO_DO, leftTo } from './case-scope.repository.ts';
import { notComplainedOf, notRecused } from './recusals/recusal.repository.ts';

/** Behind which leg a page begins, and how many rows are read. */
export interface InboxPage {
  readonly after: { readonly at: Date; readonly id: string } | null;
  readonly limit: number;
}

/** What somebody reaches who reaches what agencies have, and nothing else; null for all others. */
export function inboxScope(scope: Scope, { approval, access, ...filter }: CaseFilter): (Scope & ScopeParts) | null {
  if (scope.all || scope.own || (scope.districtCodes ?? []).length > 0 || agenciesOf(scope).length === 0) return null;
  return isOpenOnly(filter) && approval === undefined && (access === undefined || access === 'FULL') ? scope : null;
}

/** What a list shows to somebody in another order, and counts in any: of an inbox, no more than `inboxOf` finds. */
export function shownTo(actor: Actor, filter: CaseFilter): Sql {
  const inbox = inboxScope(actor.scope, filter);
  return inbox ? leftTo(inbox) : seen(actor, filter);
}

/**
 * The open legs of somebody's agencies as rows to select from, the earliest due first, each case `c` once. A leg is due when its case is.
 *
 * One agency is one range of `assignments_open_by_agency`. With bodies below it there is one range for each, of which no more is read than
 * a page, and the page is the first of them all.
 */
export function inboxOf(scope: Scope & ScopeParts, conditions: readonly Sql[], { after, limit }: InboxPage): Sql {
  const [agencyCode, ...others] = agenciesOf(scope);
  const wanted = [LEFT_TO_DO, ...conditions, ...(after ? [sql`(s.due_at, s.case_id) > (${after.at}, ${after.id})`] : [])];
  if (others.length === 0) {
    return sql`FROM cases c JOIN assignments s ON s.case_id = c.id
      WHERE s.agency_code = ${agencyCode} AND ${join(wanted, ' AND ')}${notRecused(scope)} ORDER BY ${BY_LEG} LIMIT ${limit}`;
  }
  return sql`FROM (
      SELECT DISTINCT g.due_at, g.case_id
      FROM unnest(${agenciesOf(scope)}::text[]) a (code)
      CROSS JOIN LATERAL (
        SELECT s.due_at, s.case_id
        FROM assignments s
        JOIN cases c ON c.id = s.case_id
        WHERE s.agency_code = a.code AND ${join(wanted, ' AND ')}${notRecused(scope)}
          AND (a.code = ANY(${scope.agencyCodes}) OR ${notComplainedOf(scope.agencyCodes)})
        ORDER BY ${BY_LEG}
        LIMIT ${limit}
      ) g
      ORDER BY g.due_at, g.case_id
      LIMIT ${limit}
    ) s
    JOIN cases c ON c.id = s.case_id
    ORDER BY ${BY_LEG}`;
}

const BY_LEG = sql`s.due_at, s.case_id`;
