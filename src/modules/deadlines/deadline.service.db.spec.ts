import { sql, type Tx } from '../../platform/database/index.ts';
import type { Deadlines } from './deadline.service.ts';
import { addCase, addPetition } from '../../../test/support/case-rows.ts';
import { Clockwork } from '../../../test/support/clockwork.ts';
import { SetClock } from '../../../test/support/set-clock.ts';

/** A Friday, half past nine in the city; five working days end on the next Friday when the offices close. */
const RECEIVED = new Date('2026-11-20T01:30:00.000Z');
const DUE = new Date('2026-11-27T09:30:00.000Z');
const hours = (after: number): Date => new Date(RECEIVED.getTime() + after * 3_600_000);

const clock = new SetClock(RECEIVED);
let work: Clockwork;

beforeAll(async () => {
  work = await Clockwork.start(clock);
});

afterAll(() => work.stop());

type Told =
  'transfer' | 'stop' | 'restart' | 'recount' | 'countFrom' | 'restore' | 'extend' | 'pause' | 'resume' | 'recategorise';
type Rest<What extends Told> = Parameters<Deadlines[What]> extends [Tx, ...infer Others] ? Others : never;
type Tell<What extends Told> = (what: What, ...rest: Rest<What>) => Promise<unknown>;

const told: <What extends Told>(...telling: Parameters<Tell<What>>) => Promise<unknown> = (what, ...rest) =>
  work.database.transaction((tx) => (work.deadlines[what] as (tx: Tx, ...args: unknown[]) => Promise<unknown>)(tx, ...rest));

const ledger = async (deadlineId: string): Promise<string[]> =>
  (await work.repository.entries(work.database, deadlineId)).map(
    ({ kind, at }) => `${kind} ${(at.getTime() - RECEIVED.getTime()) / 3_600_000}`,
  );

const rowOf = async (deadlineId: string): Promise<Record<string, unknown>> => {
  const [row] = await work.database.query<Record<string, unknown>>(sql`
    SELECT d.state, d.version, d.due_at AS "dueAt", d.next_step AS "nextStep", d.next_ring_at IS NULL AS silent, c.due_at AS "caseDueAt"
    FROM deadlines d
    JOIN cases c ON c.id = d.case_id
    WHERE d.id = ${deadlineId}`);
  return row!;
};

test('a clock that begins is one line of its ledger, and waits for its first step', async () => {
  const { deadlineId } = await work.begin(RECEIVED, { leadAgencyCode: 'A-1' });
  expect(await ledger(deadlineId)).toEqual(['START 0']);
  expect(await rowOf(deadlineId)).toMatchObject({
    state: 'RUNNING',
    version: 1,
    dueAt: DUE,
    nextStep: 'EARLY_WARNING',
    silent: false,
  });
});

test('another agency changes who holds the case, not when it is due', async () => {
  const { caseId, deadlineId } = await work.begin(RECEIVED, { leadAgencyCode: 'A-1' });
  await told('transfer', caseId, 'A-2', hours(1));
  await told('transfer', caseId, 'A-2', hours(2)); // told again: nothing new
  expect(await ledger(deadlineId)).toEqual(['START 0', 'TRANSFER 1']);
  expect(await rowOf(deadlineId)).toMatchObject({ state: 'RUNNING', version: 1, dueAt: DUE, nextStep: 'EARLY_WARNING' });
});

test('a closed case rings no more, however often that is told', async () => {
  const { caseId, deadlineId } = await work.begin(RECEIVED, { leadAgencyCode: 'A-1' });
  await told('stop', caseId, hours(3));
  await told('stop', caseId, hours(4));
  expect(await ledger(deadlineId)).toEqual(['START 0', 'STOP 3']);
  expect(await rowOf(deadlineId)).toMatchObject({ state: 'STOPPED', silent: true, dueAt: DUE });
});

test('a case that is taken up again has a second clock from then on, and the case is due when it is', async () => {
  const { caseId, deadlineId } = await work.begin(RECEIVED, { leadAgencyCode: 'A-1' });
  await told('stop', caseId, hours(3));
  await told('restart', caseId, hours(3), hours(72)); // Monday
  expect(await ledger(deadlineId)).toEqual(['START 0', 'STOP 3', 'START 72']);
  const due = new Date('2026-11-30T09:30:00.000Z');
  expect(await rowOf(deadlineId)).toMatchObject({
    state: 'RUNNING',
    version: 3,
    dueAt: due,
    caseDueAt: due,
    nextStep: 'EARLY_WARNING',
  });
});

