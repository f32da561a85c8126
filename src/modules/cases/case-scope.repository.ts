import type { Scope } from '../../kernel/actor.ts';
import { type Sql, sql } from '../../platform/database/index.ts';
import { notRecused } from './recusals/recusal.repository.ts';

/** The cases that an actor may see, as a condition on `cases c`. */
export const within = (scope: Scope): Sql =>
  scope.all ? notRecused(scope) : sql` AND ${workedOnBy(scope.agencyCodes)}${notRecused(scope)}`;

/** The one case that an actor asks for: theirs to see, or to approve the reply of. */
export const reachable = (scope: Scope): Sql =>
  scope.all
    ? notRecused(scope)
    : sql` AND (${workedOnBy(scope.agencyCodes)} OR ${askedOf(scope.agencyCodes)})${notRecused(scope)}`;

const workedOnBy = (agencyCodes: readonly string[]): Sql => sql`EXISTS (
    SELECT 1 FROM assignments s WHERE s.case_id = c.id AND s.ended_at IS NULL AND s.agency_code = ANY(${agencyCodes}))`;

const askedOf = (agencyCodes: readonly string[]): Sql => sql`EXISTS (
    SELECT 1 FROM case_replies q WHERE q.case_id = c.id AND q.state = 'PENDING' AND q.asked_agency = ANY(${agencyCodes}))`;
