import { addCase, addSurvey } from '../../../test/support/case-rows.ts';
import { createTestDatabase } from '../../../test/support/test-database.ts';
import { newId } from '../../kernel/ids.ts';
import { createDataSource } from '../../platform/database/data-source.ts';
import { Database, type Sql, sql } from '../../platform/database/index.ts';
import { thresholdsAt } from './attention-kinds.ts';
import { AttentionReadModel, type AttentionRow } from './attention.read-model.ts';

const NOW = new Date('2026-11-20T04:00:00.000Z');
const MINUTE_MS = 60_000;
const ago = (minutes: number): Date => new Date(NOW.getTime() - minutes * MINUTE_MS);
const thresholds = thresholdsAt(NOW, { withoutHandlerHours: 24 });

const reader = new AttentionReadModel();
let database: Database;
let drop: () => Promise<void>;

beforeAll(async () => {
  const copy = await createTestDatabase();
  const dataSource = await createDataSource({ url: copy.ownerUrl, pool: 2 }).initialize();
  database = new Database(dataSource);
  drop = async () => {
    await dataSource.destroy();
    await copy.drop();
  };
});

beforeEach(() =>
  database.query(sql`TRUNCATE digest_lines, reminders, deadlines, case_timers, reopen_requests, surveys, cases CASCADE`),
);

afterAll(() => drop());

const number = async (): Promise<number> => (await reader.count(database, thresholds)).ALARMS_LATE;
const rows = (after: AttentionRow | null = null, limit = 10): Promise<AttentionRow[]> =>
  reader.list(database, 'ALARMS_LATE', thresholds, { after, limit });

/** Something that rings: how it is entered, how its time is moved, and how it has rung or will not ring any more. */
interface Alarm {
  readonly enter: (caseId: string) => Promise<unknown>;
  readonly move: (at: Date) => Sql;
  readonly ring: Sql;
}

const addTimer = (caseId: string, kind: string): Promise<unknown> =>
  database.query(sql`
    INSERT INTO case_timers (id, case_id, kind, subject, ring_at) VALUES (${newId()}, ${caseId}, ${kind}, 'x', ${NOW})`);

const addDeadline = async (caseId: string): Promise<string> => {
  const id = newId();
  await database.query(sql`
    INSERT INTO deadlines (id, case_id, version, state, urgency, safety_hazard, sla_value, sla_unit, started_at, due_at,
      calendar_version, steps, next_step, next_ring_at)
    VALUES (${id}, ${caseId}, 1, 'RUNNING', 'P3', false, 5, 'WORKING_DAY', ${NOW}, ${NOW}, 1, '[]', 'DUE', ${NOW})`);
  return id;
};

const askSurvey = (caseId: string): Promise<string> => addSurvey(database, { caseId, petitionId: newId(), expiresAt: NOW });

const moveTimer = (at: Date): Sql => sql`UPDATE case_timers SET ring_at = ${at}`;

/** By the words by which they are told. */
const ALARMS: Readonly<Record<string, Alarm>> = {
  DUE: {
    enter: addDeadline,
    move: (at) => sql`UPDATE deadlines SET next_ring_at = ${at} WHERE next_ring_at IS NOT NULL`,
    ring: sql`UPDATE deadlines SET next_ring_at = NULL`,
  },
  SUPPLEMENT: {
    enter: (caseId) => addTimer(caseId, 'SUPPLEMENT'),
    move: moveTimer,
    ring: sql`UPDATE case_timers SET cancelled_at = ${NOW}`,
  },
  RETURN: {
    enter: (caseId) => addTimer(caseId, 'RETURN'),
    move: moveTimer,
    ring: sql`UPDATE case_timers SET rung_at = ${NOW}`,
  },
  SURVEY: {
    enter: askSurvey,
    move: (at) => sql`UPDATE surveys SET remind_at = ${at}`,
    ring: sql`UPDATE surveys SET remind_at = NULL`,
  },
  REOPENING: {
    enter: async (caseId) =>
      database.query(sql`
        INSERT INTO reopen_requests (id, survey_id, case_id, closing, reason, state, requested_at, due_at)
        VALUES (${newId()}, ${await askSurvey(caseId)}, ${caseId}, 1, '林美說沒修', 'OPEN', ${NOW}, ${NOW})`),
    move: (at) => sql`UPDATE reopen_requests SET ring_at = ${at}`,
    ring: sql`UPDATE reopen_requests SET ring_at = NULL`,
  },
  DIGEST: {
    enter: async (caseId) => {
      const [deadlineId, reminderId] = [await addDeadline(caseId), newId()];
      await database.query(sql`UPDATE deadlines SET next_ring_at = NULL WHERE id = ${deadlineId}`);
      await database.query(sql`
        INSERT INTO reminders (id, deadline_id, deadline_version, step, case_id, due_at, ring_at, sent_at, recipients)
        VALUES (${reminderId}, ${deadlineId}, 1, 'DUE', ${caseId}, ${NOW}, ${NOW}, ${NOW}, '[]')`);
      await database.query(sql`
        INSERT INTO digest_lines (reminder_id, account_id, send_at) VALUES (${reminderId}, ${newId()}, ${NOW})`);
    },
    move: (at) => sql`UPDATE digest_lines SET send_at = ${at}`,
    ring: sql`DELETE FROM digest_lines`,
  },
};

test.each(Object.entries(ALARMS))('an alarm is late two minutes after its time, until it rings: %s', async (told, alarm) => {
  const { id, caseNo } = await addCase(database, []);
  await alarm.enter(id);
  await database.query(alarm.move(ago(2)));
  expect(await number()).toBe(0);
  await database.query(alarm.move(ago(3)));
  expect(await rows()).toMatchObject([{ caseNo, since: ago(3), detail: told }]);
  expect(await number()).toBe(1);
  await database.query(alarm.ring);
  expect(await number()).toBe(0);
});

test('those of all kinds are one list, the oldest first, a page at a time', async () => {
  const kinds = ['SURVEY', 'REOPENING', 'DUE', 'RETURN', 'DIGEST'];
  for (const [i, kind] of kinds.entries()) {
    const { id } = await addCase(database, []);
    await ALARMS[kind]!.enter(id);
    await database.query(ALARMS[kind]!.move(ago(60 - i)));
  }
  const paged: AttentionRow[] = [];
  for (let page = await rows(null, 1); page.length > 0; page = await rows(page[0], 1)) paged.push(page[0]!);
  expect(paged).toEqual(await rows());
  expect(paged.map(({ detail }) => detail)).toEqual(kinds);
  expect(JSON.stringify(paged)).not.toContain('林美');
});
