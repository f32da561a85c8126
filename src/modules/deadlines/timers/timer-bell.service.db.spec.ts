import { newId } from '../../../kernel/ids.ts';
import { type Database, sql } from '../../../platform/database/index.ts';
import { addCase } from '../../../../test/support/case-rows.ts';
import { SetClock } from '../../../../test/support/set-clock.ts';
import { Clockwork } from '../../../../test/support/clockwork.ts';
import type { CaseTimerRepository } from './case-timer.repository.ts';
import type { CaseTimers } from './case-timer.service.ts';
import type { TimerBell } from './timer-bell.service.ts';

const NOW = new Date('2026-11-20T01:00:00.000Z');
const RING = new Date('2026-11-23T09:30:00.000Z');
const LATER = new Date('2026-11-25T09:30:00.000Z');

const clock = new SetClock(NOW);
let work: Clockwork;
let database: Database;
let repository: CaseTimerRepository;
let timers: CaseTimers;
let bell: TimerBell;

beforeAll(async () => {
  work = await Clockwork.start(clock);
  ({ database, timers, bell, timerRows: repository } = work);
});

beforeEach(async () => {
  clock.at = NOW;
  await database.query(sql`TRUNCATE case_timers`);
});

afterAll(() => work.stop());

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

describe('the time to answer a question', () => {
  const question = async (): Promise<{ caseId: string; supplementId: string }> => {
    const { id: caseId } = await addCase(database, [], { status: 'AWAITING_SUPPLEMENT' });
    const supplementId = newId();
    await database.query(sql`
      INSERT INTO supplements (id, case_id, state, question, reply_by, requested_at)
      VALUES (${supplementId}, ${caseId}, 'OPEN', '哪一盞燈？', ${RING}, ${NOW})`);
    await set(caseId, RING, supplementId);
    return { caseId, supplementId };
  };
  const stateOf = async (supplementId: string): Promise<unknown> =>
    (
      await database.query(sql`
        SELECT u.state, c.status, c.version FROM supplements u JOIN cases c ON c.id = u.case_id WHERE u.id = ${supplementId}`)
    )[0];
  const typesOf = (caseId: string): Promise<{ type: string }[]> =>
    database.query(sql`SELECT f.type FROM facts f WHERE f.subject_id = ${caseId} ORDER BY f.seq`);

  test('is over once, however many look: the case goes on with a note', async () => {
    const { caseId, supplementId } = await question();
    const [timerId] = await idsOf(caseId);
    clock.at = RING;
    await Promise.all(Array.from({ length: 6 }, () => bell.ring(timerId!)));
    expect(await stateOf(supplementId)).toEqual({ state: 'EXPIRED', status: 'IN_PROGRESS', version: 2 });
    expect((await typesOf(caseId)).map(({ type }) => type)).toEqual(['timer.rang', 'case.supplement_expired', 'case.noted']);
  });

  test('changes nothing when the question is closed already', async () => {
    const { caseId, supplementId } = await question();
    await database.query(sql`UPDATE supplements SET state = 'RECEIVED' WHERE id = ${supplementId}`);
    await database.query(sql`UPDATE cases SET status = 'IN_PROGRESS' WHERE id = ${caseId}`);
    clock.at = RING;
    await bell.ring((await idsOf(caseId))[0]!);
    expect(await stateOf(supplementId)).toEqual({ state: 'RECEIVED', status: 'IN_PROGRESS', version: 1 });
  });
});
