import { addAgency, addCase, addPetition, addSurvey } from '../../../test/support/case-rows.ts';
import { createTestDatabase } from '../../../test/support/test-database.ts';
import { newId } from '../../kernel/ids.ts';
import { createDataSource } from '../../platform/database/data-source.ts';
import { Database, sql } from '../../platform/database/index.ts';
import { type StoredKind, thresholdsAt } from './attention-kinds.ts';
import { AttentionReadModel } from './attention.read-model.ts';

const NOW = new Date('2026-11-20T04:00:00.000Z');
const MINUTE_MS = 60_000;
const ago = (minutes: number): Date => new Date(NOW.getTime() - minutes * MINUTE_MS);
const thresholds = thresholdsAt(NOW, { withoutHandlerHours: 24 });

const reader = new AttentionReadModel();
let database: Database;
let drop: () => Promise<void>;

beforeAll(async () => {
  const copy = await createTestDatabase();
  const dataSource = await createDataSource({ url: copy.url, pool: 2 }).initialize();
  database = new Database(dataSource);
  drop = async () => {
    await dataSource.destroy();
    await copy.drop();
  };
  await addAgency(database, 'A', '甲處', 'Office A');
});

beforeEach(async () => {
  for (const table of [sql`reopen_requests`, sql`suspensions`, sql`disasters`, sql`replannings`]) {
    await database.query(sql`DELETE FROM ${table}`);
  }
});

afterAll(() => drop());

const numberOf = async (kind: StoredKind): Promise<number> => (await reader.count(database, thresholds))[kind];
const rowsOf = (kind: StoredKind) => reader.list(database, kind, thresholds, { after: null, limit: 10 });

async function addRequest(dueAt: Date, difference: { leadAgencyCode?: string } = {}): Promise<{ id: string; caseNo: string }> {
  const petition = await addPetition(database);
  const { id: caseId, caseNo } = await addCase(database, [petition], {
    status: 'CLOSED',
    closings: 1,
    closedAt: NOW,
    ...difference,
  });
  const surveyId = await addSurvey(database, { caseId, petitionId: petition.id, expiresAt: NOW });
  const id = newId();
  await database.query(sql`
    INSERT INTO reopen_requests (id, survey_id, case_id, closing, reason, state, requested_at, due_at)
    VALUES (${id}, ${surveyId}, ${caseId}, 1, '林美說沒修', 'OPEN', ${ago(60 * 24 * 9)}, ${dueAt})`);
  return { id, caseNo };
}

test('a request to reopen is late after the last instant at which a decision is on time, until it is decided', async () => {
  const { id, caseNo } = await addRequest(NOW, { leadAgencyCode: 'A' });
  expect(await numberOf('REOPENINGS_LATE')).toBe(0);
  await database.query(sql`UPDATE reopen_requests SET due_at = ${ago(1)}`);
  expect(await numberOf('REOPENINGS_LATE')).toBe(1);
  const rows = await rowsOf('REOPENINGS_LATE');
  expect(rows).toEqual([{ id, caseNo, since: ago(1), detail: 'A' }]);
  expect(JSON.stringify(rows)).not.toContain('林美');
  await database.query(sql`UPDATE reopen_requests SET state = 'REJECTED'`);
  expect(await numberOf('REOPENINGS_LATE')).toBe(0);
});

async function addDisaster(until: Date | null): Promise<string> {
  const id = newId();
  await database.query(sql`
    INSERT INTO disasters (id, state, name, notice, service_levels, started_at, started_by, until)
    VALUES (${id}, 'UNDERWAY', '颱風', '{}', '[]', ${ago(60 * 24)}, 'city', ${until})`);
  return id;
}

test('a disaster has not ended two minutes after its time; one without a time ends by hand', async () => {
  const id = await addDisaster(null);
  expect(await numberOf('DISASTERS_NOT_ENDED')).toBe(0);
  await database.query(sql`UPDATE disasters SET until = ${ago(2)}`);
  expect(await numberOf('DISASTERS_NOT_ENDED')).toBe(0);
  await database.query(sql`UPDATE disasters SET until = ${ago(3)}`);
  expect(await rowsOf('DISASTERS_NOT_ENDED')).toEqual([{ id, caseNo: null, since: ago(3), detail: '颱風' }]);
  expect(await numberOf('DISASTERS_NOT_ENDED')).toBe(1);
  await database.query(sql`UPDATE disasters SET state = 'ENDED'`);
  expect(await numberOf('DISASTERS_NOT_ENDED')).toBe(0);
});

describe('clocks that are moved batch by batch', () => {
  /** What is entered of moving them, by kind of work. */
  const WORKS = {
    SUSPENSIONS_STUCK: async (): Promise<void> => {
      const disasterId = await addDisaster(null);
      for (const kind of ['SUSPEND', 'RELEASE'])
        await database.query(sql`
          INSERT INTO suspensions (id, disaster_id, kind, total, done, begun_at, handed_at)
          VALUES (${newId()}, ${disasterId}, ${kind}, 50, 20, ${ago(10)}, ${ago(2)})`);
    },
    REPLANNINGS_STUCK: async (): Promise<void> => {
      for (const version of [7, 8])
        await database.query(sql`
          INSERT INTO replannings (id, calendar_version, total, done, begun_at, handed_at)
          VALUES (${newId()}, ${version}::integer, 50, 20, ${ago(10)}, ${ago(2)})`);
    },
  };
  const TABLES = { SUSPENSIONS_STUCK: sql`suspensions`, REPLANNINGS_STUCK: sql`replannings` };

  test.each(['SUSPENSIONS_STUCK', 'REPLANNINGS_STUCK'] as const)(
    '%s when none of them shows a sign of life for two minutes, until they have finished',
    async (kind) => {
      await WORKS[kind]();
      expect(await numberOf(kind)).toBe(0);
      await database.query(sql`UPDATE ${TABLES[kind]} SET handed_at = ${ago(3)}`);
      expect(await numberOf(kind)).toBe(2);
      const rows = await rowsOf(kind);
      expect(rows).toMatchObject([{ caseNo: null, since: ago(10), detail: expect.stringMatching(/ 20\/50$/) }, {}]);
      await database.query(sql`UPDATE ${TABLES[kind]} SET handed_at = ${NOW} WHERE id = ${rows[0]!.id}::uuid`);
      expect(await numberOf(kind)).toBe(0);
      await database.query(sql`UPDATE ${TABLES[kind]} SET begun_at = ${ago(61)}`);
      expect(await numberOf(kind)).toBe(2);
      await database.query(sql`UPDATE ${TABLES[kind]} SET finished_at = ${NOW}`);
      expect(await numberOf(kind)).toBe(0);
    },
  );

  test('and that were never handed to the queue are stuck two minutes after they were entered', async () => {
    await WORKS.REPLANNINGS_STUCK();
    await database.query(sql`UPDATE replannings SET handed_at = NULL, begun_at = ${ago(2)}`);
    expect(await numberOf('REPLANNINGS_STUCK')).toBe(0);
    await database.query(sql`UPDATE replannings SET begun_at = ${ago(3)}`);
    expect(await numberOf('REPLANNINGS_STUCK')).toBe(2);
  });
});
