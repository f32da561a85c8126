import { addAgency, addCase, addLeg } from '../../../test/support/case-rows.ts';
import { planOf } from '../../../test/support/plan.ts';
import { RecordingDatabase } from '../../../test/support/plan.ts';
import { createTestDatabase } from '../../../test/support/test-database.ts';
import { newId } from '../../kernel/ids.ts';
import { createDataSource } from '../../platform/database/data-source.ts';
import { sql } from '../../platform/database/index.ts';
import { ATTENTION_KINDS, type StoredKind, thresholdsAt } from './attention-kinds.ts';
import { AttentionReadModel } from './attention.read-model.ts';

const NOW = new Date('2026-11-20T04:00:00.000Z');
const MINUTE_MS = 60_000;
const ago = (minutes: number): Date => new Date(NOW.getTime() - minutes * MINUTE_MS);
const thresholds = thresholdsAt(NOW, { withoutHandlerHours: 24 });

const reader = new AttentionReadModel();
let database: RecordingDatabase;
let drop: () => Promise<void>;

beforeAll(async () => {
  const copy = await createTestDatabase();
  const dataSource = await createDataSource({ url: copy.ownerUrl, pool: 2 }).initialize();
  database = new RecordingDatabase(dataSource);
  drop = async () => {
    await dataSource.destroy();
    await copy.drop();
  };
  await addAgency(database, 'A', '甲處', 'Office A');
});

beforeEach(async () => {
  for (const table of [sql`deadlines`, sql`assignments`, sql`messages`, sql`fact_deliveries`]) {
    await database.query(sql`DELETE FROM ${table}`);
  }
  await database.query(sql`DELETE FROM cases`);
});

afterAll(() => drop());

const numberOf = async (kind: StoredKind): Promise<number> => (await reader.count(database, thresholds))[kind];
const rowsOf = (kind: StoredKind) => reader.list(database, kind, thresholds, { after: null, limit: 10 });

/** A case that is as it should be: with an agency, a handler and a clock. */
async function addSoundCase(): Promise<{ id: string; caseNo: string }> {
  const added = await addCase(database, [], { leadAgencyCode: 'A' });
  await addLeg(database, added.id, { agencyCode: 'A', role: 'LEAD', assignedAt: ago(60 * 24 * 3) });
  await database.query(sql`UPDATE assignments SET handler_id = ${newId()} WHERE case_id = ${added.id}`);
  await addDeadline(added.id);
  return added;
}

const addDeadline = (caseId: string): Promise<unknown> =>
  database.query(sql`
    INSERT INTO deadlines (id, case_id, version, state, urgency, safety_hazard, sla_value, sla_unit, started_at, due_at,
      calendar_version, steps)
    VALUES (${newId()}, ${caseId}, 1, 'RUNNING', 'P3', false, 5, 'WORKING_DAY', ${NOW}, ${NOW}, 1, '[]')`);

const addMessage = (state: string, createdAt: Date, caseId: string | null = null): Promise<unknown> =>
  database.query(sql`
    INSERT INTO messages (id, channel, recipient_index, template, language, sealed, state, attempts, last_error, case_id,
      cause, created_at)
    VALUES (${newId()}, 'EMAIL', '', 'reply', 'zh-TW', '', ${state}, 1, 'REFUSED', ${caseId},
      ${newId()}, ${createdAt})`);

async function addDelivery(at: Date, caseId: string): Promise<void> {
  const id = newId();
  await database.query(sql`
    INSERT INTO facts (id, type, subject_kind, subject_id, at, actor_kind, actor_name, data, public)
    VALUES (${id}, 'case.closed', 'case', ${caseId}, ${at}, 'SYSTEM', 'system', '{}', false)`);
  await database.query(sql`INSERT INTO fact_deliveries (fact_id, reaction) VALUES (${id}, 'send-reply')`);
}

test('a city in which all is well has nothing but zeros', async () => {
  await addSoundCase();
  expect(Object.values(await reader.count(database, thresholds))).toEqual(
    Array.from({ length: ATTENTION_KINDS.length - 1 }, () => 0),
  );
});

