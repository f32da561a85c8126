import { addCase } from '../../../../test/support/case-rows.ts';
import { taipei } from '../../../../test/support/calendars.ts';
import { Clockwork } from '../../../../test/support/clockwork.ts';
import { SetClock } from '../../../../test/support/set-clock.ts';
import { SYSTEM } from '../../../kernel/actor.ts';
import { civilDate } from '../../../kernel/civil-date.ts';
import { sql, type Tx } from '../../../platform/database/index.ts';
import { replay } from '../domain/clock-ledger.ts';
import type { Replanning } from './domain/replanning.ts';

/** A Friday; five working days end on the next Friday when the offices close. */
const RECEIVED = taipei('2026-11-20 09:30');
const DUE = taipei('2026-11-27 17:30');
const MONDAY = taipei('2026-11-30 17:30');
const THURSDAY = civilDate('2026-11-26');
const FRIDAY = civilDate('2026-11-27');

const clock = new SetClock(RECEIVED);
let work: Clockwork;

beforeEach(async () => {
  clock.at = RECEIVED;
  work = await Clockwork.start(clock);
});

afterEach(() => work.stop());

/** @returns the replanning that a command would answer with */
async function close(day: typeof FRIDAY, from?: number): Promise<Replanning> {
  const change = { kind: 'OFF', reason: '颱風', ...(from !== undefined && { from }) } as const;
  const replanning = await work.database.transaction(async (tx) =>
    work.replannings.begin(tx, await work.revisions.announce(tx, SYSTEM, day, change)),
  );
  await work.calendars.refresh();
  return replanning;
}

/** @returns how many clocks were counted */
const some = async (version: number, limit: number): Promise<number> =>
  (await work.database.transaction((tx) => batch(tx, version, limit))).length;

const batch = (tx: Tx, calendarVersion: number, limit: number): Promise<unknown[]> =>
  work.clockRevisions.replanSome(tx, { calendarVersion, at: clock.at }, { after: null, limit });

interface Row {
  readonly version: number;
  readonly calendarVersion: number;
  readonly dueAt: Date;
  readonly caseDueAt: Date;
  readonly overdueSince: Date | null;
  readonly ledger: string[];
}

async function rowOf(deadlineId: string): Promise<Row> {
  const [row] = await work.database.query<Row>(sql`
    SELECT d.version, d.calendar_version AS "calendarVersion", d.due_at AS "dueAt", c.due_at AS "caseDueAt",
      c.overdue_since AS "overdueSince", (SELECT array_agg(e.kind ORDER BY e.seq) FROM clock_entries e WHERE e.deadline_id = d.id) AS ledger
    FROM deadlines d
    JOIN cases c ON c.id = d.case_id
    WHERE d.id = ${deadlineId}`);
  return row!;
}

const factsOf = async (caseId: string): Promise<string[]> =>
  (
    await work.database.query<{ type: string }>(sql`SELECT f.type FROM facts f WHERE f.subject_id = ${caseId} ORDER BY f.seq`)
  ).map(({ type }) => type);

const cases = (count: number): Promise<{ caseId: string; deadlineId: string }[]> =>
  Promise.all(Array.from({ length: count }, () => work.begin(RECEIVED, { leadAgencyCode: 'A-1' })));

test('invariant 2: a revised calendar moves the due instant to where it counts it, and the ledger keeps both values', async () => {
  const [one] = await cases(1);
  const { total } = await close(FRIDAY);
  expect(total).toBe(1);
  await work.replannings.work();
  expect(await rowOf(one!.deadlineId)).toMatchObject({
    version: 2,
    calendarVersion: 1,
    dueAt: MONDAY,
    caseDueAt: MONDAY,
    ledger: ['START', 'REPLAN'],
  });
  const entries = await work.repository.entries(work.database, one!.deadlineId);
  const before = await work.calendars.version(0);
  const after = await work.calendars.version(1);
  const reading = replay(entries, { value: 5, unit: 'WORKING_DAY' }, (version) => (version === 0 ? before : after));
  expect(reading.lines.map(({ dueAt }) => dueAt)).toEqual([DUE, MONDAY]);
  expect(await factsOf(one!.caseId)).toEqual(['deadline.replanned']);
});

