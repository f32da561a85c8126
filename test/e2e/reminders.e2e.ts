import { sql } from '../../src/platform/database/index.ts';
import { IN_ZHONGLI, pothole, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { acceptCase, closeCase, rang, type Reminder, remindersAbout, told } from '../support/reminders.ts';
import { type Client, startTestApp, type TestApp } from '../support/test-app.ts';

/** A Monday morning; the stories are told in the order of the year. */
const FIRST_MORNING = '2026-07-06T09:00:00+08:00';

let city: TestApp;
let operator: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: FIRST_MORNING });
  operator = await city.as('operator');
});

afterAll(() => city.close());

const open = async (body: object): Promise<string> => (await operator.post('/petitions', body)).body.case.caseNo;
const flood = { ...pothole, categoryCode: 'WT-001', subject: '地下道淹水', description: '水已淹到膝蓋' };
const HELPERS = ['handler.ty-rmo', 'handler.ty-fd']; // with floods; they do not answer

const remindersOf = (caseNo: string): Promise<Reminder[]> => remindersAbout(operator, caseNo);
const accept = (caseNo: string): Promise<Client> => acceptCase(city, caseNo);
const close = (caseNo: string): Promise<void> => closeCase(city, caseNo);

describe('the clock of a case counted in working days', () => {
  test('explains every day it counts and every step it plans', async () => {
    const caseNo = await open(signalTiming);
    const { body } = await operator.get(`/cases/${caseNo}/clock`);
    expect(body).toMatchObject({
      caseNo,
      state: 'RUNNING',
      sla: { value: 6, unit: 'WORKING_DAY' },
      dueAt: '2026-07-14T17:30:00.000+08:00',
      overdue: false,
      published: true,
      ledger: [{ kind: 'START', calendarVersion: 1, dueAt: '2026-07-14T17:30:00.000+08:00' }],
    });
    const days = body.days as { date: string; number: number | null; text: { 'zh-TW': string } }[];
    expect(days.filter(({ number }) => number !== null && number > 0).map(({ date }) => date.slice(-2))).toEqual([
      '07',
      '08',
      '09',
      '10',
      '13',
      '14',
    ]);
    expect(days.every(({ text }) => /[\u4e00-\u9fff]/.test(text['zh-TW']))).toBe(true);
    const steps = body.steps as { step: string; state: string }[];
    expect(steps.map(({ step, state }) => `${step} ${state}`)).toEqual([
      'EARLY_WARNING WAITING',
      'DUE WAITING',
      'OVERDUE_1 WAITING',
      'OVERDUE_2 WAITING',
      'OVERDUE_3 WAITING',
      'OVERDUE_4 WAITING',
      'OVERDUE_5 WAITING',
      'OVERDUE_DAILY WAITING',
    ]);
    await city.advanceTo('2026-07-15T12:00:00+08:00');
    const later = (await operator.get(`/cases/${caseNo}/clock`)).body;
    expect(later).toMatchObject({ overdue: true });
    expect(later.steps.map(({ state }: { state: string }) => state)).toEqual([
      ...['RUNG', 'RUNG', 'RUNG'],
      ...['WAITING', 'WAITING', 'WAITING', 'WAITING', 'WAITING'],
    ]);
    await close(caseNo);
  });

  test('warns, rings and climbs when the offices are open, and goes on every working day until the case is closed', async () => {
    await city.advanceTo('2026-07-20T09:00:00+08:00');
    const caseNo = await open(signalTiming);
    await city.advanceTo('2026-08-07T12:00:00+08:00');
    const reminders = await remindersOf(caseNo);
    // Received on Monday 20 July, which is day 0: six working days end on Tuesday the 28th.
    expect(reminders.map(rang)).toEqual([
      'EARLY_WARNING 2026-07-27T08:30',
      'DUE 2026-07-28T17:30',
      'OVERDUE_1 2026-07-29T08:30',
      'OVERDUE_2 2026-07-30T08:30',
      'OVERDUE_3 2026-07-31T08:30',
      'OVERDUE_4 2026-08-03T08:30',
      'OVERDUE_5 2026-08-04T08:30',
      'OVERDUE_DAILY 2026-08-05T08:30',
      'OVERDUE_DAILY 2026-08-06T08:30',
      'OVERDUE_DAILY 2026-08-07T08:30',
    ]);
    expect(reminders.slice(0, 7).map(told)).toEqual([
      ['handler.ty-tra'],
      ['handler.ty-tra'],
      ['handler.ty-tra', 'supervisor.ty-tra'],
      ['handler.ty-tra', 'supervisor.ty-tra'],
      ['handler.ty-tra', 'supervisor.ty-tra'],
      ['handler.ty-tra', 'supervisor.ty-tra'],
      ['handler.ty-tra', 'supervisor.ty-tra', 'city'],
    ]);
    expect(new Set(reminders.map(({ dueAt }) => dueAt))).toEqual(new Set(['2026-07-28T17:30:00.000+08:00']));
    await close(caseNo);
    await city.advanceTo('2026-08-07T17:00:00+08:00');
    expect(await remindersOf(caseNo)).toHaveLength(10);
  });

  test('is in one digest a person and working day, at the opening of the offices', async () => {
    const mail = await city.lettersTo('handler.ty-tra@demonstration.invalid');
    expect(mail.filter(({ template }) => ['reminder', 'due', 'overdue'].includes(template))).toEqual([]);
    const digests = mail.filter(({ template, createdAt }) => template === 'digest' && createdAt > '2026-07-20');
    expect(digests.map(({ createdAt }) => createdAt.slice(0, 16))).toEqual([
      ...['2026-07-27T08:30', '2026-07-29T08:30', '2026-07-30T08:30', '2026-07-31T08:30', '2026-08-03T08:30'],
      ...['2026-08-04T08:30', '2026-08-05T08:30', '2026-08-06T08:30', '2026-08-07T08:30'],
    ]);
    expect(digests[1]!.body).toMatch(/期限已到、逾期/); // of Tuesday evening and of Wednesday morning
    const toCity = await city.lettersTo('city@demonstration.invalid');
    expect(toCity.filter(({ createdAt }) => createdAt > '2026-07-20').map(({ template }) => template)).toEqual(
      ['2026-08-04', '05', '06', '07'].map(() => 'digest'),
    );
  });

  test('names every case of the morning, and nobody is written to twice', async () => {
    await city.advanceTo('2026-08-10T09:00:00+08:00');
    const cases = await Promise.all([1, 2, 3].map(() => open(signalTiming)));
    await city.advanceTo('2026-08-17T12:00:00+08:00');
    const mail = await city.lettersTo('handler.ty-tra@demonstration.invalid');
    const [digest, ...more] = mail.filter(({ template, createdAt }) => template === 'digest' && createdAt > '2026-08-10');
    expect(more).toEqual([]);
    expect(digest!.subject).toContain('共 3 件');
    for (const caseNo of cases) {
      expect(digest!.body).toContain(caseNo);
      expect(await remindersOf(caseNo)).toMatchObject([{ step: 'EARLY_WARNING', recipients: [{ username: 'handler.ty-tra' }] }]);
      await close(caseNo);
    }
  });

  test('disturbs nobody at night or at the weekend, whenever the petition came', async () => {
    const cases: string[] = [];
    const categories = ['TF-002', 'EN-003', 'EN-002', 'BUS-003', 'WT-007'];
    for (const at of ['2026-08-21T17:29:00+08:00', '2026-08-22T03:00:00+08:00', '2026-08-23T23:59:00+08:00']) {
      await city.advanceTo(at);
      for (const categoryCode of categories) {
        const caseNo = await open({ ...signalTiming, categoryCode });
        await accept(caseNo); // a hazard of these would call until then
        cases.push(caseNo);
      }
    }
    await city.advanceTo('2026-09-09T00:00:00+08:00');
    const reminders = (await Promise.all(cases.map(remindersOf))).flat();
    expect(reminders.length).toBeGreaterThan(cases.length * 4);
    const disturbing = reminders.filter(({ sentAt }) => {
      const weekday = new Date(`${sentAt.slice(0, 10)}T00:00:00Z`).getUTCDay();
      const time = sentAt.slice(11, 16);
      return weekday === 0 || weekday === 6 || time < '08:30' || time > '17:30';
    });
    expect(disturbing).toEqual([]);
    for (const caseNo of cases) await close(caseNo);
  });
});

