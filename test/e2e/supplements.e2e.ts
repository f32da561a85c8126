import { sql } from '../../src/platform/database/index.ts';
import { AskedPetitioners, QUESTION } from '../support/asked-petitioners.ts';
import { explainedDays } from '../support/explained-clock.ts';
import { pothole, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Answer, type Client, startTestApp, type TestApp } from '../support/test-app.ts';

/** Told in the order of the year; a Monday morning. Six working days from here end on Tuesday the 24th. */
const FIRST_MORNING = '2026-11-16T09:00:00+08:00';
const DUE = '2026-11-24T17:30:00.000+08:00';

let city: TestApp;
let operator: Client;
let people: AskedPetitioners;

beforeAll(async () => {
  city = await startTestApp({ startsAt: FIRST_MORNING });
  operator = await city.as('operator');
  people = new AskedPetitioners(city);
});

afterAll(() => city.close());

const seen = async (caseNo: string): Promise<Answer['body']> => (await operator.get(`/cases/${caseNo}`)).body;
const clockOf = async (caseNo: string): Promise<Answer['body']> => (await operator.get(`/cases/${caseNo}/clock`)).body;
const ledgerOf = async (caseNo: string): Promise<string[]> =>
  ((await clockOf(caseNo)).ledger as { kind: string }[]).map(({ kind }) => kind);
const timersOf = (caseNo: string): Promise<{ rung: boolean; cancelled: boolean }[]> =>
  city.rows(sql`
    SELECT t.rung_at IS NOT NULL AS rung, t.cancelled_at IS NOT NULL AS cancelled
    FROM case_timers t
    JOIN cases c ON c.id = t.case_id
    WHERE c.case_no = ${caseNo}
    ORDER BY t.ring_at`);

