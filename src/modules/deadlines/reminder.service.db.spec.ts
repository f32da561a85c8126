import { sql } from '../../platform/database/index.ts';
import { addAccount, addAgency } from '../../../test/support/case-rows.ts';
import { Clockwork } from '../../../test/support/clockwork.ts';
import { SetClock } from '../../../test/support/set-clock.ts';

import { WHOLE_CITY } from '../identity/index.ts';

const RECEIVED = new Date('2026-11-20T01:30:00.000Z');
/** The offices open on the day before the due day; the due instant; the offices open on the day after it. */
const WARNING = new Date('2026-11-26T00:30:00.000Z');
const DUE = new Date('2026-11-27T09:30:00.000Z');
const OVERDUE = new Date('2026-11-30T00:30:00.000Z');

const clock = new SetClock(RECEIVED);
let work: Clockwork;

beforeAll(async () => {
  work = await Clockwork.start(clock);
  await addAgency(work.database, 'A-1', '甲處', 'Office A');
  await addAccount(work.database, { username: 'handler.a-1', role: 'HANDLER', agencyCode: 'A-1' });
  await addAccount(work.database, { username: 'supervisor.a-1', role: 'AGENCY_SUPERVISOR', agencyCode: 'A-1' });
});

beforeEach(() => {
  clock.at = RECEIVED;
});

afterAll(() => work.stop());

const begin = (): Promise<{ caseId: string; deadlineId: string }> => work.begin(RECEIVED, { leadAgencyCode: 'A-1' });

const look = (deadlineId: string, version: number): Promise<void> => work.reminders.remind([{ deadlineId, version }]);

const rang = (deadlineId: string): Promise<{ step: string; told: string[] }[]> =>
  work.database.query(sql`
    SELECT r.step, ARRAY(SELECT p ->> 'username' FROM jsonb_array_elements(r.recipients) p) AS told
    FROM reminders r
    WHERE r.deadline_id = ${deadlineId}
    ORDER BY r.sent_at, r.step`);

const factsOf = (caseId: string): Promise<{ step: string }[]> =>
  work.database.query(sql`
    SELECT f.data ->> 'step' AS step FROM facts f WHERE f.subject_id = ${caseId} AND f.type = 'deadline.rang' ORDER BY f.seq`);

test('a step rings when its time has come, and the next one is waited for', async () => {
  const { caseId, deadlineId } = await begin();
  await look(deadlineId, 1);
  expect(await rang(deadlineId)).toEqual([]);
  clock.at = WARNING;
  await look(deadlineId, 1);
  expect(await rang(deadlineId)).toEqual([{ step: 'EARLY_WARNING', told: ['handler.a-1'] }]);
  expect(await factsOf(caseId)).toEqual([{ step: 'EARLY_WARNING' }]);
  const [row] = await work.database.query(sql`
    SELECT d.next_step AS step, d.next_ring_at AS at, d.alarm_enqueued_at AS handed FROM deadlines d WHERE d.id = ${deadlineId}`);
  expect(row).toEqual({ step: 'DUE', at: DUE, handed: null });
});

test('the handler is reminded alone; when the account is disabled, those who could take over are', async () => {
  const handlerId = await addAccount(work.database, { username: 'second.a-1', role: 'HANDLER', agencyCode: 'A-1' });
  const tellAt = async (): Promise<string[]> => {
    const { deadlineId } = await work.begin(RECEIVED, { leadAgencyCode: 'A-1', handlerId });
    clock.at = WARNING;
    await look(deadlineId, 1);
    return (await rang(deadlineId)).flatMap(({ told }) => told);
  };
  expect(await tellAt()).toEqual(['second.a-1']);
  await work.database.query(sql`UPDATE accounts SET disabled_at = ${RECEIVED} WHERE id = ${handlerId}`);
  expect(await tellAt()).toEqual(['handler.a-1']);
});