describe('the clock of a hazard', () => {
  let hazard: string;

  test('calls the desk that is always staffed, at once and every quarter of an hour, until an agency has accepted it', async () => {
    await city.advanceTo('2026-09-13T01:00:00+08:00');
    const caseNo = await open(flood);
    await city.drain();
    expect((await remindersOf(caseNo)).map(rang)).toEqual(['UNACCEPTED 2026-09-13T01:00']);
    await city.advanceTo('2026-09-13T01:40:00+08:00');
    const reminders = await remindersOf(caseNo);
    expect(reminders.map(rang)).toEqual(['00', '15', '30'].map((minute) => `UNACCEPTED 2026-09-13T01:${minute}`));
    expect(reminders.map(told)).toEqual([['dispatcher'], ['dispatcher'], ['dispatcher']]);
    const calls = await city.lettersTo('dispatcher@demonstration.invalid', caseNo);
    expect(calls.map(({ template }) => template)).toEqual(['unaccepted', 'unaccepted', 'unaccepted']);
    expect(calls[0]!.subject).toBe(`【緊急催辦】${caseNo} 危險案件尚未受理`);
    expect((await (await city.as('handler.ty-wrb')).post(`/cases/${caseNo}/accept`)).status).toBe(200);
    await city.advanceTo('2026-09-13T01:59:00+08:00');
    expect(await remindersOf(caseNo)).toHaveLength(3);
    hazard = caseNo;
  });

  test('rings in the middle of the night, for those who handle it and for the desk', async () => {
    await city.advanceTo('2026-09-14T09:00:00+08:00');
    const reminders = (await remindersOf(hazard)).slice(3);
    expect(reminders.map(rang)).toEqual([
      'EARLY_WARNING 2026-09-13T02:00',
      'DUE 2026-09-13T03:00',
      'OVERDUE_1 2026-09-13T04:00',
      'OVERDUE_2 2026-09-13T07:00',
      'OVERDUE_3 2026-09-14T03:00',
    ]);
    expect(told(reminders[0]!)).toEqual(['handler.ty-wrb', ...HELPERS, 'dispatcher']);
    expect(told(reminders[4]!)).toEqual(['handler.ty-wrb', ...HELPERS, 'dispatcher', 'supervisor.ty-wrb', 'city']);
    const [step] = reminders[4]!.recipients.slice(-1);
    expect(step).toMatchObject({ level: 'CITY_SUPERVISOR' });
  });

  test('that goes to another agency calls until that one has accepted it too', async () => {
    const chief = await city.as('supervisor.ty-wrb');
    const moved = await chief.post(`/cases/${hazard}/transfer`, { agencyCode: 'TY-FD', reason: '需抽水救援' });
    expect([moved.status, moved.body.code]).toEqual([200, undefined]);
    await city.advanceTo('2026-09-14T09:20:00+08:00');
    expect((await remindersOf(hazard)).slice(8).map(rang)).toEqual([
      'UNACCEPTED 2026-09-14T09:00',
      'UNACCEPTED 2026-09-14T09:15',
    ]);
    await close(hazard);
  });

  test('that somebody has taken on reminds that person', async () => {
    const caseNo = await open(flood);
    const chief = await city.as('supervisor.ty-wrb');
    const { id } = (await chief.get('/auth/me')).body;
    expect((await chief.post(`/cases/${caseNo}/accept`, { handlerId: id })).status).toBe(200);
    await city.advanceTo('2026-09-14T11:00:00+08:00');
    expect((await remindersOf(caseNo)).map(told)).toEqual([['supervisor.ty-wrb', ...HELPERS, 'dispatcher']]);
    await close(caseNo);
  });

  test('waits for a dispatcher while no agency has it', async () => {
    const unclear = { channel: 'HOTLINE', subject: '不知道找誰', description: '怪聲音', location: IN_ZHONGLI };
    const caseNo = await open(unclear);
    await city.advanceTo('2026-10-05T10:30:00+08:00');
    const reminders = await remindersOf(caseNo);
    expect(told(reminders[0]!)).toEqual(['dispatcher']);
    expect(told(reminders.at(-1)!)).toEqual(['dispatcher', 'city']);
    const dispatcher = await city.as('dispatcher');
    await dispatcher.post(`/cases/${caseNo}/dispatch`, { agencyCode: 'TY-TRA', reason: '屬交通' });
    await close(caseNo);
  });
});

