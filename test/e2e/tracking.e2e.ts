import { explainedDays } from '../support/explained-clock.ts';
import { signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Answer, type Client, startTestApp, type TestApp } from '../support/test-app.ts';

let city: TestApp;
let cityLevel: Client;
let handler: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-16T09:00:00+08:00' });
  [cityLevel, handler] = [await city.as('city'), await city.as('handler.ty-tra')];
});

afterAll(() => city.close());

async function closed(email: string): Promise<string> {
  const petitioner = { email, preferredContact: 'EMAIL' };
  const { body } = await (await city.as('operator')).post('/petitions', { ...signalTiming, petitioner });
  const { caseNo } = body.case;
  await handler.post(`/cases/${caseNo}/accept`);
  await handler.post(`/cases/${caseNo}/close`, { outcome: 'UPHELD', reply: '將於年底前改善。' });
  await city.drain();
  return caseNo;
}

const track = (caseNo: string, body: object = {}): Promise<Answer> =>
  cityLevel.post(`/cases/${caseNo}/track`, { until: '2026-12-31', reason: '號誌改善尚未完成', ...body });

describe('continued tracking', () => {
  test('invariant 10: keeps the result of the first clock and begins a second, until the promised day; the petitioner is told', async () => {
    const caseNo = await closed('tracked@example.org');
    const { status, body } = await track(caseNo);
    expect([status, body.status, body.trackingLevel]).toEqual([200, 'CONTINUED_TRACKING', 'CITY']);
    expect(body).toMatchObject({ dueAt: '2026-12-31T17:30:00.000+08:00', closedAt: null, outcome: null });
    await city.drain();
    const clock = (await handler.get(`/cases/${caseNo}/clock`)).body;
    expect(clock).toMatchObject({ state: 'RUNNING', dueAt: '2026-12-31T17:30:00.000+08:00', overdue: false });
    expect(clock.ledger.map(({ kind }: { kind: string }) => kind)).toEqual(['START', 'STOP', 'START']);
    const days = explainedDays(clock);
    expect([days.length, days[0], days.at(-1)]).toEqual([46, '11-16 PROMISED', '12-31 PROMISED']);
    expect(clock.days.at(-1).text).toEqual({ 'zh-TW': '承諾至 2026-12-31 17:30', en: 'Promised by 2026-12-31 17:30' });
    expect(await city.templatesTo('tracked@example.org', caseNo)).toContain('tracked');
    const atWork = await city.letterTo('supervisor.ty-tra@demonstration.invalid', 'tracking', caseNo);
    expect(atWork.body).toContain('號誌改善尚未完成');

    expect((await cityLevel.get('/cases?tracking=CITY')).body.items.map((of: { caseNo: string }) => of.caseNo)).toContain(caseNo);
    expect((await cityLevel.get('/cases?tracking=BUREAU')).body.items).toEqual([]);
    const done = await handler.post(`/cases/${caseNo}/close`, { outcome: 'UPHELD', reply: '已改善完成。' });
    expect(done.body).toMatchObject({ status: 'CLOSED', reply: '已改善完成。', overdue: false, trackingLevel: 'CITY' });
    const told = await city.templatesTo('tracked@example.org', caseNo);
    expect(told.filter((template) => template === 'reply')).toHaveLength(2);
  });

  test('is for a day to come, of a closed case, and by the city alone; nothing changes when it is refused', async () => {
    const caseNo = await closed('refused@example.org');
    const before = (await cityLevel.get(`/cases/${caseNo}`)).body;
    expectProblem(await track(caseNo, { until: '2026-11-15' }), { status: 422, code: 'case.promise_past' });
    expectProblem(await track(caseNo, { until: 'soon' }), { status: 422, code: 'input.invalid' });
    expectProblem(await track(caseNo, { level: 'STATE' }), { status: 422, code: 'input.invalid' });
    expectProblem(await handler.post(`/cases/${caseNo}/track`, { until: '2026-12-31', reason: 'x' }), {
      status: 403,
      code: 'auth.not_allowed',
    });
    expect((await cityLevel.get(`/cases/${caseNo}`)).body).toEqual(before);
  });
});

