import { createDataSource } from '../../../platform/database/data-source.ts';
import { Database, sql } from '../../../platform/database/index.ts';
import { Facts, RelaySignal } from '../../../platform/facts/index.ts';
import { addCase } from '../../../../test/support/case-rows.ts';
import { SetClock } from '../../../../test/support/set-clock.ts';
import { createTestDatabase } from '../../../../test/support/test-database.ts';
import { CaseRepository } from '../../cases/index.ts';
import { RecusalRepository } from '../../cases/recusals/recusal.repository.ts';
import { ReplyDraftRepository } from '../../cases/replies/reply-draft.repository.ts';
import { CaseTimerRepository } from './case-timer.repository.ts';
import { CaseTimers } from './case-timer.service.ts';
import { TimerBell } from './timer-bell.service.ts';

const NOW = new Date('2026-11-20T01:00:00.000Z');
const RING = new Date('2026-11-23T09:30:00.000Z');
const LATER = new Date('2026-11-25T09:30:00.000Z');

const clock = new SetClock(NOW);
const repository = new CaseTimerRepository();
const timers = new CaseTimers(repository, clock);
let database: Database;
let bell: TimerBell;
let drop: () => Promise<void>;

beforeAll(async () => {
  const copy = await createTestDatabase();
  const dataSource = await createDataSource({ url: copy.url, pool: 8 }).initialize();
  database = new Database(dataSource);
  bell = new TimerBell(
    database,
    repository,
    new CaseRepository(new ReplyDraftRepository(), new RecusalRepository()),
    new Facts(clock, new RelaySignal()),
    clock,
  );
  drop = async () => {
    await dataSource.destroy();
    await copy.drop();
  };
});

beforeEach(async () => {
  clock.at = NOW;
  await database.query(sql`TRUNCATE case_timers`);
});

afterAll(() => drop());

const set = (caseId: string, ringAt = RING, subject = 'q-1'): Promise<void> =>
  database.transaction((tx) => timers.set(tx, { caseId, kind: 'SUPPLEMENT', subject, ringAt }));

const cancel = (caseId: string, subject?: string): Promise<void> =>
  database.transaction((tx) => timers.cancel(tx, caseId, 'SUPPLEMENT', subject));

const idsOf = async (caseId: string): Promise<string[]> =>
  (await database.query<{ id: string }>(sql`SELECT t.id FROM case_timers t WHERE t.case_id = ${caseId} ORDER BY t.subject`)).map(
    ({ id }) => id,
  );

/** A case with one timer that is set. */
async function begin(): Promise<{ readonly caseId: string; readonly timerId: string }> {
  const { id: caseId } = await addCase(database, []);
  await set(caseId);
  const [timerId] = await idsOf(caseId);
  return { caseId, timerId: timerId! };
}

const rang = (caseId: string): Promise<{ kind: string; subject: string; ringAt: string }[]> =>
  database.query(sql`
    SELECT f.data ->> 'kind' AS kind, f.data ->> 'subject' AS subject, f.data ->> 'ringAt' AS "ringAt"
    FROM facts f
    WHERE f.subject_id = ${caseId} AND f.type = 'timer.rang'
    ORDER BY f.seq`);

const near = (horizon: Date): Promise<string[]> =>
  database.transaction(async (tx) => (await repository.takeNear(tx, horizon, clock.now(), 100)).map(({ id }) => id));

test('a timer rings at its time, not before, and its fact stands in the timeline of the case', async () => {
  const { caseId, timerId } = await begin();
  clock.at = new Date(RING.getTime() - 1);
  await bell.ring(timerId);
  expect(await rang(caseId)).toEqual([]);
  clock.at = RING;
  await bell.ring(timerId);
  expect(await rang(caseId)).toEqual([{ kind: 'SUPPLEMENT', subject: 'q-1', ringAt: RING.toISOString() }]);
});

test('of many who look at the same moment, and of all who look afterwards, one rings it', async () => {
  const { caseId, timerId } = await begin();
  clock.at = LATER;
  await Promise.all(Array.from({ length: 8 }, () => bell.ring(timerId)));
  await bell.ring(timerId);
  expect(await rang(caseId)).toHaveLength(1);
});

test('a timer that is set again to the same time is the same timer, rung or not', async () => {
  const { caseId, timerId } = await begin();
  await set(caseId);
  clock.at = RING;
  await bell.ring(timerId);
  await set(caseId);
  await bell.ring(timerId);
  expect(await idsOf(caseId)).toEqual([timerId]);
  expect(await rang(caseId)).toHaveLength(1);
});

test('a timer that is set to another time rings at that', async () => {
  const { caseId, timerId } = await begin();
  await set(caseId, LATER);
  clock.at = RING;
  await bell.ring(timerId);
  expect(await rang(caseId)).toEqual([]);
  clock.at = LATER;
  await bell.ring(timerId);
  expect((await rang(caseId)).map(({ ringAt }) => ringAt)).toEqual([LATER.toISOString()]);
});

test('a cancelled timer does not ring; cancelling one subject leaves the others', async () => {
  const { caseId } = await begin();
  await set(caseId, RING, 'q-2');
  await cancel(caseId, 'q-1');
  clock.at = RING;
  for (const id of await idsOf(caseId)) await bell.ring(id);
  expect((await rang(caseId)).map(({ subject }) => subject)).toEqual(['q-2']);
  await set(caseId, LATER, 'q-3');
  await cancel(caseId);
  clock.at = LATER;
  for (const id of await idsOf(caseId)) await bell.ring(id);
  expect(await rang(caseId)).toHaveLength(1);
});

test('each timer is handed over once, by whichever worker, and again only when it is late and was handed over long ago', async () => {
  const { timerId } = await begin();
  expect(await near(new Date(RING.getTime() - 1))).toEqual([]);
  const [first, second] = await Promise.all([near(RING), near(RING)]);
  expect([...first, ...second]).toEqual([timerId]);
  const lost = (late: Date, forgotten: Date): Promise<unknown[]> =>
    database.transaction((tx) => repository.takeLost(tx, late, forgotten, LATER, 100));
  expect(await lost(new Date(RING.getTime() - 1), LATER)).toEqual([]);
  expect(await lost(RING, NOW)).toEqual([]);
  expect(await lost(RING, new Date(NOW.getTime() + 1))).toMatchObject([{ id: timerId, ringAt: RING }]);
});

test('what has rung or was cancelled is no longer waited for', async () => {
  const [rung, cancelled, waiting] = [await begin(), await begin(), await begin()];
  await set(waiting.caseId, LATER);
  await cancel(cancelled.caseId);
  expect(await repository.nextRing(database)).toEqual(RING);
  clock.at = RING;
  await bell.ring(rung.timerId);
  expect(await repository.nextRing(database)).toEqual(LATER);
  expect(await repository.listDue(database, RING, 10)).toEqual([]);
});