describe('a question to the petitioner', () => {
  test('stops the clock, is answered by the link, and the time is given back', async () => {
    const about = await people.accepted();
    const { caseNo, email } = about;
    const waiting = await people.ask(caseNo);
    expect(waiting.body).toMatchObject({
      status: 'AWAITING_SUPPLEMENT',
      clock: { state: 'PAUSED' },
      dueAt: DUE,
      openSupplement: { question: QUESTION.question, replyBy: '2026-11-19T23:59:00.000+08:00' },
      openCommands: ['note', 'recuse', 'lift-recusal', 'withdraw', 'merge', 'receive-supplement'],
    });
    const link = await people.linkOf(about);
    const still = await clockOf(caseNo);
    expect(still).toMatchObject({ state: 'PAUSED', dueAt: DUE });
    expect([explainedDays(still).at(-1), still.days.at(-1).text['zh-TW']]).toEqual([
      '11-24 COUNTED 6',
      expect.stringContaining('目前暫停計時'),
    ]);
    const letter = await city.letterTo(email, 'supplement');
    expect(letter.body).toContain(QUESTION.question);
    expect(letter.subject).not.toContain('號誌');
    const page = await city.citizen.get(link);
    expect(page.body).toEqual({
      caseNo,
      subject: signalTiming.subject,
      agency: '桃園市政府交通局',
      question: QUESTION.question,
      replyBy: '2026-11-19T23:59:00.000+08:00',
    });

    await city.advanceTo('2026-11-17T09:00:00+08:00');
    const answer = await city.citizen.post(link, { text: '元化路與中正路口' });
    expect([answer.status, answer.body.caseNo]).toEqual([201, caseNo]);
    const later = (await seen(caseNo)).dueAt as string;
    expect(later).toMatch(/^2026-11-25T17:(2\d|30)/); // a working day stood still, but for the moments before the question
    expect(await seen(caseNo)).toMatchObject({
      status: 'IN_PROGRESS',
      clock: { state: 'RUNNING' },
      overdue: false,
    });
    await city.drain();
    const clock = await clockOf(caseNo);
    expect(clock).toMatchObject({ state: 'RUNNING', dueAt: later });
    expect(explainedDays(clock)).toEqual([
      ...['11-16 RECEIPT', '11-17 COUNTED', '11-18 COUNTED', '11-19 COUNTED', '11-20 COUNTED', '11-21 WEEKEND', '11-22 WEEKEND'],
      ...['11-23 COUNTED', '11-24 COUNTED', '11-25 COUNTED'],
    ]);
    expect(clock.days[0].text['zh-TW']).toContain('尚餘辦公時間 55 小時'); // this afternoon's, and six days
    expect(await ledgerOf(caseNo)).toEqual(['START', 'PAUSE', 'RESUME']);
    expect(await seen(caseNo)).toMatchObject({ dueAt: later, openSupplement: null });
    const events = (await operator.get(`/cases/${caseNo}/events`)).body.items;
    expect(events.at(-1)).toMatchObject({
      type: 'case.supplement_received',
      actor: { kind: 'CITIZEN' },
      data: { text: '元化路與中正路口' },
    });
    expect(await city.templatesTo('handler.ty-tra@demonstration.invalid', caseNo)).toContain('supplemented');

    await city.advanceTo('2026-11-20T09:00:00+08:00');
    expect(await timersOf(caseNo)).toEqual([{ rung: false, cancelled: true }]);
    expect(await people.eventsOf(caseNo)).not.toContain('timer.rang');
  });

  test('is asked in the petitioner’s language', async () => {
    const about = await people.accepted(signalTiming, 'handler.ty-tra', { language: 'en' });
    await people.ask(about.caseNo);
    expect((await city.letterTo(about.email, 'supplement')).subject).toContain('We need something more');
    expect((await city.citizen.get(await people.linkOf(about), { 'accept-language': 'en' })).body.agency).toBe(
      'Department of Transportation',
    );
  });

  test('may be answered by telephone or at the counter instead; then the link is over', async () => {
    const about = await people.asked();
    const link = await people.linkOf(about);
    const noted = await operator.post(`/cases/${about.caseNo}/receive-supplement`, { text: '來電告知：元化路口' });
    expect(noted.body).toMatchObject({ status: 'IN_PROGRESS', clock: { state: 'RUNNING' } });
    for (const send of [city.citizen.get(link), city.citizen.post(link, { text: '元化路' })]) {
      expectProblem(await send, { status: 410, code: 'supplement.already_answered' });
    }
    expect(await city.templatesTo('handler.ty-tra@demonstration.invalid', about.caseNo)).not.toContain('supplemented');
  });

  test('goes to the petitioner of the first petition alone', async () => {
    const about = await people.accepted();
    const second = { ...signalTiming, petitioner: { email: 'second@example.org' }, joinCaseNo: about.caseNo };
    expect((await operator.post('/petitions', second)).status).toBe(201);
    await people.ask(about.caseNo);
    expect(await city.templatesTo(about.email)).toContain('supplement');
    expect(await city.templatesTo('second@example.org')).not.toContain('supplement');
  });

  test('goes to the next who can be reached where the first cannot, and by telephone to whoever left only that', async () => {
    const { body } = await operator.post('/petitions', { ...signalTiming, petitioner: { anonymous: true } });
    const caseNo = body.case.caseNo as string;
    const second = { ...signalTiming, petitioner: { email: 'next@example.org' }, joinCaseNo: caseNo };
    expect((await operator.post('/petitions', second)).status).toBe(201);
    await (await city.as('handler.ty-tra')).post(`/cases/${caseNo}/accept`);
    expect((await people.ask(caseNo)).body).toMatchObject({ clock: { state: 'PAUSED' } });
    expect((await city.letterTo('next@example.org', 'supplement', caseNo)).body).toContain(QUESTION.question);

    const caller = { ...signalTiming, petitioner: { phone: '03-332-2101', preferredContact: 'PHONE' } };
    const called = (await operator.post('/petitions', caller)).body.case.caseNo as string;
    await (await city.as('handler.ty-tra')).post(`/cases/${called}/accept`);
    expect((await people.ask(called)).body).toMatchObject({ status: 'AWAITING_SUPPLEMENT', clock: { state: 'PAUSED' } });
    expect((await city.letterTo('03-332-2101', 'supplement', called)).body).toContain(QUESTION.question);
  });

  test('leaves the clock running where the city says so for the category', async () => {
    const about = await people.accepted(
      { ...signalTiming, categoryCode: 'LB-002', subject: '欠薪調解', description: '公司欠薪兩個月' },
      'handler.ty-lab',
    );
    const waiting = await people.ask(about.caseNo, QUESTION, 'handler.ty-lab');
    expect(waiting.body).toMatchObject({ status: 'AWAITING_SUPPLEMENT', clock: { state: 'RUNNING' } });
    const answer = await operator.post(`/cases/${about.caseNo}/receive-supplement`, { text: '附上薪資單' });
    expect(answer.body).toMatchObject({ status: 'IN_PROGRESS', dueAt: waiting.body.dueAt });
    await city.drain();
    expect(await ledgerOf(about.caseNo)).toEqual(['START']);
  });
});