describe('a promise', () => {
  const promise = (caseNo: string, until: string): Promise<Answer> =>
    handler.post(`/cases/${caseNo}/promise`, { text: '完成現場測量', until });

  test('is reminded of on the eve and when its time is over, at the agency and at the city; a kept one is not', async () => {
    const caseNo = await closed('promised@example.org');
    await track(caseNo);
    expect((await promise(caseNo, '2026-11-20')).body.promises).toMatchObject([
      { text: '完成現場測量', until: '2026-11-20T17:30:00.000+08:00', keptAt: null },
    ]);
    const second = (await promise(caseNo, '2026-11-19')).body.promises[1].id;
    const kept = await handler.post(`/cases/${caseNo}/keep-promise`, { promiseId: second, note: '已測量' });
    expect(kept.body.promises[1]).toMatchObject({ id: second, keptAt: expect.any(String) });
    await city.drain();
    await city.advanceTo('2026-11-20T18:00:00+08:00');
    for (const address of ['supervisor.ty-tra@demonstration.invalid', 'city@demonstration.invalid']) {
      const reminders = (await city.lettersTo(address, caseNo)).filter(({ template }) => template === 'promise');
      expect(reminders.map(({ subject }) => subject)).toEqual([
        expect.stringContaining('即將到期'),
        expect.stringContaining('已逾期'),
      ]);
      expect(reminders[0]!.body).toContain('完成現場測量');
    }
  });

  test('is for a day to come and before the end of the tracking, and is kept once', async () => {
    const caseNo = await closed('odd@example.org');
    expectProblem(await promise(caseNo, '2026-12-01'), { status: 409, code: 'case.illegal_command' });
    await track(caseNo, { level: 'BUREAU' });
    expectProblem(await promise(caseNo, '2026-11-01'), { status: 422, code: 'case.promise_past' });
    expectProblem(await promise(caseNo, '2027-01-04'), { status: 422, code: 'case.promise_beyond_tracking' });
    const { id: promiseId } = (await promise(caseNo, '2026-12-01')).body.promises[0];
    const keep = (): Promise<Answer> => handler.post(`/cases/${caseNo}/keep-promise`, { promiseId, note: '完成' });
    expect((await keep()).status).toBe(200);
    expectProblem(await keep(), { status: 422, code: 'case.no_such_promise' });
  });
});

describe('the day until which a case is tracked', () => {
  test('invariant 10: may be moved: what was promised first stays in the history, all are told, and what was late stays late', async () => {
    const caseNo = await closed('moved@example.org');
    await track(caseNo, { until: '2026-12-04', level: 'BUREAU' });
    const moved = await track(caseNo, { until: '2026-12-11', reason: '材料延誤' });
    expect([moved.status, moved.body]).toMatchObject([
      200,
      { status: 'CONTINUED_TRACKING', trackingLevel: 'BUREAU', dueAt: '2026-12-11T17:30:00.000+08:00', overdue: false },
    ]);
    await city.drain();
    const ledgerOf = async (): Promise<object[]> => (await handler.get(`/cases/${caseNo}/clock`)).body.ledger;
    expect(await ledgerOf()).toMatchObject([
      { kind: 'START' },
      { kind: 'STOP' },
      { kind: 'START', dueAt: '2026-12-04T17:30:00.000+08:00' },
      { kind: 'STOP' },
      { kind: 'START', dueAt: '2026-12-11T17:30:00.000+08:00' },
    ]);
    const events = (await cityLevel.get(`/cases/${caseNo}/events`)).body.items as { type: string; data: object }[];
    const first = new Date('2026-12-04T17:30:00+08:00').toISOString();
    expect(events.filter(({ type }) => type === 'case.tracked').map(({ data }) => data)).toMatchObject([
      { until: first, level: 'BUREAU' },
      { until: new Date('2026-12-11T17:30:00+08:00').toISOString(), from: first, level: 'BUREAU', reason: '材料延誤' },
    ]);
    const told = (await city.lettersTo('moved@example.org', caseNo)).filter(({ template }) => template === 'tracked');
    expect(told.map(({ body }) => /12月0?(4|11)日/.exec(body)?.[1]).sort()).toEqual(['11', '4']);

    const { promises } = (await handler.post(`/cases/${caseNo}/promise`, { text: '完成測量', until: '2026-12-10' })).body;
    expectProblem(await track(caseNo, { until: '2026-12-08' }), { status: 422, code: 'case.tracking_before_promise' });
    await handler.post(`/cases/${caseNo}/keep-promise`, { promiseId: promises[0].id, note: '已測量' });
    expect((await track(caseNo, { until: '2026-12-08' })).body.dueAt).toBe('2026-12-08T17:30:00.000+08:00');
    await city.drain();
    await city.advanceTo('2026-12-09T09:00:00+08:00');
    expect((await cityLevel.get(`/cases/${caseNo}`)).body.overdue).toBe(true);
    await track(caseNo, { until: '2026-12-18' });
    await city.drain();
    expect((await cityLevel.get(`/cases/${caseNo}`)).body).toMatchObject({
      dueAt: '2026-12-18T17:30:00.000+08:00',
      overdue: false,
    });
    const done = await handler.post(`/cases/${caseNo}/close`, { outcome: 'UPHELD', reply: '已改善完成。' });
    expect(done.body).toMatchObject({ status: 'CLOSED', overdue: true });
  });
});

