import { json, type Sql, sql } from '../../../platform/database/index.ts';
import type { Case } from '../domain/case.ts';
import type { ExtensionRequest } from '../domain/extension.ts';

/** An extension as `jsonb` tells it: instants are text. */
export type ExtensionRow = {
  readonly [Key in keyof ExtensionRequest]: ExtensionRequest[Key] extends Date | null
    ? string | Extract<ExtensionRequest[Key], null>
    : ExtensionRequest[Key];
};

/** The one extension of `cases c` that waits for its decision, from `case_extensions_one_open`. */
export const OPEN_EXTENSION = sql`
  SELECT jsonb_build_object('id', x.id, 'state', x.state, 'until', x.until, 'fromDueAt', x.from_due_at, 'dueAt', x.due_at,
    'days', x.days, 'approver', x.approver, 'reasonCode', x.reason_code, 'reasonText', x.reason_text, 'reason', x.reason,
    'requestedBy', x.requested_by, 'requestedAt', x.requested_at, 'decidedBy', x.decided_by, 'decidedAt', x.decided_at,
    'note', x.note)
  FROM case_extensions x
  WHERE x.case_id = c.id AND x.state = 'OPEN'`;

export const toExtension = (row: ExtensionRow): ExtensionRequest => ({
  ...row,
  until: new Date(row.until),
  fromDueAt: new Date(row.fromDueAt),
  dueAt: new Date(row.dueAt),
  requestedAt: new Date(row.requestedAt),
  decidedAt: row.decidedAt === null ? null : new Date(row.decidedAt),
});

/** Keeps the extension that a case carries, for the statement that writes the case. */
export function extensionPart({ id: caseId, extensionRequest: of }: Case): Sql {
  if (of === null) return sql`extension AS (SELECT 1)`;
  return sql`extension AS (
    INSERT INTO case_extensions (id, case_id, state, until, from_due_at, due_at, days, approver, reason_code, reason_text, reason,
      requested_by, requested_at, decided_by, decided_at, note)
    VALUES (${of.id}, ${caseId}, ${of.state}, ${of.until}, ${of.fromDueAt}, ${of.dueAt}, ${of.days}, ${of.approver}, ${of.reasonCode},
      ${json(of.reasonText)}, ${of.reason}, ${of.requestedBy}, ${of.requestedAt}, ${of.decidedBy}, ${of.decidedAt}, ${of.note})
    ON CONFLICT (id) DO UPDATE
    SET state = excluded.state, due_at = excluded.due_at, days = excluded.days, approver = excluded.approver,
      decided_by = excluded.decided_by, decided_at = excluded.decided_at, note = excluded.note
  )`;
}
