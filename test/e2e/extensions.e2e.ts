import { sql } from '../../src/platform/database/index.ts';
import { explainedDays } from '../support/explained-clock.ts';
import { pothole, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { expectRefused } from '../support/refused.ts';
import { type Answer, type Client, startTestApp, type TestApp } from '../support/test-app.ts';

/** Told in the order of the year; a Monday morning. Six working days from here end on Tuesday the 24th. */
const FIRST_MORNING = '2026-11-16T09:00:00+08:00';
const DUE = '2026-11-24T17:30:00.000+08:00';

let city: TestApp;
let operator: Client;
let handler: Client;
let supervisor: Client;
let commission: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: FIRST_MORNING });
  [operator, handler, supervisor, commission] = (await Promise.all(
    ['operator', 'handler.ty-tra', 'supervisor.ty-tra', 'city'].map((name) => city.as(name)),
  )) as [Client, Client, Client, Client];
});

afterAll(() => city.close());

const open = async (difference: object = {}, body: object = signalTiming): Promise<string> =>
  (await operator.post('/petitions', { ...body, ...difference })).body.case.caseNo;

const wish = (until: string): object => ({ until, reasonCode: 'SITE_VISIT', reason: '須會同警察局現場會勘' });

const ask = (caseNo: string, until: string, by = handler): Promise<Answer> =>
  by.post(`/cases/${caseNo}/request-extension`, wish(until));
const approve = (caseNo: string, by = supervisor): Promise<Answer> =>
  by.post(`/cases/${caseNo}/approve-extension`, { note: '同意' });

/** A case for whose extension somebody asked. */
async function asked(until: string, difference: object = {}): Promise<string> {
  const caseNo = await open(difference);
  expect((await ask(caseNo, until)).status).toBe(200);
  return caseNo;
}

const clockOf = async (caseNo: string): Promise<Answer['body']> => (await operator.get(`/cases/${caseNo}/clock`)).body;
const seen = async (caseNo: string): Promise<object> => ({ ...(await operator.get(`/cases/${caseNo}`)).body, clock: null });
const extensionsOf = async (caseNo: string): Promise<Answer['body'][]> =>
  (await operator.get(`/cases/${caseNo}/extensions`)).body.items;
const stepsOf = async (caseNo: string): Promise<string[]> =>
  ((await operator.get(`/reminders?caseNo=${caseNo}`)).body.items as { step: string; sentAt: string }[])
    .map(({ step, sentAt }) => `${step} ${sentAt.slice(0, 10)}`)
    .reverse();

