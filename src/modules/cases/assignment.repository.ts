import { join, type Sql, sql } from '../../platform/database/index.ts';
import type { Assignment, Case } from './domain/case.ts';

/** A leg as `jsonb` tells it: instants are text. */
export type AssignmentRow = Omit<Assignment, 'assignedAt' | 'acceptedAt' | 'answeredAt' | 'endedAt' | 'dueAt'> & {
  readonly assignedAt: string;
  readonly acceptedAt: string | null;
  readonly answeredAt: string | null;
  readonly endedAt: string | null;
  readonly dueAt: string;
};

/** All that `cases c` has, or had. */
export const ASSIGNMENTS = sql`
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'agencyCode', a.agency_code, 'role', a.role, 'status', a.status,
      'handlerId', a.handler_id, 'assignedAt', a.assigned_at, 'acceptedAt', a.accepted_at, 'answer', a.answer,
      'answeredAt', a.answered_at, 'proposedAgencyCode', a.proposed_agency_code, 'endedAt', a.ended_at, 'dueAt', a.due_at) ORDER BY a.id), '[]')
  FROM assignments a
  WHERE a.case_id = c.id`;

const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));

export const toAssignment = (leg: AssignmentRow): Assignment => ({
  ...leg,
  assignedAt: new Date(leg.assignedAt),
  acceptedAt: instant(leg.acceptedAt),
  answeredAt: instant(leg.answeredAt),
  endedAt: instant(leg.endedAt),
  dueAt: new Date(leg.dueAt),
});

/** The legs of a new case, for the statement that writes the case. There is at least one. */
export function newAssignmentPart({ id: caseId, assignments }: Case): Sql {
  const rows = assignments.map(
    (leg) => sql`(${leg.id}, ${caseId}, ${leg.agencyCode}, ${leg.role}, ${leg.status}, ${leg.assignedAt}, ${leg.dueAt})`,
  );
  return sql`leg AS (
    INSERT INTO assignments (id, case_id, agency_code, role, status, assigned_at, due_at)
    VALUES ${join(rows, ', ')}
  )`;
}

/** Keeps the legs that a case carries, for the statement that writes the case. */
export function assignmentPart({ id: caseId, assignments }: Case): Sql {
  const rows = assignments.map(
    (leg) => sql`(${leg.id}::uuid, ${caseId}::uuid, ${leg.agencyCode}, ${leg.role}, ${leg.status}, ${leg.handlerId}::uuid,
      ${leg.assignedAt}::timestamptz, ${leg.acceptedAt}::timestamptz, ${leg.answer}, ${leg.answeredAt}::timestamptz,
      ${leg.proposedAgencyCode}, ${leg.endedAt}::timestamptz, ${leg.dueAt}::timestamptz)`,
  );
  if (rows.length === 0) return sql`leg AS (SELECT 1)`;
  return sql`leg AS (
    INSERT INTO assignments (id, case_id, agency_code, role, status, handler_id, assigned_at, accepted_at, answer, answered_at,
      proposed_agency_code, ended_at, due_at)
    VALUES ${join(rows, ', ')}
    ON CONFLICT (id) DO UPDATE
    SET status = excluded.status, handler_id = excluded.handler_id, accepted_at = excluded.accepted_at,
      answer = excluded.answer, answered_at = excluded.answered_at, proposed_agency_code = excluded.proposed_agency_code, ended_at = excluded.ended_at, due_at = excluded.due_at
  )`;
}