test('a closing that is told after the reopening changes nothing any more', async () => {
  const { caseId, deadlineId } = await work.begin(RECEIVED, { leadAgencyCode: 'A-1' });
  await told('restart', caseId, hours(3), hours(72));
  await told('stop', caseId, hours(3));
  expect(await ledger(deadlineId)).toEqual(['START 0', 'STOP 3', 'START 72']);
  expect(await rowOf(deadlineId)).toMatchObject({ state: 'RUNNING', silent: false });
});

test('a reopening that is told after the case was closed again leaves it closed', async () => {
  const { caseId, deadlineId } = await work.begin(RECEIVED, { leadAgencyCode: 'A-1' });
  await told('stop', caseId, hours(3));
  await work.database.query(sql`UPDATE cases SET closed_at = ${hours(74)} WHERE id = ${caseId}`);
  await told('stop', caseId, hours(74)); // the second closing
  await told('restart', caseId, hours(3), hours(72));
  expect(await ledger(deadlineId)).toEqual(['START 0', 'STOP 3', 'START 72', 'STOP 74']);
  expect(await rowOf(deadlineId)).toMatchObject({ state: 'STOPPED', silent: true });
});

test.each([75, 76])(
  'a case that was taken out of another after 75 hours and ended after %i before that was told has ended',
  async (after) => {
    const at = hours(after);
    const { caseId, deadlineId } = await work.begin(RECEIVED, { leadAgencyCode: 'A-1' });
    await told('stop', caseId, hours(3)); // merged
    await work.database.query(sql`UPDATE cases SET closed_at = ${at} WHERE id = ${caseId}`);
    await told('stop', caseId, at); // withdrawn
    await told('restore', caseId, hours(3), hours(75));
    expect(await ledger(deadlineId)).toEqual(['START 0', 'STOP 3', 'RESTORE 75', `STOP ${after}`]);
    expect(await rowOf(deadlineId)).toMatchObject({ state: 'STOPPED', silent: true });
  },
);

describe('another category that is told while the clock still stands', () => {
  const TO = { sla: { value: 2, unit: 'WORKING_DAY' }, urgency: 'P3', safetyHazard: false } as const;
  const FROM_MONDAY = new Date('2026-11-25T09:30:00.000Z'); // two working days after Monday the 23rd, when the case was taken up again
  const recategorised = (caseId: string): Promise<unknown> =>
    work.database.query(sql`UPDATE cases SET sla_value = 2, due_at = ${FROM_MONDAY} WHERE id = ${caseId}`);

  test('counts when the case is told to be taken up again, and once', async () => {
    const { caseId, deadlineId } = await work.begin(RECEIVED, { leadAgencyCode: 'A-1' });
    await told('stop', caseId, hours(3));
    await recategorised(caseId);
    await told('recategorise', caseId, TO, hours(73));
    expect(await ledger(deadlineId)).toEqual(['START 0', 'STOP 3']);
    await told('restart', caseId, hours(3), hours(72));
    expect(await ledger(deadlineId)).toEqual(['START 0', 'STOP 3', 'START 72', 'RECATEGORISE 72']);
    expect(await rowOf(deadlineId)).toMatchObject({ state: 'RUNNING', dueAt: FROM_MONDAY, caseDueAt: FROM_MONDAY });
  });

  test('is not told of what another clock has already', async () => {
    const { caseId, deadlineId } = await work.begin(RECEIVED, { leadAgencyCode: 'A-1' });
    await recategorised(caseId);
    await told('restart', caseId, hours(3), hours(72));
    await told('recategorise', caseId, TO, hours(2)); // of the first clock
    expect(await ledger(deadlineId)).toEqual(['START 0', 'STOP 3', 'START 72', 'RECATEGORISE 72']);
    expect(await rowOf(deadlineId)).toMatchObject({ state: 'RUNNING', dueAt: FROM_MONDAY, caseDueAt: FROM_MONDAY });
  });

  test('leaves the day that was promised', async () => {
    const { caseId, deadlineId } = await work.begin(RECEIVED, { leadAgencyCode: 'A-1' });
    await recategorised(caseId);
    await told('restart', caseId, hours(3), hours(72), hours(240));
    expect(await rowOf(deadlineId)).toMatchObject({ state: 'RUNNING', dueAt: hours(240), caseDueAt: hours(240) });
  });
});

test('a case that waits for its confirmation has no clock to change', async () => {
  const { id } = await addCase(work.database, [], { status: 'AWAITING_CONFIRMATION' });
  for (const call of [() => told('transfer', id, 'A-2', hours(1)), () => told('stop', id, hours(1))]) await call();
  expect(await work.repository.findOfCase(work.database, id)).toBeNull();
});

