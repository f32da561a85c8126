import { taipei } from '../../../../test/support/calendars.ts';
import { addCase } from '../../../../test/support/case-rows.ts';
import { USUAL_CASES } from '../../../../test/support/case-policy.ts';
import { Clockwork } from '../../../../test/support/clockwork.ts';
import { SetClock } from '../../../../test/support/set-clock.ts';
import { SYSTEM } from '../../../kernel/actor.ts';
import { civilDate } from '../../../kernel/civil-date.ts';
import { sql } from '../../../platform/database/index.ts';
import { ReturnClocks } from './return-clock.service.ts';

/** A Wednesday; a working day ends on Thursday when the offices close. */
const RETURNED = taipei('2026-11-18 10:00');
const HALF = taipei('2026-11-19 09:15');
const OVER = taipei('2026-11-19 17:30');

const clock = new SetClock(RETURNED);
let work: Clockwork;
let returns: ReturnClocks;

beforeEach(async () => {
  clock.at = RETURNED;
  work = await Clockwork.start(clock);
  returns = new ReturnClocks(work.timerRows, work.calendars, USUAL_CASES);
});

afterEach(() => work.stop());

async function givenBack(): Promise<string> {
  const { id } = await addCase(work.database, []);
  await work.database.transaction((tx) => returns.start(tx, id, 'OTHER', RETURNED));
  return id;
}

/** The office is closed all day, or not; what follows has followed. */
async function announce(day: string, kind: 'OFF' | 'WORKING'): Promise<void> {
  await work.database.transaction((tx) => work.revisions.announce(tx, SYSTEM, civilDate(day), { kind, reason: '颱風' }));
  await work.database.transaction((tx) => returns.recount(tx));
}

const timersOf = async (caseId: string): Promise<[string, Date, boolean][]> =>
  (
    await work.database.query<{ subject: string; ringAt: Date; rung: boolean }>(sql`
      SELECT t.subject, t.ring_at AS "ringAt", t.rung_at IS NOT NULL AS rung
      FROM case_timers t
      WHERE t.case_id = ${caseId}
      ORDER BY t.subject`)
  ).map(({ subject, ringAt, rung }) => [subject, ringAt, rung]);

test('a closure gives those who decide the working day that they were to have, and its withdrawal takes it back', async () => {
  const caseId = await givenBack();
  expect(await timersOf(caseId)).toEqual([
    ['OTHER:HALF', HALF, false],
    ['OTHER:OVER', OVER, false],
  ]);
  await announce('2026-11-19', 'OFF');
  expect(await timersOf(caseId)).toEqual([
    ['OTHER:HALF', taipei('2026-11-20 09:15'), false],
    ['OTHER:OVER', taipei('2026-11-20 17:30'), false],
  ]);
  await announce('2026-11-19', 'WORKING');
  expect((await timersOf(caseId)).map(([, ringAt]) => ringAt)).toEqual([HALF, OVER]);
});

test('what has rung has rung, and what was cancelled stays so', async () => {
  const [rung, cancelled] = [await givenBack(), await givenBack()];
  clock.at = HALF;
  for (const { id } of await work.timerRows.listDue(work.database, HALF, 1)) await work.bell.ring(id);
  await work.database.transaction((tx) => work.timers.cancel(tx, cancelled, 'RETURN'));
  await announce('2026-11-19', 'OFF');
  expect(await timersOf(rung)).toEqual([
    ['OTHER:HALF', HALF, true],
    ['OTHER:OVER', taipei('2026-11-20 17:30'), false],
  ]);
  expect((await timersOf(cancelled)).map(([, ringAt]) => ringAt)).toEqual([HALF, OVER]);
});

test('what moves is handed to the queue again, and what stays is left in it', async () => {
  const caseId = await givenBack();
  await work.database.query(sql`UPDATE case_timers SET enqueued_at = ${RETURNED}`);
  const waiting = (): Promise<{ n: number }[]> =>
    work.database.query(sql`
      SELECT count(*)::integer AS n FROM case_timers t WHERE t.case_id = ${caseId} AND t.enqueued_at IS NULL`);
  await announce('2026-12-24', 'OFF');
  expect(await waiting()).toEqual([{ n: 0 }]);
  await announce('2026-11-19', 'OFF');
  expect(await waiting()).toEqual([{ n: 2 }]);
});

test('a timer at a fixed instant stays where it is', async () => {
  const caseId = await givenBack();
  await work.database.transaction((tx) => work.timers.set(tx, { caseId, kind: 'SUPPLEMENT', subject: 'q', ringAt: OVER }));
  await announce('2026-11-19', 'OFF');
  expect((await timersOf(caseId)).at(-1)).toEqual(['q', OVER, false]);
});