test('a clock that the revision does not move is counted by it all the same, and nobody is told', async () => {
  const [one] = await cases(1);
  await close(civilDate('2026-12-24'));
  await work.replannings.work();
  expect(await rowOf(one!.deadlineId)).toMatchObject({ version: 1, calendarVersion: 1, dueAt: DUE, ledger: ['START', 'REPLAN'] });
  expect(await factsOf(one!.caseId)).toEqual([]);
});

test('batches take different clocks until none is left, each clock once', async () => {
  const all = await cases(7);
  await close(FRIDAY);
  expect([await some(1, 3), await some(1, 3), await some(1, 3), await some(1, 3)]).toEqual([3, 3, 1, 0]);
  for (const { deadlineId } of all) expect((await rowOf(deadlineId)).ledger).toEqual(['START', 'REPLAN']);
});

test('a batch that breaks off has done nothing, and the rest is done when it is begun again', async () => {
  const all = await cases(5);
  const { id } = await close(FRIDAY);
  await some(1, 2);
  const broken = work.database.transaction(async (tx) => {
    await batch(tx, 1, 2);
    throw new Error('the power is gone');
  });
  await expect(broken).rejects.toThrow('the power is gone');
  await work.replannings.work();
  await work.replannings.work();
  for (const { deadlineId, caseId } of all) {
    expect(await rowOf(deadlineId)).toMatchObject({ dueAt: MONDAY, version: 2, ledger: ['START', 'REPLAN'] });
    expect(await factsOf(caseId)).toEqual(['deadline.replanned']);
  }
  expect(await work.replannings.get(id)).toMatchObject({ total: 5, done: 5, finishedAt: clock.at });
});

test('a connection that dies within a batch loses nothing and repeats nothing', async () => {
  const all = await cases(5);
  const { id } = await close(FRIDAY);
  await some(1, 2);
  const killed = work.database.transaction(async (tx) => {
    await batch(tx, 1, 2);
    await tx.query(sql`SELECT pg_terminate_backend(pg_backend_pid())`);
  });
  await expect(killed).rejects.toThrow();
  expect(await work.replannings.get(id)).toMatchObject({ finishedAt: null });
  clock.forward(60_000);
  expect(await work.replannings.run()).toBe(1); // nobody showed a sign of life
  await work.replannings.work();
  await work.replannings.work();
  for (const { deadlineId } of all) expect(await rowOf(deadlineId)).toMatchObject({ version: 2, ledger: ['START', 'REPLAN'] });
  expect(await work.replannings.get(id)).toMatchObject({ total: 5, done: 5, finishedAt: clock.at });
});

test('a clock that a command has locked is not waited for, and is counted afterwards', async () => {
  const [busy, free] = await cases(2);
  const { id } = await close(FRIDAY);
  await work.database.transaction(async (command) => {
    await command.query(sql`SELECT c.id FROM cases c WHERE c.id = ${busy!.caseId} FOR UPDATE`);
    await work.replannings.work();
    expect(await rowOf(free!.deadlineId)).toMatchObject({ dueAt: MONDAY });
    expect(await rowOf(busy!.deadlineId)).toMatchObject({ dueAt: DUE });
  });
  expect(await work.replannings.get(id)).toMatchObject({ done: 1, finishedAt: null });
  clock.forward(60_000);
  await work.replannings.run();
  await work.replannings.work();
  expect(await rowOf(busy!.deadlineId)).toMatchObject({ dueAt: MONDAY });
});

test('two workers at once count every clock once', async () => {
  const all = await cases(6);
  await close(FRIDAY);
  await Promise.all([work.replannings.work(), work.replannings.work()]);
  for (const { deadlineId } of all) expect((await rowOf(deadlineId)).ledger).toEqual(['START', 'REPLAN']);
});