/** Lets a case answer for another one, as its row says it. */
const joinRows = (caseId: string, intoId: string | null, at: Date | null): Promise<unknown> =>
  work.database.query(sql`UPDATE cases SET merged_into_id = ${intoId}, closed_at = ${at} WHERE id = ${caseId}`);

test('invariant 8: a case that answers for an earlier one has the time since that one’s receipt, however late that is told', async () => {
  const [earlier, later] = [await work.begin(RECEIVED), await work.begin(hours(24 * 3))];
  await joinRows(earlier.caseId, later.caseId, hours(74));
  await told('transfer', later.caseId, 'A-2', hours(76)); // told before what happened first
  for (let twice = 0; twice < 2; twice += 1)
    await told('recount', later.caseId, { kind: 'MERGE', overdueSince: null }, hours(74));
  expect(await ledger(later.deadlineId)).toEqual(['START 72', 'TRANSFER 76', 'MERGE 76']);
  expect(await rowOf(later.deadlineId)).toMatchObject({ state: 'RUNNING', dueAt: DUE, caseDueAt: DUE });
});

test('a later case changes nothing for the earlier one that answers for it', async () => {
  const [earlier, later] = [await work.begin(RECEIVED), await work.begin(hours(24 * 3))];
  await joinRows(later.caseId, earlier.caseId, hours(74));
  await told('recount', earlier.caseId, { kind: 'MERGE', overdueSince: null }, hours(74));
  expect(await ledger(earlier.deadlineId)).toEqual(['START 0']);
});

test('the time since the earliest receipt counts through all merges, but not through a reopening', async () => {
  const [first, second, third] = [await work.begin(RECEIVED), await work.begin(hours(24)), await work.begin(hours(72))];
  await joinRows(first.caseId, second.caseId, hours(80));
  await joinRows(second.caseId, third.caseId, hours(81));
  await told('recount', third.caseId, { kind: 'MERGE', overdueSince: null }, hours(81)); // the merge into the second was not told yet
  expect((await rowOf(third.deadlineId)).dueAt).toEqual(DUE);
  await told('restart', third.caseId, hours(90), hours(96));
  await told('recount', third.caseId, { kind: 'UNMERGE' }, hours(97));
  expect(await ledger(third.deadlineId)).toEqual(['START 72', 'MERGE 81', 'STOP 90', 'START 96']);
});

describe('a petition that joins', () => {
  /** Lets a petition join a case, as its row says it. */
  const takeIn = async (caseId: string, receivedAt: Date, at: Date): Promise<void> => {
    const { id } = await addPetition(work.database, { receivedAt });
    await work.database.query(sql`INSERT INTO case_petitions (case_id, petition_id, linked_at) VALUES (${caseId}, ${id}, ${at})`);
    await told('countFrom', caseId, { startedAt: receivedAt, overdueSince: null }, at);
  };

  test('invariant 8: counts from its own receipt if that was earlier, also when another case is taken out again', async () => {
    const [earliest, of] = [await work.begin(hours(-24)), await work.begin(hours(72))];
    await takeIn(of.caseId, RECEIVED, hours(73));
    expect(await rowOf(of.deadlineId)).toMatchObject({ dueAt: DUE, caseDueAt: DUE, nextStep: 'EARLY_WARNING' });
    await takeIn(of.caseId, hours(1), hours(74)); // later than the other, and nothing new
    await joinRows(earliest.caseId, of.caseId, hours(75));
    await told('recount', of.caseId, { kind: 'MERGE', overdueSince: null }, hours(75));
    await joinRows(earliest.caseId, null, null);
    await told('recount', of.caseId, { kind: 'UNMERGE' }, hours(76));
    expect(await ledger(of.deadlineId)).toEqual(['START 72', 'MERGE 73', 'MERGE 75', 'UNMERGE 76']);
    expect(await rowOf(of.deadlineId)).toMatchObject({ dueAt: DUE, caseDueAt: DUE });
  });

  test('brings its time along when its case is merged, which it keeps by itself', async () => {
    const [of, into] = [await work.begin(hours(72)), await work.begin(hours(72))];
    await takeIn(of.caseId, RECEIVED, hours(73));
    await joinRows(of.caseId, into.caseId, hours(74));
    await work.database.query(sql`
      UPDATE case_petitions SET case_id = ${into.caseId}, came_from_case_id = ${of.caseId} WHERE case_id = ${of.caseId}`);
    await told('recount', into.caseId, { kind: 'MERGE', overdueSince: null }, hours(74));
    expect(await rowOf(into.deadlineId)).toMatchObject({ dueAt: DUE });
    await joinRows(of.caseId, null, null);
    await told('recount', into.caseId, { kind: 'UNMERGE' }, hours(75));
    expect(await ledger(into.deadlineId)).toEqual(['START 72', 'MERGE 74', 'UNMERGE 75']);
    expect(await ledger(of.deadlineId)).toEqual(['START 72', 'MERGE 73']);
  });

  test('belongs to the first clock of a case that is taken up again, however late it is told', async () => {
    const { caseId, deadlineId } = await work.begin(hours(72));
    await told('restart', caseId, hours(80), hours(96));
    await takeIn(caseId, RECEIVED, hours(73));
    await told('recount', caseId, { kind: 'UNMERGE' }, hours(97));
    expect(await ledger(deadlineId)).toEqual(['START 72', 'STOP 80', 'START 96']);
  });
});