test('a case in triage is without an agency until it is sent to one', async () => {
  const { id, caseNo } = await addCase(database, [], { status: 'TRIAGE' });
  expect(await numberOf('CASES_WITHOUT_AGENCY')).toBe(1);
  expect(await rowsOf('CASES_WITHOUT_AGENCY')).toMatchObject([{ id, caseNo, detail: 'TRIAGE' }]);
  await database.query(sql`UPDATE cases SET status = 'DISPATCHED', lead_agency_code = 'A' WHERE id = ${id}`);
  expect(await numberOf('CASES_WITHOUT_AGENCY')).toBe(0);
});

test('a case is without a handler when its agency has had it for longer than the policy allows, until somebody has it', async () => {
  const { id, caseNo } = await addCase(database, [], { leadAgencyCode: 'A' });
  await addLeg(database, id, { agencyCode: 'A', role: 'LEAD', assignedAt: ago(24 * 60) });
  expect(await numberOf('CASES_WITHOUT_HANDLER')).toBe(0);
  await database.query(sql`UPDATE assignments SET assigned_at = ${ago(24 * 60 + 1)} WHERE case_id = ${id}`);
  expect(await rowsOf('CASES_WITHOUT_HANDLER')).toEqual([{ id, caseNo, since: ago(24 * 60 + 1), detail: 'A' }]);
  expect(await numberOf('CASES_WITHOUT_HANDLER')).toBe(1);
  await database.query(sql`UPDATE assignments SET handler_id = ${newId()} WHERE case_id = ${id}`);
  expect(await numberOf('CASES_WITHOUT_HANDLER')).toBe(0);
});

test('nobody waits for the handler of a case that is closed', async () => {
  const { id } = await addCase(database, [], { leadAgencyCode: 'A', closedAt: NOW });
  await addLeg(database, id, { agencyCode: 'A', role: 'LEAD', assignedAt: ago(24 * 60 + 1) });
  expect(await numberOf('CASES_WITHOUT_HANDLER')).toBe(0);
});

test('a case that stands still is without a deadline when its row is missing or has stopped, but not before its citizen confirms', async () => {
  const { id, caseNo } = await addCase(database, [], { leadAgencyCode: 'A', status: 'AWAITING_SUPPLEMENT' });
  await database.query(sql`UPDATE cases SET clock_state = 'PAUSED' WHERE id = ${id}`);
  expect(await rowsOf('CASES_WITHOUT_DEADLINE')).toMatchObject([{ id, caseNo, detail: 'AWAITING_SUPPLEMENT' }]);
  expect(await numberOf('CASES_WITHOUT_DEADLINE')).toBe(1);
  await addDeadline(id);
  for (const [state, number] of [
    ['STOPPED', 1],
    ['PAUSED', 0],
    ['RUNNING', 0], // until the ledger has heard of it
  ] as const) {
    await database.query(sql`UPDATE deadlines SET state = ${state} WHERE case_id = ${id}`);
    expect([state, await numberOf('CASES_WITHOUT_DEADLINE')]).toEqual([state, number]);
  }
  await database.query(sql`DELETE FROM deadlines`);
  await database.query(sql`UPDATE cases SET status = 'AWAITING_CONFIRMATION' WHERE id = ${id}`);
  expect(await numberOf('CASES_WITHOUT_DEADLINE')).toBe(0);
});