test('nobody is reminded of a case that they are recused from, nor of one that answers for such a case', async () => {
  const handlerId = await addAccount(work.database, { username: 'third.a-1', role: 'HANDLER', agencyCode: 'A-1' });
  const survivor = await work.begin(RECEIVED, { leadAgencyCode: 'A-1', handlerId });
  const { caseId } = await work.begin(RECEIVED, { leadAgencyCode: 'A-1' });
  await work.database.query(sql`
    INSERT INTO recusals (id, case_id, account_id, reason, recused_at)
    VALUES (gen_random_uuid(), ${caseId}, ${handlerId}, '被陳情', ${RECEIVED})`);
  await work.database.query(
    sql`UPDATE cases SET merged_into_id = ${survivor.caseId}, status_before_merge = 'DISPATCHED' WHERE id = ${caseId}`,
  );
  clock.at = WARNING;
  await look(survivor.deadlineId, 1);
  expect(await rang(survivor.deadlineId)).toEqual([{ step: 'EARLY_WARNING', told: [] }]);
  await work.database.query(sql`UPDATE accounts SET disabled_at = ${RECEIVED} WHERE id = ${handlerId}`);
});

test('of many looks at the same moment one rings', async () => {
  const { caseId, deadlineId } = await begin();
  clock.at = WARNING;
  await Promise.all([1, 2, 3, 4, 5, 6].map(() => look(deadlineId, 1)));
  expect(await rang(deadlineId)).toHaveLength(1);
  expect(await factsOf(caseId)).toHaveLength(1);
});

test('a look that comes too late tells only the last step, and says so to everybody it concerns', async () => {
  const { caseId, deadlineId } = await begin();
  clock.at = OVERDUE;
  await look(deadlineId, 1);
  expect(await rang(deadlineId)).toEqual([{ step: 'OVERDUE_1', told: ['handler.a-1', 'supervisor.a-1'] }]);
  const [row] = await work.database.query(sql`SELECT c.overdue_since AS since FROM cases c WHERE c.id = ${caseId}`);
  expect(row).toEqual({ since: DUE });
});

test('an alarm of another version, of a stopped clock or of none rings nothing', async () => {
  const { caseId, deadlineId } = await begin();
  clock.at = WARNING;
  await look(deadlineId, 2);
  await look('00000000-0000-4000-8000-000000000000', 1);
  await work.database.transaction((tx) => work.deadlines.stop(tx, caseId, RECEIVED));
  for (const version of [1, 2]) await look(deadlineId, version);
  expect(await rang(deadlineId)).toEqual([]);
  expect(await factsOf(caseId)).toEqual([]);
});

test('what was overdue once stays so, though its clock begins again', async () => {
  const { caseId, deadlineId } = await begin();
  clock.at = OVERDUE;
  await look(deadlineId, 1);
  await work.database.transaction((tx) => work.deadlines.restart(tx, caseId, OVERDUE, new Date(OVERDUE.getTime() + 60_000)));
  clock.at = new Date('2026-12-20T00:30:00.000Z');
  await look(deadlineId, 3);
  const [row] = await work.database.query(sql`SELECT c.overdue_since AS since FROM cases c WHERE c.id = ${caseId}`);
  expect(row).toEqual({ since: DUE });
});

test('what rings before the ledger was told of an extension rings nothing, and rings at the new time', async () => {
  const { caseId, deadlineId } = await begin();
  const granted = new Date('2026-12-01T09:30:00.000Z');
  await work.database.query(sql`UPDATE cases SET due_at = ${granted} WHERE id = ${caseId}`); // as the decision does
  clock.at = OVERDUE;
  await look(deadlineId, 1);
  expect(await rang(deadlineId)).toEqual([]);
  const overdueSince = (): Promise<unknown[]> =>
    work.database.query(sql`SELECT c.overdue_since AS since FROM cases c WHERE c.id = ${caseId}`);
  expect(await overdueSince()).toEqual([{ since: null }]);

  await work.database.transaction((tx) => work.deadlines.extend(tx, caseId, granted, WARNING));
  await look(deadlineId, 2);
  expect((await rang(deadlineId)).map(({ step }) => step)).toEqual(['EARLY_WARNING']);
  clock.at = granted;
  await look(deadlineId, 2);
  expect((await rang(deadlineId)).map(({ step }) => step)).toEqual(['EARLY_WARNING', 'DUE']);
  expect(await overdueSince()).toEqual([{ since: null }]);
});