describe('an extension', () => {
  test('is asked for, granted by another person, told to the petitioner, counted, and explained by the clock', async () => {
    const caseNo = await open({ petitioner: { email: 'zh@example.org' } });
    const request = await ask(caseNo, '2026-11-27');
    expect(request.body).toMatchObject({
      dueAt: DUE,
      extensions: 0,
      openExtension: { dueAt: '2026-11-27T17:30:00.000+08:00', days: 3, approver: 'AGENCY_SUPERVISOR', reasonCode: 'SITE_VISIT' },
    });
    expect(request.body.openCommands).toEqual(expect.arrayContaining(['approve-extension', 'reject-extension']));

    const granted = await approve(caseNo);
    const until = '2026-11-27T17:30:00.000+08:00';
    expect(granted.body).toMatchObject({ dueAt: until, extensions: 1, openExtension: null, overdue: false });
    expect(granted.body.assignments).toMatchObject([{ agencyCode: 'TY-TRA', dueAt: until }]);
    expect(granted.body.openCommands).not.toContain('approve-extension');

    await city.drain();
    const clock = await clockOf(caseNo);
    expect(clock).toMatchObject({ dueAt: until, state: 'RUNNING', overdue: false });
    expect(clock.ledger).toMatchObject([
      { kind: 'START', dueAt: DUE },
      { kind: 'EXTEND', dueAt: until, until },
    ]);
    expect(clock.ledger[1].text).toEqual({
      'zh-TW': '展期至 2026-11-27 17:30，期限由 2026-11-24 17:30 改為 2026-11-27 17:30',
      en: 'Extended to 2026-11-27 17:30, due 2026-11-27 17:30 instead of 2026-11-24 17:30',
    });
    const lastDays = ['11-23 COUNTED 5', '11-24 COUNTED 6', '11-25 EXTENDED', '11-26 EXTENDED', '11-27 EXTENDED'];
    expect(explainedDays(clock).slice(-5)).toEqual(lastDays);
    expect(clock.days.at(-1).text).toEqual({ 'zh-TW': '展期至 2026-11-27 17:30', en: 'Extended to 2026-11-27 17:30' });
    expect(await seen(caseNo)).toMatchObject({ dueAt: until, version: 3 });
    expect(await extensionsOf(caseNo)).toMatchObject([
      {
        ...{ state: 'APPROVED', fromDueAt: DUE, dueAt: until, days: 3, note: '同意', reason: '須會同警察局現場會勘' },
        requestedBy: { displayName: '桃園市政府交通局 承辦人' },
        decidedBy: { displayName: '桃園市政府交通局 主管' },
      },
    ]);
    expect(await city.templatesTo('zh@example.org')).toEqual(['acknowledgement', 'extended']);
    const { body: told } = await city.letterTo('zh@example.org', 'extended');
    expect(told).toContain('需辦理現場會勘');
    expect(told).toMatch(/2026.*11.*27/);
    expect(told).not.toContain('須會同警察局'); // what was written for the approver
  });

  test('is told in the petitioner’s language', async () => {
    const caseNo = await asked('2026-11-26', { petitioner: { email: 'en@example.org', language: 'en' } });
    await approve(caseNo);
    expect(await city.letterTo('en@example.org', 'extended')).toMatchObject({
      subject: expect.stringContaining('takes longer'),
      body: expect.stringContaining('A joint inspection on site is needed'),
    });
  });

  test('to a day off ends with the next working day, in the answer as in the ledger', async () => {
    const caseNo = await asked('2026-11-28T12:00:00+08:00');
    const granted = await approve(caseNo);
    expect(granted.body.dueAt).toBe('2026-11-30T17:30:00.000+08:00');
    await city.drain();
    expect((await clockOf(caseNo)).dueAt).toBe(granted.body.dueAt);
    expect(await seen(caseNo)).toMatchObject({ dueAt: granted.body.dueAt });
  });

  test('of a limit of hours ends at its hour', async () => {
    const caseNo = await open({}, pothole);
    const keeper = await city.as('handler.ty-rmo');
    await keeper.post(`/cases/${caseNo}/accept`); // or the desk is called every quarter of an hour
    await ask(caseNo, '2026-11-17T03:00:00+08:00', keeper);
    const granted = await approve(caseNo, await city.as('supervisor.ty-rmo'));
    expect(granted.body.dueAt).toBe('2026-11-17T03:00:00.000+08:00');
    await city.drain();
    expect((await clockOf(caseNo)).dueAt).toBe(granted.body.dueAt);
  });

  test('that is rejected leaves the due instant, and another may be asked for', async () => {
    const caseNo = await asked('2026-11-27');
    const rejected = await supervisor.post(`/cases/${caseNo}/reject-extension`, { note: '請如期辦理' });
    expect(rejected.body).toMatchObject({ dueAt: DUE, extensions: 0, openExtension: null });
    expect((await ask(caseNo, '2026-11-25')).status).toBe(200);
    expect(await extensionsOf(caseNo)).toMatchObject([
      { state: 'REJECTED', note: '請如期辦理' },
      { state: 'OPEN', decidedBy: null },
    ]);
  });

  test('of a case that another agency gets is void', async () => {
    const caseNo = await asked('2026-11-27');
    const moved = await supervisor.post(`/cases/${caseNo}/transfer`, { agencyCode: 'TY-PWB', reason: '屬工務局' });
    expect(moved.body.openExtension).toBeNull();
    expect(await extensionsOf(caseNo)).toMatchObject([{ state: 'VOID' }]);
    const [next] = await Promise.all([city.as('handler.ty-pwb')]);
    expect((await ask(caseNo, '2026-11-27', next)).status).toBe(200);
  });
});

describe('who decides', () => {
  test('nobody on their own request', async () => {
    const caseNo = await open();
    await ask(caseNo, '2026-11-27', supervisor);
    for (const command of ['approve-extension', 'reject-extension']) {
      const own = (): Promise<Answer> => supervisor.post(`/cases/${caseNo}/${command}`, {});
      await expectRefused(city, caseNo, own, { status: 403, code: 'extension.own_request' });
    }
    expect((await approve(caseNo, commission)).status).toBe(200);
  });

  test('for more than a week the head of the agency, who looks after the body above; the city always may', async () => {
    const [caseNo, other] = [await open({}, pothole), await asked('2026-12-04')];
    await (await city.as('handler.ty-rmo')).post(`/cases/${caseNo}/accept`);
    const { body } = await operator.get(`/cases/${caseNo}`);
    const until = new Date(Date.parse(body.dueAt as string) + 9 * 86_400_000).toISOString();
    await ask(caseNo, until, await city.as('handler.ty-rmo'));
    const chief = await city.as('supervisor.ty-rmo');
    const low = await approve(caseNo, chief);
    expectProblem(low, { status: 403, code: 'extension.level_too_low' });
    expect(low.body.approver).toBe('AGENCY_HEAD');
    const above = await city.as('supervisor.ty-pwb');
    expect((await above.get(`/cases/${caseNo}/extensions`)).body.items).toMatchObject([
      { approver: 'AGENCY_HEAD', state: 'OPEN' },
    ]);
    expect((await approve(caseNo, above)).body).toMatchObject({ extensions: 1 });
    expectProblem(await approve(caseNo, await city.as('supervisor.ty-lib')), { status: 404, code: 'case.not_found' });

    expectProblem(await approve(other), { status: 403, code: 'extension.level_too_low' });
    expect((await approve(other, commission)).body).toMatchObject({ dueAt: '2026-12-04T17:30:00.000+08:00' });
  });
});

