import { newId, built } from './built.mjs';

/** Received on a Thursday morning: six working days end on Friday of the next week, when the offices close. */
const RECEIVED = new Date('2026-11-19T10:00:00+08:00');
export const CLOSING = new Date('2026-11-27T17:30:00+08:00');
const SLA = { value: 6, unit: 'WORKING_DAY' };

/** Rows of one statement. */
const CHUNK = 5_000;

/**
 * Open cases whose time ends at `CLOSING`, spread over the agencies that have a handler; the warning has rung. Their plan of reminders
 * is the program's own.
 */
export async function addDueCases(client, app, pack, count) {
  const { plan } = await built('modules/deadlines/domain/deadline.js');
  const { Calendars } = await built('modules/calendar/index.js');
  const calendar = app.get(Calendars, { strict: false }).current();
  const facts = { startedAt: RECEIVED, dueAt: CLOSING, sla: SLA, urgency: 'P3', safetyHazard: false };
  const steps = plan(facts, pack.reminders, calendar).map((step) =>
    step.step === 'EARLY_WARNING' ? { ...step, state: 'RUNG' } : step,
  );
  const { rows: handlers } = await client.query(
    `SELECT a.id, r.agency_code AS "agencyCode" FROM accounts a JOIN account_roles r ON r.account_id = a.id WHERE r.role = 'HANDLER'`,
  );
  for (let from = 0; from < count; from += CHUNK) {
    const rows = Array.from({ length: Math.min(CHUNK, count - from) }, (_, i) => caseOf(from + i, handlers));
    await client.query(CASES, [JSON.stringify(rows), RECEIVED, CLOSING, SLA.value, SLA.unit]);
    await client.query(DEADLINES, [
      ...[JSON.stringify(rows), RECEIVED, CLOSING, SLA.value, SLA.unit],
      ...[calendar.version, JSON.stringify(steps)],
    ]);
  }
  await client.query('ANALYZE');
}

/** Every other one has a handler, the others are anybody's in their agency. */
function caseOf(n, handlers) {
  const { id, agencyCode } = handlers[n % handlers.length];
  return { id: newId(), deadlineId: newId(), caseNo: `B-${n}`, agencyCode, handlerId: n % 2 === 0 ? id : null };
}

const ROWS = `jsonb_to_recordset($1) AS r (id uuid, "deadlineId" uuid, "caseNo" text, "agencyCode" text, "handlerId" uuid)`;

const CASES = `
  INSERT INTO cases (id, case_no, version, status, priority, safety_hazard, confidential, subject, description, lead_agency_code,
    handler_id, first_received_at, opened_at, sla_value, sla_unit, due_at, clock_state, extensions, reroutes, petition_count, closings,
    search)
  SELECT r.id, r."caseNo", 1, 'IN_PROGRESS', 'P3', false, false, '路面坑洞', '前方道路有坑洞', r."agencyCode", r."handlerId", $2, $2, $4, $5,
    $3, 'RUNNING', 0, 0, 1, 0, ''
  FROM ${ROWS}`;

const DEADLINES = `
  INSERT INTO deadlines (id, case_id, version, state, urgency, safety_hazard, sla_value, sla_unit, started_at, due_at,
    calendar_version, steps, next_step, next_ring_at)
  SELECT r."deadlineId", r.id, 1, 'RUNNING', 'P3', false, $4, $5, $2, $3, $6, $7, 'DUE', $3
  FROM ${ROWS}`;