test('a running case is without a deadline when its row is missing or does not run', async () => {
  const { id, caseNo } = await addCase(database, [], { leadAgencyCode: 'A' });
  expect(await rowsOf('CASES_WITHOUT_DEADLINE')).toMatchObject([{ id, caseNo, detail: 'IN_PROGRESS' }]);
  expect(await numberOf('CASES_WITHOUT_DEADLINE')).toBe(1);
  await addDeadline(id);
  expect(await numberOf('CASES_WITHOUT_DEADLINE')).toBe(0);
  for (const state of ['STOPPED', 'PAUSED']) {
    await database.query(sql`UPDATE deadlines SET state = ${state} WHERE case_id = ${id}`);
    expect(await numberOf('CASES_WITHOUT_DEADLINE')).toBe(1);
  }
  await database.query(sql`UPDATE cases SET closed_at = ${NOW}, clock_state = 'STOPPED' WHERE id = ${id}`);
  expect(await numberOf('CASES_WITHOUT_DEADLINE')).toBe(0);
});

test('a message counts when it failed, or is tried again for more than an hour; without a word of whom it was for', async () => {
  const { id, caseNo } = await addCase(database, [], { closedAt: NOW });
  await addMessage('RETRYING', ago(60));
  for (const state of ['PENDING', 'SENT', 'CAPTURED', 'MANUAL', 'SKIPPED']) await addMessage(state, ago(120));
  await addMessage('FAILED', ago(60 * 24 * 31));
  expect(await numberOf('MESSAGES_NOT_SENT')).toBe(0);
  await addMessage('RETRYING', ago(61));
  await addMessage('FAILED', ago(1), id);
  expect(await numberOf('MESSAGES_NOT_SENT')).toBe(2);
  const rows = await rowsOf('MESSAGES_NOT_SENT');
  expect(rows).toMatchObject([
    { caseNo: null, detail: 'reply RETRYING REFUSED' },
    { caseNo, detail: 'reply FAILED REFUSED' },
  ]);
  expect(JSON.stringify(rows)).not.toMatch(/林美|lin@/);
  await database.query(sql`UPDATE messages SET state = 'SENT'`);
  expect(await numberOf('MESSAGES_NOT_SENT')).toBe(0);
});

test('a reaction is late a minute after its fact, until it has taken effect', async () => {
  const { id, caseNo } = await addCase(database, [], { closedAt: NOW });
  await addDelivery(ago(1), id);
  expect(await numberOf('REACTIONS_LATE')).toBe(0);
  await addDelivery(ago(2), id);
  expect(await rowsOf('REACTIONS_LATE')).toMatchObject([{ caseNo, since: ago(2), detail: 'send-reply' }]);
  expect(await numberOf('REACTIONS_LATE')).toBe(1);
  await database.query(sql`DELETE FROM fact_deliveries`);
  expect(await numberOf('REACTIONS_LATE')).toBe(0);
});

test('the rows are told a page at a time, the oldest first, those of one instant in a steady order', async () => {
  for (let i = 0; i < 5; i += 1) await addCase(database, [], { status: 'TRIAGE' });
  const all = await rowsOf('CASES_WITHOUT_AGENCY');
  const paged = [];
  for (let after: (typeof all)[number] | null = null; ;) {
    const [row]: typeof all = await reader.list(database, 'CASES_WITHOUT_AGENCY', thresholds, { after, limit: 1 });
    if (!row) break;
    paged.push(row);
    after = row;
  }
  expect(paged).toEqual(all);
  expect(new Set(paged.map(({ id }) => id)).size).toBe(5);
});

const TABLES_OF_ARCHIVE = [
  ...[sql`cases`, sql`deadlines`, sql`assignments`, sql`messages`],
  ...[sql`surveys`, sql`reopen_requests`, sql`disasters`, sql`suspensions`, sql`replannings`],
  ...[sql`case_timers`, sql`reminders`, sql`digest_lines`],
];