describe('what is refused changes nothing:', () => {
  test.each([
    ['more than the ladder grants', wish('2026-12-25'), 422, 'extension.above_ladder'],
    ['no later than the case is due', wish('2026-11-24'), 422, 'extension.too_short'],
    ['earlier than the case is due', wish('2026-11-20T10:00:00+08:00'), 422, 'extension.too_short'],
    ['a reason that the city does not know', { ...wish('2026-11-27'), reasonCode: 'HOLIDAY' }, 422, 'input.invalid'],
    ['a day that does not exist', wish('2026-11-31'), 422, 'input.invalid'],
    ['no reason', { until: '2026-11-27', reasonCode: 'WORKS' }, 422, 'input.invalid'],
    ['blanks for a reason', { ...wish('2026-11-27'), reason: '  ' }, 422, 'input.invalid'],
    ['a field that does not exist', { ...wish('2026-11-27'), days: 3 }, 422, 'input.invalid'],
  ])('%s', async (_, body, status, code) => {
    const caseNo = await open();
    await expectRefused(city, caseNo, () => handler.post(`/cases/${caseNo}/request-extension`, body), { status, code });
  });

  test('a second request while one is open, a decision where none is', async () => {
    const caseNo = await asked('2026-11-27');
    const second = await ask(caseNo, '2026-11-26');
    expectProblem(second, { status: 409, code: 'case.illegal_command' });
    expect(second.body.openCommands).toContain('approve-extension');
    const calm = await open();
    await expectRefused(city, calm, () => approve(calm), { status: 409, code: 'case.illegal_command' });
  });

  test('a stale version, another agency’s case', async () => {
    const caseNo = await open();
    const stale = (): Promise<Answer> =>
      handler.post(`/cases/${caseNo}/request-extension`, wish('2026-11-27'), { 'if-match': '"7"' });
    await expectRefused(city, caseNo, stale, { status: 412, code: 'case.version_mismatch' });
    const stranger = await city.as('handler.ty-lib');
    await expectRefused(city, caseNo, () => ask(caseNo, '2026-11-27', stranger), { status: 404, code: 'case.not_found' });
  });

  test('of many who decide at once one is heard', async () => {
    const caseNo = await asked('2026-11-27');
    const answers = await Promise.all(Array.from({ length: 5 }, () => approve(caseNo)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
    await city.drain();
    expect((await clockOf(caseNo)).ledger.map(({ kind }: { kind: string }) => kind)).toEqual(['START', 'EXTEND']);
    expect(await seen(caseNo)).toMatchObject({ extensions: 1 });
  });
});

describe('invariant 3: a late case stays late', () => {
  test('what was granted rings at its new time; what was not is overdue for ever, and can be extended no more', async () => {
    const [extended, undecided, late] = [await asked('2026-11-27'), await asked('2026-11-27'), await open()];
    await approve(extended); // nothing has told the clock yet when time goes on
    await city.advanceTo('2026-11-25T09:00:00+08:00');
    expect(await stepsOf(extended)).toEqual([]);
    expect(await stepsOf(late)).toEqual(['EARLY_WARNING 2026-11-23', 'DUE 2026-11-24', 'OVERDUE_1 2026-11-25']);
    await expectRefused(city, undecided, () => approve(undecided), { status: 422, code: 'extension.too_late' });
    await expectRefused(city, late, () => ask(late, '2026-11-27'), { status: 422, code: 'extension.too_late' });
    expect(await extensionsOf(undecided)).toMatchObject([
      { state: 'VOID', decidedAt: expect.stringMatching(/^2026-11-24T17:3/), decidedBy: null },
    ]);
    expect(await seen(undecided)).toMatchObject({ openExtension: null });
    const ends = (await operator.get(`/cases/${undecided}/events`)).body.items.filter(
      ({ type }: { type: string }) => type === 'case.extension_voided',
    );
    expect(ends).toMatchObject([{ actor: { kind: 'SYSTEM' }, public: false, data: { because: 'TIME_OVER' } }]);
    const mail = await city.lettersTo('handler.ty-tra@demonstration.invalid');
    expect(mail.filter(({ template, caseNo }) => template === 'extension-decided' && caseNo === undecided)).toMatchObject([
      { subject: expect.stringContaining('逾時未決') },
    ]);
    for (const caseNo of [undecided, late])
      expect(await seen(caseNo)).toMatchObject({ overdue: true, dueAt: DUE, extensions: 0 });
    expect(await seen(extended)).toMatchObject({ overdue: false });

    await city.advanceTo('2026-11-30T09:00:00+08:00');
    expect(await stepsOf(extended)).toEqual(['EARLY_WARNING 2026-11-26', 'DUE 2026-11-27', 'OVERDUE_1 2026-11-30']);
    await handler.post(`/cases/${late}/accept`);
    await handler.post(`/cases/${late}/close`, { outcome: 'UPHELD', reply: '已調整' });
    expect(await seen(late)).toMatchObject({ overdue: true });
    const [row] = await city.rows<{ since: Date }>(sql`
      SELECT c.overdue_since AS since FROM cases c WHERE c.case_no = ${extended}`);
    expect(row!.since.toISOString()).toBe('2026-11-27T09:30:00.000Z');
  });
});