describe('where replies need approval, a tracked case', () => {
  let strict: TestApp;

  beforeAll(async () => {
    const approvals = [{ agencyCode: 'TY-TRA', categoryCode: null, categoryGroup: null, levels: 1 as const }];
    strict = await startTestApp({ startsAt: '2026-11-16T09:00:00+08:00', replies: { approvals } });
  });

  afterAll(() => strict.close());

  test('whose reply is rejected is tracked further, and its promises ring, also while a reply waits', async () => {
    const [own, head, commission] = (await Promise.all(
      ['handler.ty-tra', 'supervisor.ty-tra', 'city'].map((name) => strict.as(name)),
    )) as [Client, Client, Client];
    const { caseNo } = (await (await strict.as('operator')).post('/petitions', signalTiming)).body.case as { caseNo: string };
    const handIn = (text: string): Promise<Answer> => own.post(`/cases/${caseNo}/submit-reply`, { text, outcome: 'UPHELD' });
    await own.post(`/cases/${caseNo}/accept`);
    await handIn('將於年底前改善。');
    await head.post(`/cases/${caseNo}/approve-reply`);
    await commission.post(`/cases/${caseNo}/track`, { until: '2026-12-31', reason: '尚未完成' });
    await own.post(`/cases/${caseNo}/promise`, { text: '完成測量', until: '2026-11-18' });
    await own.post(`/cases/${caseNo}/promise`, { text: '完成施工', until: '2026-11-25' });
    await handIn('已完成測量。');
    await strict.advanceTo('2026-11-18T18:00:00+08:00'); // the first promise rings while the reply waits

    const rejected = await head.post(`/cases/${caseNo}/reject-reply`, { note: '尚未施工' });
    expect(rejected.body).toMatchObject({ status: 'CONTINUED_TRACKING', trackingLevel: 'CITY', approval: null });
    expect(rejected.body).toMatchObject({
      dueAt: '2026-12-31T17:30:00.000+08:00',
      promises: [{ keptAt: null }, { keptAt: null }],
    });
    expect((await commission.get('/cases?tracking=CITY')).body.items).toMatchObject([{ caseNo }]);
    await strict.advanceTo('2026-11-25T18:00:00+08:00');
    const letters = (await strict.lettersTo('supervisor.ty-tra@demonstration.invalid')).filter(
      (letter) => letter.template === 'promise',
    );
    for (const text of ['完成測量', '完成施工']) {
      const subjects = letters.filter(({ body }) => body.includes(text)).map(({ subject }) => subject);
      expect(subjects.sort()).toEqual([expect.stringContaining('即將到期'), expect.stringContaining('已逾期')]);
    }
    await handIn('已完工。');
    expect((await head.post(`/cases/${caseNo}/approve-reply`)).body).toMatchObject({ status: 'CLOSED', trackingLevel: 'CITY' });
  });
});
