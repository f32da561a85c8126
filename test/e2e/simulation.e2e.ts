import { pothole } from '../support/petition-bodies.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';

const MORNING = '2026-07-06T09:00:00+08:00';
const YEARS_LATER = '2029-07-06T09:00:00+08:00';
const NOON = new Date('2026-07-06T12:00:00+08:00');
const QUARTER_MS = 15 * 60_000;

let city: TestApp;

beforeEach(async () => {
  city = await startTestApp({ startsAt: MORNING });
});

afterEach(() => city.close());

test('a jump of years stops with the program: after the ring it is at, and it says how far it came', async () => {
  await (await city.as('operator')).post('/petitions', pothole); // calls every quarter of an hour until somebody accepts it
  const admin = await city.as('admin');
  let ended = false;
  const jump = admin.post('/dev/clock', { now: YEARS_LATER }).finally(() => (ended = true));
  await until(() => city.clock.now() >= NOON);
  expect(ended).toBe(false);
  await city.close();
  const { status, body } = await jump;
  expect(status).toBe(200);
  expect([new Date(body.now) >= NOON, body.now < YEARS_LATER]).toEqual([true, true]);
}, 60_000);

test('of a hazard that nobody accepts, every ring of a day rings at its time', async () => {
  const operator = await city.as('operator');
  const { caseNo } = (await operator.post('/petitions', pothole)).body.case;
  await city.advanceTo('2026-07-07T09:00:00+08:00');
  const { items } = (await operator.get(`/reminders?caseNo=${caseNo}&limit=200`)).body;
  const sent = (items as { sentAt: string; step: string }[])
    .filter(({ step }) => step === 'UNACCEPTED')
    .map(({ sentAt }) => Date.parse(sentAt));
  const first = Date.parse(MORNING) / QUARTER_MS;
  const quarters = sent.map((at) => Math.floor(at / QUARTER_MS)).reverse();
  expect(quarters).toEqual(Array.from({ length: 97 }, (_, i) => first + i)); // both nines are rung
}, 120_000);
