import { signalTiming } from '../support/petition-bodies.ts';
import { closeCase, rang, remindersAbout } from '../support/reminders.ts';
import { type Client, keyIn, startTestApp, type TestApp } from '../support/test-app.ts';

/** Told in the order of the year. A Monday morning. */
const FIRST_MORNING = '2026-09-07T09:00:00+08:00';
const DISPATCHER = 'dispatcher@demonstration.invalid';

let city: TestApp;
let operator: Client;
let supervisor: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: FIRST_MORNING });
  [operator, supervisor] = await Promise.all([city.as('operator'), city.as('city')]);
});

afterAll(() => city.close());

const open = async (more: object = {}): Promise<string> =>
  (await operator.post('/petitions', { ...signalTiming, ...more })).body.case.caseNo;
const dueOf = async (caseNo: string): Promise<string> =>
  ((await operator.get(`/cases/${caseNo}`)).body.dueAt as string).slice(0, 16);

/** Follows an announcement to its end. */
async function announce(day: string, kind: 'OFF' | 'WORKING'): Promise<void> {
  expect((await supervisor.put(`/calendar/days/${day}`, { kind, reason: '颱風' })).status).toBe(202);
  await city.drain();
}

/** When letters of a kind were written about a case, to the hour of the city, and what their subjects end with. */
async function toldOf(template: string, caseNo: string): Promise<string[]> {
  const letters = await city.lettersTo(DISPATCHER, caseNo);
  return letters
    .filter((letter) => letter.template === template)
    .map(({ createdAt, subject }) => `${createdAt.slice(0, 13)} ${subject.includes('即將逾時') ? 'HALF' : 'OVER'}`)
    .sort();
}

test('a closure that is announced and withdrawn reminds nobody twice of the same due instant', async () => {
  const caseNo = await open();
  expect(await dueOf(caseNo)).toBe('2026-09-15T17:30');
  await city.advanceTo('2026-09-14T10:00:00+08:00');
  const warned = ['EARLY_WARNING 2026-09-14T08:30'];
  expect((await remindersAbout(operator, caseNo)).map(rang)).toEqual(warned);
  await announce('2026-09-14', 'OFF');
  expect(await dueOf(caseNo)).toBe('2026-09-16T17:30');
  await city.advanceTo('2026-09-14T11:00:00+08:00');
  await announce('2026-09-14', 'WORKING');
  expect(await dueOf(caseNo)).toBe('2026-09-15T17:30');
  await city.advanceTo('2026-09-16T08:45:00+08:00');
  expect((await remindersAbout(operator, caseNo)).map(rang)).toEqual([
    ...warned,
    'DUE 2026-09-15T17:30',
    'OVERDUE_1 2026-09-16T08:30',
  ]);
  await closeCase(city, caseNo);
});

test('a case that was given back is to be decided about when the office is open', async () => {
  await city.advanceTo('2026-09-16T10:00:00+08:00');
  const caseNo = await open();
  const handler = await city.as('handler.ty-tra');
  expect((await handler.post(`/cases/${caseNo}/return`, { reason: '非本機關權責', proposedAgencyCode: 'TY-PWB' })).status).toBe(
    200,
  );
  await city.drain();
  await announce('2026-09-17', 'OFF'); // when it was to be decided
  await city.advanceTo('2026-09-18T09:00:00+08:00');
  expect(await toldOf('undecided', caseNo)).toEqual([]);
  await city.advanceTo('2026-09-18T17:45:00+08:00');
  expect(await toldOf('undecided', caseNo)).toEqual(['2026-09-18T09 HALF', '2026-09-18T17 OVER']);
});

test('a request to reopen is late when the office has had its two days', async () => {
  await city.advanceTo('2026-09-21T09:00:00+08:00');
  const email = 'not.fixed@example.org';
  const caseNo = await open({ petitioner: { email } });
  await closeCase(city, caseNo);
  const key = keyIn(await city.letterTo(email, 'survey', caseNo), 'survey');
  await city.citizen.post(`/public/surveys/${key}`, { overall: 1 });
  expect((await city.citizen.post(`/public/surveys/${key}/reopen-request`, { reason: '沒有改' })).body.dueAt).toMatch(
    /^2026-09-23T17:30/,
  );
  await announce('2026-09-23', 'OFF');
  const { dueAt } = (await supervisor.get(`/reopen-requests?caseNo=${caseNo}`)).body.items[0] as { dueAt: string };
  expect(dueAt).toMatch(/^2026-09-24T17:30/);
  await city.advanceTo('2026-09-24T09:00:00+08:00');
  const late = (await supervisor.get('/ops/attention/REOPENINGS_LATE?limit=200')).body.items as { caseNo: string }[];
  expect(late.filter((row) => row.caseNo === caseNo)).toEqual([]);
  await city.advanceTo('2026-09-24T17:45:00+08:00');
  const told = await toldOf('reopening-undecided', caseNo);
  expect(told.map((one) => one.slice(0, 10))).toEqual(['2026-09-22', '2026-09-24']);
  expect(told[1]).toBe('2026-09-24T17 OVER');
});