/** Requests that were decided, clocks that have rung, disasters that are over, clocks that were moved: one of each for every case. */
async function addArchive(closed: number): Promise<void> {
  await database.query(sql`
    INSERT INTO surveys (id, case_id, petition_id, closing, offered_at, expires_at)
    SELECT gen_random_uuid(), c.id, c.id, 1, ${NOW}, ${NOW} FROM cases c`);
  await database.query(sql`
    INSERT INTO reopen_requests (id, survey_id, case_id, closing, reason, state, requested_at, due_at)
    SELECT gen_random_uuid(), s.id, s.case_id, 1, '', 'REJECTED', ${NOW}, ${ago(60)} FROM surveys s`);
  await database.query(sql`
    INSERT INTO case_timers (id, case_id, kind, subject, ring_at, rung_at)
    SELECT gen_random_uuid(), c.id, 'RETURN', 'OTHER:OVER', ${ago(60)}, ${ago(60)} FROM cases c`);
  await database.query(sql`
    INSERT INTO reminders (id, deadline_id, deadline_version, step, case_id, due_at, ring_at, sent_at, recipients)
    SELECT gen_random_uuid(), d.id, 1, 'DUE', d.case_id, ${NOW}, ${NOW}, ${NOW}, '[]' FROM deadlines d`);
  await database.query(sql`
    INSERT INTO disasters (id, state, name, notice, service_levels, started_at, started_by, until)
    SELECT gen_random_uuid(), 'ENDED', '', '{}', '[]', ${NOW}, '', ${ago(60)} FROM generate_series(1, ${closed}::integer) n`);
  await database.query(sql`
    INSERT INTO suspensions (id, disaster_id, kind, total, done, begun_at, handed_at, finished_at)
    SELECT gen_random_uuid(), x.id, 'SUSPEND', 1, 1, ${ago(60)}, ${ago(60)}, ${NOW} FROM disasters x`);
  await database.query(sql`
    INSERT INTO replannings (id, calendar_version, total, done, begun_at, handed_at, finished_at)
    SELECT gen_random_uuid(), n, 1, 1, ${ago(60)}, ${ago(60)}, ${NOW} FROM generate_series(1, ${closed}::integer) n`);
}

test('the numbers cost what is open or in trouble, whatever the size of the archive', async () => {
  const closed = 5_000;
  await database.query(sql`
    INSERT INTO cases (id, case_no, version, status, priority, safety_hazard, confidential, subject, description, first_received_at,
      opened_at, sla_value, sla_unit, due_at, clock_state, extensions, reroutes, petition_count, closings, closed_at, search)
    SELECT gen_random_uuid(), 'C' || n, 1, 'CLOSED', 'P3', false, false, '', '', ${NOW}, ${NOW}, 5, 'WORKING_DAY', ${NOW}, 'STOPPED', 0, 0, 1,
      1, ${NOW}, ''
    FROM generate_series(1, ${closed}::integer) n`);
  await database.query(sql`
    INSERT INTO deadlines (id, case_id, version, state, urgency, safety_hazard, sla_value, sla_unit, started_at, due_at,
      calendar_version, steps)
    SELECT gen_random_uuid(), c.id, 1, 'STOPPED', 'P3', false, 5, 'WORKING_DAY', ${NOW}, ${NOW}, 1, '[]' FROM cases c`);
  await database.query(sql`
    INSERT INTO assignments (id, case_id, agency_code, role, status, assigned_at, due_at)
    SELECT gen_random_uuid(), c.id, 'A', 'LEAD', 'ANSWERED', ${ago(60 * 24 * 9)}, ${NOW} FROM cases c`);
  await database.query(sql`
    INSERT INTO messages (id, channel, recipient_index, template, language, sealed, state, attempts, cause, created_at)
    SELECT gen_random_uuid(), 'EMAIL', '', 'reply', 'zh-TW', '', 'SENT', 1, n::text, ${NOW}
    FROM generate_series(1, ${closed}::integer) n`);
  await addArchive(closed);
  for (let i = 0; i < 20; i += 1) await addSoundCase();
  for (const table of TABLES_OF_ARCHIVE) await database.query(sql`ANALYZE ${table}`);

  database.asked.length = 0;
  await reader.count(database, thresholds);
  expect(database.asked).toHaveLength(1);
  const plan = await planOf(database, database.asked[0]!);
  const read = plan.filter(({ name }) => name !== '').map(({ rows }) => rows);
  expect(Math.max(...read)).toBeLessThanOrEqual(40);
});