describe('the simulated clock', () => {
  test('lets everything ring once, however often and in whatever steps it is moved', async () => {
    await city.advanceTo('2026-11-02T09:00:00+08:00');
    const cases = await Promise.all([signalTiming, pothole, flood].map(open));
    await city.drain(); // a hazard calls at once, unless somebody is quicker
    for (const caseNo of cases) await accept(caseNo);
    for (const day of ['03', '04', '10', '11']) await city.advanceTo(`2026-11-${day}T10:00:00+08:00`);
    const first = await Promise.all(cases.map(remindersOf));
    await Promise.all([city.advanceTo('2026-11-11T10:01:00+08:00'), city.advanceTo('2026-11-11T10:01:30+08:00')]);
    expect(await Promise.all(cases.map(remindersOf))).toEqual(first);
    for (const reminders of first) expect(new Set(reminders.map(rang)).size).toBe(reminders.length);
    // Three steps of the office; a call and five steps of each hazard, and then one a working day from the second after the due day on.
    expect(first.map((reminders) => reminders.length)).toEqual([3, 12, 12]);
    for (const caseNo of cases) await close(caseNo);
  });

  test('goes forward only', async () => {
    const admin = await city.as('admin');
    const back = await admin.post('/dev/clock', { now: '2026-11-11T10:00:00+08:00' });
    expectProblem(back, { status: 409, code: 'clock.only_forward' });
    const { body } = await admin.post('/dev/clock', { now: '2026-11-11T20:00:00Z' });
    expect(body.now).toMatch(/^2026-11-12T04:0\d:\d\d\.\d{3}\+08:00$/);
    expect((await admin.get('/dev/clock')).body.now).toMatch(/^2026-11-12T04:0/);
  });

  test('rings no more for what is closed, and anew for what is taken up again', async () => {
    await city.advanceTo('2026-11-16T09:00:00+08:00');
    const caseNo = await open(signalTiming);
    await close(caseNo);
    await city.advanceTo('2026-12-07T09:00:00+08:00');
    expect(await remindersOf(caseNo)).toEqual([]);
    expect((await operator.get(`/cases/${caseNo}/clock`)).body).toMatchObject({ state: 'STOPPED', overdue: false });

    await (await city.as('city')).post(`/cases/${caseNo}/reopen`, { reason: '回復不明確' });
    await city.advanceTo('2026-12-16T09:00:00+08:00');
    expect((await remindersOf(caseNo)).map(rang)).toEqual([
      'EARLY_WARNING 2026-12-14T08:30',
      'DUE 2026-12-15T17:30',
      'OVERDUE_1 2026-12-16T08:30',
    ]);
    const clock = (await operator.get(`/cases/${caseNo}/clock`)).body;
    expect(clock.ledger.map(({ kind }: { kind: string }) => kind)).toEqual(['START', 'STOP', 'START']);
    expect((await operator.get(`/cases/${caseNo}`)).body).toMatchObject({
      overdue: true,
      dueAt: '2026-12-15T17:30:00.000+08:00',
    });
  });
});

test('reminders are told a page at a time, the newest first, and to agencies only those of their cases', async () => {
  const all: Reminder[] = [];
  for (let cursor = ''; ;) {
    const { body } = await operator.get(`/reminders?limit=40${cursor}`);
    all.push(...(body.items as Reminder[]));
    if (body.nextCursor === null) break;
    cursor = `&cursor=${body.nextCursor as string}`;
  }
  const [rows] = await city.rows<{ n: number }>(sql`SELECT count(*)::integer AS n FROM reminders`);
  expect(all).toHaveLength(rows!.n);
  expect((await operator.get('/reminders?count=true&limit=1')).body.total).toBe(rows!.n);
  const sent = all.map(({ sentAt }) => sentAt);
  expect(sent).toEqual([...sent].sort().reverse());
  const water = await city.as('handler.ty-wrb');
  const own = (await water.get('/reminders?limit=200')).body.items as Reminder[];
  expect(new Set(own.flatMap(told))).not.toContain('handler.ty-tra');
  expect(own.filter((reminder) => told(reminder).includes('handler.ty-wrb')).length).toBeGreaterThan(5);
});