test('a case that is on its own again has its time back, which has been running, even when its merge is told afterwards', async () => {
  const { caseId, deadlineId } = await work.begin(RECEIVED);
  await told('restore', caseId, hours(3), hours(72));
  await told('stop', caseId, hours(3));
  expect(await ledger(deadlineId)).toEqual(['START 0', 'STOP 3', 'RESTORE 72']);
  expect(await rowOf(deadlineId)).toMatchObject({ state: 'RUNNING', dueAt: DUE, silent: false });
});

describe('a granted extension', () => {
  const until = hours(24 * 11); // a Tuesday, in office hours

  test('moves the due instant of the clock and of the case, and its steps', async () => {
    const { caseId, deadlineId } = await work.begin(RECEIVED, { leadAgencyCode: 'A-1' });
    await told('extend', caseId, until, hours(1));
    await told('extend', caseId, until, hours(1)); // told again: nothing new
    expect(await ledger(deadlineId)).toEqual(['START 0', 'EXTEND 1']);
    expect(await rowOf(deadlineId)).toMatchObject({ version: 2, dueAt: until, caseDueAt: until, nextStep: 'EARLY_WARNING' });
  });

  test('is kept though another agency was told of first', async () => {
    const { caseId, deadlineId } = await work.begin(RECEIVED, { leadAgencyCode: 'A-1' });
    await told('transfer', caseId, 'A-2', hours(2));
    await told('extend', caseId, until, hours(1));
    expect(await ledger(deadlineId)).toEqual(['START 0', 'TRANSFER 2', 'EXTEND 2']);
    expect(await rowOf(deadlineId)).toMatchObject({ dueAt: until, caseDueAt: until });
  });

  test('changes nothing of a clock that has stopped', async () => {
    const { caseId, deadlineId } = await work.begin(RECEIVED, { leadAgencyCode: 'A-1' });
    await told('stop', caseId, hours(2));
    await told('extend', caseId, until, hours(1));
    expect(await rowOf(deadlineId)).toMatchObject({ state: 'STOPPED', dueAt: DUE });
  });
});

describe('a pause', () => {
  const [from, to] = [hours(24 * 3), hours(24 * 4)]; // from Monday to Tuesday: a working day
  const MOVED = new Date(DUE.getTime() + 3 * 24 * 3_600_000); // over the weekend
  const AFTER = { state: 'RUNNING', dueAt: MOVED, caseDueAt: MOVED, silent: false };

  test('keeps the clock silent, and gives back its time when it ends', async () => {
    const { caseId, deadlineId } = await work.begin(RECEIVED, { leadAgencyCode: 'A-1' });
    await told('pause', caseId, from);
    expect(await rowOf(deadlineId)).toMatchObject({ state: 'PAUSED', dueAt: DUE, silent: true });
    await told('resume', caseId, from, to);
    expect(await ledger(deadlineId)).toEqual(['START 0', 'PAUSE 72', 'RESUME 96']);
    expect(await rowOf(deadlineId)).toMatchObject(AFTER);
  });

  test('whose end is told before its beginning is the same pause', async () => {
    const { caseId, deadlineId } = await work.begin(RECEIVED, { leadAgencyCode: 'A-1' });
    await told('resume', caseId, from, to);
    await told('pause', caseId, from);
    await told('resume', caseId, from, to);
    expect(await ledger(deadlineId)).toEqual(['START 0', 'PAUSE 72', 'RESUME 96']);
    expect(await rowOf(deadlineId)).toMatchObject(AFTER);
  });

  test('ends though another agency was told of first', async () => {
    const { caseId, deadlineId } = await work.begin(RECEIVED, { leadAgencyCode: 'A-1' });
    await told('pause', caseId, from);
    await told('transfer', caseId, 'A-2', hours(97));
    await told('resume', caseId, from, to);
    expect(await ledger(deadlineId)).toEqual(['START 0', 'PAUSE 72', 'TRANSFER 97', 'RESUME 97']);
    expect(await rowOf(deadlineId)).toMatchObject({ state: 'RUNNING' });
  });
});