test('a later revision counts what the earlier one had not come to, and ends both', async () => {
  const [one] = await cases(1);
  const first = await close(FRIDAY);
  const second = await close(THURSDAY);
  await work.replannings.work();
  await work.replannings.work();
  expect(await rowOf(one!.deadlineId)).toMatchObject({
    calendarVersion: 2,
    dueAt: taipei('2026-12-01 17:30'),
    ledger: ['START', 'REPLAN'],
  });
  for (const { id } of [first, second]) expect(await work.replannings.get(id)).toMatchObject({ finishedAt: clock.at, done: 1 });
});

test('a case that was opened by the earlier calendar afterwards is found, and one in the queue is not handed over again', async () => {
  await close(FRIDAY);
  const [late] = await cases(1);
  await work.database.transaction((tx) => tx.query(sql`UPDATE deadlines SET calendar_version = 0, due_at = ${DUE}`));
  expect([await work.replannings.run(), await work.replannings.run()]).toEqual([1, 0]);
  clock.forward(60_000);
  expect(await work.replannings.run()).toBe(1); // the queue must have lost it
  await work.replannings.work();
  expect(await rowOf(late!.deadlineId)).toMatchObject({ calendarVersion: 1, dueAt: MONDAY });
  expect(await work.replannings.run()).toBe(0);
});

test('a closed case stays as it was counted', async () => {
  const [one] = await cases(1);
  await work.database.transaction((tx) => tx.query(sql`UPDATE cases SET closed_at = ${clock.at}, clock_state = 'STOPPED'`));
  expect(await close(FRIDAY)).toMatchObject({ total: 0, finishedAt: clock.at });
  await work.replannings.work();
  expect(await rowOf(one!.deadlineId)).toMatchObject({ dueAt: DUE, ledger: ['START'] });
});

test('what happened before the revision may be told after it', async () => {
  const [one] = await cases(1);
  clock.forward(60_000);
  await close(FRIDAY);
  await work.replannings.work();
  const stoppedAt = new Date(clock.at.getTime() - 1_000);
  await work.database.transaction((tx) => work.deadlines.stop(tx, one!.caseId, stoppedAt));
  expect((await rowOf(one!.deadlineId)).ledger).toEqual(['START', 'REPLAN', 'STOP']);
});

test('a case without a clock is in nobody’s way', async () => {
  await addCase(work.database, [], { status: 'AWAITING_CONFIRMATION' });
  expect(await close(FRIDAY)).toMatchObject({ total: 0, finishedAt: clock.at });
});

describe('a case that is late', () => {
  const late = async (): Promise<{ caseId: string; deadlineId: string }> => {
    const [one] = await cases(1);
    clock.at = taipei('2026-11-27 20:00');
    return one!;
  };
  const noted = (): Promise<unknown> => work.database.transaction((tx) => tx.query(sql`UPDATE cases SET overdue_since = ${DUE}`));

  test('stays late when a day before was closed, though it is due later now', async () => {
    const { deadlineId, caseId } = await late();
    await noted();
    await close(THURSDAY);
    await work.replannings.work();
    expect(await rowOf(deadlineId)).toMatchObject({ dueAt: MONDAY, overdueSince: DUE });
    expect(await factsOf(caseId)).toEqual(['deadline.replanned']);
  });

  test('stays late even if nobody had noted it yet', async () => {
    const { deadlineId } = await late();
    await close(THURSDAY);
    await work.replannings.work();
    expect(await rowOf(deadlineId)).toMatchObject({ dueAt: MONDAY, overdueSince: DUE });
  });

  test('is excused when the closure covers the moment at which it was due', async () => {
    const { deadlineId, caseId } = await late();
    await noted();
    await close(FRIDAY, 13 * 60);
    await work.replannings.work();
    expect(await rowOf(deadlineId)).toMatchObject({ dueAt: MONDAY, overdueSince: null });
    expect(await factsOf(caseId)).toEqual(['deadline.replanned', 'deadline.excused']);
  });

  test('is late since the later instant when that has passed as well', async () => {
    const { deadlineId } = await late();
    await noted();
    clock.at = taipei('2026-12-01 09:00');
    await close(FRIDAY);
    await work.replannings.work();
    expect(await rowOf(deadlineId)).toMatchObject({ dueAt: MONDAY, overdueSince: MONDAY });
  });
});