describe('only the newest link works:', () => {
  test('a question that was answered is not answered by its link when another one is open', async () => {
    const about = await people.asked();
    const first = await people.linkOf(about);
    await city.citizen.post(first, { text: '元化路' });
    await people.ask(about.caseNo, { question: '請問方向？', replyWithinDays: 2 });
    const newest = await people.linkOf(about);
    expect(newest).not.toBe(first);
    expectProblem(await city.citizen.post(first, { text: '往北' }), { status: 410, code: 'supplement.already_answered' });
    expect((await city.citizen.get(newest)).body.question).toBe('請問方向？');
    expect((await city.citizen.post(newest, { text: '往北' })).status).toBe(201);
    await city.drain();
    expect(await ledgerOf(about.caseNo)).toEqual(['START', 'PAUSE', 'RESUME', 'PAUSE', 'RESUME']);
  });

  test('of the links to a question the last one that was sent', async () => {
    const about = await people.asked();
    const first = await people.linkOf(about);
    await city.rows(sql`UPDATE supplements SET token_hash = ${Buffer.alloc(32, 7)} WHERE state = 'OPEN' AND case_id =
      (SELECT c.id FROM cases c WHERE c.case_no = ${about.caseNo})`); // as a second letter would
    for (const send of [city.citizen.get(first), city.citizen.post(first, { text: '元化路' })]) {
      expectProblem(await send, { status: 404, code: 'supplement.not_found' });
    }
  });

  test('a link is kept as a hash', async () => {
    const about = await people.asked();
    const token = (await people.linkOf(about)).split('/').at(-1)!;
    const rows = await city.rows<{ row: string }>(sql`SELECT u::text AS row FROM supplements u`);
    expect(rows.filter(({ row }) => row.includes(token) || row.includes(Buffer.from(token).toString('hex')))).toEqual([]);
  });
});

test('a question about a case that is withdrawn meanwhile waits for nobody', async () => {
  const about = await people.asked();
  const link = await people.linkOf(about);
  const gone = await operator.post(`/cases/${about.caseNo}/withdraw`, { reason: '民眾來電撤回' });
  expect(gone.body).toMatchObject({ status: 'WITHDRAWN', clock: { state: 'STOPPED' }, openSupplement: null, overdue: false });
  for (const send of [city.citizen.get(link), city.citizen.post(link, { text: '元化路' })]) {
    expectProblem(await send, { status: 410, code: 'supplement.superseded' });
  }
  await city.drain();
  expect(await timersOf(about.caseNo)).toEqual([{ rung: false, cancelled: true }]);
  expect((await ledgerOf(about.caseNo)).at(-1)).toBe('STOP');
  expect(await clockOf(about.caseNo)).toMatchObject({ state: 'STOPPED', overdue: false });
});

test('a question about an overdue case stops no clock: late stays late', async () => {
  const about = await people.accepted(pothole, 'handler.ty-rmo');
  await city.advanceTo('2026-11-20T19:00:00+08:00');
  expect((await people.ask(about.caseNo, QUESTION, 'handler.ty-rmo')).body).toMatchObject({
    clock: { state: 'RUNNING' },
    overdue: true,
  });
  await operator.post(`/cases/${about.caseNo}/receive-supplement`, { text: '中正路100號' });
  await city.drain();
  expect(await seen(about.caseNo)).toMatchObject({ overdue: true, status: 'IN_PROGRESS' });
  expect(await ledgerOf(about.caseNo)).toEqual(['START']);
});

describe('when nobody answers', () => {
  test('the case goes on by itself, once, with a note, and the link is over', async () => {
    await city.advanceTo('2026-12-07T09:00:00+08:00'); // a Monday
    const about = await people.asked();
    const link = await people.linkOf(about);
    const before = await seen(about.caseNo);
    await city.advanceTo('2026-12-10T23:58:00+08:00');
    expect((await city.citizen.get(link)).status).toBe(200);
    await Promise.all([city.advanceTo('2026-12-11T09:00:00+08:00'), city.advanceTo('2026-12-11T09:01:00+08:00')]);
    const after = await seen(about.caseNo);
    expect(after).toMatchObject({ status: 'IN_PROGRESS', clock: { state: 'RUNNING' }, openSupplement: null, overdue: false });
    expect(Date.parse(after.dueAt as string)).toBeGreaterThan(Date.parse(before.dueAt as string));
    expect((await clockOf(about.caseNo)).dueAt).toBe(after.dueAt);
    expect(await ledgerOf(about.caseNo)).toEqual(['START', 'PAUSE', 'RESUME']);
    const { items } = (await operator.get(`/cases/${about.caseNo}/events?limit=200`)).body;
    const told = (items as { type: string; at: string; actor: { kind: string } }[]).slice(-3);
    expect(told.map(({ type, actor }) => `${type} ${actor.kind}`)).toEqual([
      'timer.rang SYSTEM',
      'case.supplement_expired SYSTEM',
      'case.noted SYSTEM',
    ]);
    expect(told[0]!.at).toMatch(/^2026-12-10T23:59/);
    for (const send of [city.citizen.get(link), city.citizen.post(link, { text: '太晚了' })]) {
      expectProblem(await send, { status: 410, code: 'supplement.expired' });
    }
    expect((await people.ask(about.caseNo)).status).toBe(200);
  });
});