test('what rings before the ledger was told that the clock stands still rings nothing', async () => {
  const { caseId, deadlineId } = await begin();
  await work.database.query(sql`UPDATE cases SET clock_state = 'PAUSED' WHERE id = ${caseId}`);
  clock.at = OVERDUE;
  await look(deadlineId, 1);
  expect(await rang(deadlineId)).toEqual([]);
});

describe('many at once', () => {
  const alarms = (begun: readonly { deadlineId: string }[]): { deadlineId: string; version: number }[] =>
    begun.map(({ deadlineId }) => ({ deadlineId, version: 1 }));

  test('ring each of them once, in however many hands they are and in whatever order', async () => {
    const begun = await Promise.all(Array.from({ length: 12 }, begin));
    clock.at = WARNING;
    const there = alarms(begun);
    await Promise.all([there, [...there].reverse(), there.slice(3), there].map((group) => work.reminders.remind(group)));
    for (const { caseId, deadlineId } of begun) {
      expect(await rang(deadlineId)).toEqual([{ step: 'EARLY_WARNING', told: ['handler.a-1'] }]);
      expect(await factsOf(caseId)).toHaveLength(1);
    }
  });

  test('one that cannot be rung does not keep the others silent', async () => {
    const [broken, ...begun] = await Promise.all(Array.from({ length: 4 }, begin));
    await work.database.query(sql`UPDATE deadlines SET steps = '{}' WHERE id = ${broken!.deadlineId}`);
    clock.at = WARNING;
    await expect(work.alarms.ring(alarms([broken!, ...begun]))).rejects.toThrow();
    for (const { deadlineId } of begun) expect(await rang(deadlineId)).toHaveLength(1);
    expect(await rang(broken!.deadlineId)).toEqual([]);
  });
});

describe('a hazard', () => {
  const beginHazard = (): Promise<{ caseId: string; deadlineId: string }> =>
    work.begin(RECEIVED, { leadAgencyCode: 'A-1', safetyHazard: true, slaUnit: 'HOUR' });
  const after = (minutes: number): Date => new Date(RECEIVED.getTime() + minutes * 60_000);
  const setStatus = (caseId: string, status: string): Promise<unknown[]> =>
    work.database.query(sql`UPDATE cases SET status = ${status} WHERE id = ${caseId}`);

  beforeAll(async () => {
    await addAccount(work.database, { username: 'desk', role: 'DISPATCHER', agencyCode: WHOLE_CITY });
  });

  test('calls the desk until an agency has accepted it, and again when another one has to', async () => {
    const { caseId, deadlineId } = await beginHazard();
    await setStatus(caseId, 'DISPATCHED');
    for (const minutes of [0, 15, 30]) {
      clock.at = after(minutes);
      await Promise.all([1, 2].map(() => look(deadlineId, 1)));
    }
    expect(await rang(deadlineId)).toEqual([1, 2, 3].map(() => ({ step: 'UNACCEPTED', told: ['desk'] })));
    await setStatus(caseId, 'IN_PROGRESS');
    clock.at = after(45);
    await look(deadlineId, 1);
    expect(await rang(deadlineId)).toHaveLength(3);
    const [row] = await work.database.query(sql`SELECT d.next_step AS step FROM deadlines d WHERE d.id = ${deadlineId}`);
    expect(row).toEqual({ step: 'EARLY_WARNING' });
    await setStatus(caseId, 'DISPATCHED');
    await work.database.transaction((tx) => work.deadlines.callAgain(tx, caseId, after(50)));
    clock.at = after(50);
    await look(deadlineId, 1);
    expect(await rang(deadlineId)).toHaveLength(4);
  });

  test('is told at once, not in a digest', async () => {
    const { caseId, deadlineId } = await beginHazard();
    await setStatus(caseId, 'TRIAGE');
    await look(deadlineId, 1);
    const facts = await work.database.query(sql`
      SELECT f.data -> 'gathered' AS gathered FROM facts f WHERE f.subject_id = ${caseId} AND f.type = 'deadline.rang'`);
    expect(facts).toEqual([{ gathered: false }]);
    const lines = await work.database.query(sql`
      SELECT l.account_id FROM digest_lines l JOIN reminders r ON r.id = l.reminder_id WHERE r.case_id = ${caseId}`);
    expect(lines).toEqual([]);
  });
});
