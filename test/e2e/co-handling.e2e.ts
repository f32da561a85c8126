import { roadHog, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Answer, type Client, type Letter, startTestApp, type TestApp } from '../support/test-app.ts';

let city: TestApp;
let operator: Client;
let supervisor: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-17T09:00:00+08:00' });
  [operator, supervisor] = [await city.as('operator'), await city.as('supervisor.ty-tra')];
});

afterAll(() => city.close());

const open = async (body: object): Promise<string> => (await operator.post('/petitions', body)).body.case.caseNo;

describe('co-handling', () => {
  test('a co-handler answers for its own part, and the leading agency closes only then, with one reply', async () => {
    const caseNo = await open(roadHog);
    const helper = await city.as('handler.ty-oem');
    const lead = await city.as('handler.ty-pp02');
    expect((await helper.get(`/cases/${caseNo}`)).body.assignments).toMatchObject([
      { agencyCode: 'TY-PP02', role: 'LEAD' },
      { agencyCode: 'TY-OEM', role: 'CO_HANDLER', status: 'ASSIGNED', answer: null },
    ]);
    expect((await lead.post(`/cases/${caseNo}/accept`)).body.assignments).toMatchObject([
      { status: 'ACCEPTED' },
      { status: 'ASSIGNED' },
    ]);
    const helping = await helper.post(`/cases/${caseNo}/accept`);
    expect(helping.body).toMatchObject({ status: 'IN_PROGRESS', assignments: [{}, { status: 'ACCEPTED' }] });
    expectProblem(await helper.post(`/cases/${caseNo}/accept`), { status: 409, code: 'case.illegal_command' });
    const reply = { outcome: 'UPHELD', reply: '已清除' };
    expectProblem(await helper.post(`/cases/${caseNo}/close`, reply), { status: 403, code: 'case.not_lead_agency' });
    const early = await lead.post(`/cases/${caseNo}/close`, reply);
    expectProblem(early, { status: 409, code: 'case.co_handlers_open' });
    expect(early.body.agencyCodes).toEqual(['TY-OEM']);
    const answered = await helper.post(`/cases/${caseNo}/submit-reply`, { outcome: 'INFORMATION', text: '噪音已量測' });
    expect(answered.body).toMatchObject({
      status: 'IN_PROGRESS',
      reply: null,
      assignments: [{}, { status: 'ANSWERED', answer: '噪音已量測' }],
    });
    expectProblem(await helper.post(`/cases/${caseNo}/submit-reply`, { outcome: 'INFORMATION', text: 'x' }), {
      status: 409,
      code: 'case.illegal_command',
    });
    expect((await lead.post(`/cases/${caseNo}/close`, reply)).body).toMatchObject({ status: 'CLOSED', reply: '已清除' });
  });

  test('an agency is asked to help and told why, may decline, and another is done without; what it wrote stays', async () => {
    const caseNo = await open(signalTiming);
    const add = (agencyCode: string): ReturnType<typeof supervisor.post> =>
      supervisor.post(`/cases/${caseNo}/add-co-handler`, { agencyCode, reason: '需路燈資料' });
    const asked = await add('TY-OEM');
    expect(asked.body.assignments).toMatchObject([{ role: 'LEAD' }, { agencyCode: 'TY-OEM', role: 'CO_HANDLER' }]);
    expectProblem(await add('TY-OEM'), { status: 422, code: 'case.already_on_case' });
    expectProblem(await add('TY-NONE'), { status: 422, code: 'input.invalid' });
    expect(await city.templatesTo('supervisor.ty-oem@demonstration.invalid', caseNo)).toEqual(['dispatched']);
    const helper = await city.as('handler.ty-oem');
    const left = await helper.post(`/cases/${caseNo}/return`, { reason: '無此資料' });
    expect(left.status).toBe(200);
    expect((await helper.get(`/cases/${caseNo}`)).body).toMatchObject({ access: 'FORMER', subject: null, description: null });
    expectProblem(await helper.post(`/cases/${caseNo}/note`, { text: 'x' }), { status: 404, code: 'case.not_found' });
    await add('TY-LIB');
    const remove = { agencyCode: 'TY-LIB', reason: '已不需要' };
    expect((await supervisor.post(`/cases/${caseNo}/remove-co-handler`, remove)).body.assignments).toHaveLength(1);
    expectProblem(await supervisor.post(`/cases/${caseNo}/remove-co-handler`, remove), {
      status: 422,
      code: 'case.not_co_handler',
    });
    const events = (await supervisor.get(`/cases/${caseNo}/events`)).body.items.map(({ type }: { type: string }) => type);
    expect(events.filter((type: string) => type.startsWith('case.co_handler'))).toEqual([
      'case.co_handler_added',
      'case.co_handler_returned',
      'case.co_handler_added',
      'case.co_handler_removed',
    ]);
  });
});

test('a helper that has answered has nothing left to do: no list of open cases shows it that case, and none counts it', async () => {
  const caseNo = await open(roadHog);
  const [helper, lead] = [await city.as('handler.ty-oem'), await city.as('handler.ty-pp02')];
  await lead.post(`/cases/${caseNo}/accept`);
  const told = async (query: string): Promise<[boolean, boolean]> => {
    const { items, total } = (await helper.get(`/cases?limit=200&count=true&q=${caseNo}&${query}`)).body;
    return [items.some((item: { caseNo: string }) => item.caseNo === caseNo), total === 1];
  };
  const open_ = ['status=IN_PROGRESS', 'status=IN_PROGRESS&sort=-createdAt', 'status=IN_PROGRESS&access=FULL&sort=-createdAt'];
  for (const query of open_) expect([query, ...(await told(query))]).toEqual([query, true, true]);
  await helper.post(`/cases/${caseNo}/submit-reply`, { outcome: 'INFORMATION', text: '噪音已量測' });
  for (const query of open_) expect([query, ...(await told(query))]).toEqual([query, false, false]);
  for (const query of ['', 'sort=dueAt', 'status=IN_PROGRESS,CLOSED'])
    expect([query, ...(await told(query))]).toEqual([query, true, true]);
});

describe('whoever leads the case is told', () => {
  const SIGNALS = 'handler.ty-tra@demonstration.invalid';
  const HEADS = 'supervisor.ty-tra@demonstration.invalid';
  const toldOf = async (address: string, caseNo: string): Promise<Letter[]> =>
    (await city.lettersTo(address)).filter((letter) => letter.caseNo === caseNo && letter.template.startsWith('co-handler'));
  const templates = async (address: string, caseNo: string): Promise<string[]> =>
    (await toldOf(address, caseNo)).map(({ template }) => template).sort();
  const add = (caseNo: string, agencyCode: string): Promise<Answer> =>
    supervisor.post(`/cases/${caseNo}/add-co-handler`, { agencyCode, reason: '需路燈資料' });
  const asked = async (): Promise<string> => {
    const caseNo = await open(signalTiming);
    await add(caseNo, 'TY-OEM');
    await add(caseNo, 'TY-LIB');
    return caseNo;
  };
  const answer = async (caseNo: string, agency: string): Promise<Answer> =>
    (await city.as(`handler.${agency}`)).post(`/cases/${caseNo}/submit-reply`, { outcome: 'INFORMATION', text: '路燈正常' });
  const decline = async (caseNo: string, agency: string): Promise<Answer> =>
    (await city.as(`handler.${agency}`)).post(`/cases/${caseNo}/return`, { reason: '無此資料' });

  test('when a helper has answered, when one declines, and when nobody is waited for any more', async () => {
    const caseNo = await asked();
    await (await city.as('handler.ty-tra')).post(`/cases/${caseNo}/accept`);
    expect((await answer(caseNo, 'ty-oem')).status).toBe(200);
    expect(await templates(SIGNALS, caseNo)).toEqual(['co-handler-answered']);
    expect((await decline(caseNo, 'ty-lib')).status).toBe(200);
    const letters = await toldOf(SIGNALS, caseNo);
    const bodyOf = (template: string): string => letters.find((letter) => letter.template === template)!.body;
    expect(letters).toHaveLength(3);
    const { agencyName } = (await supervisor.get(`/cases/${caseNo}`)).body.assignments.find(
      (leg: { agencyCode: string }) => leg.agencyCode === 'TY-OEM',
    );
    expect(bodyOf('co-handler-answered')).toContain(agencyName);
    expect(bodyOf('co-handler-returned')).toContain('無此資料');
    expect(bodyOf('co-handlers-done')).toContain('答復陳情人');
    expect(await templates(HEADS, caseNo)).toEqual([]);
    const events = (await supervisor.get(`/cases/${caseNo}/events`)).body.items.map(({ type }: { type: string }) => type);
    expect(events.filter((type: string) => type === 'case.co_handlers_done')).toHaveLength(1);
  });

  test('at the desk of its agency, when nobody handles it yet', async () => {
    const caseNo = await asked();
    await decline(caseNo, 'ty-lib');
    await answer(caseNo, 'ty-oem');
    expect(await templates(HEADS, caseNo)).toEqual(['co-handler-answered', 'co-handler-returned', 'co-handlers-done']);
    expect(await templates(SIGNALS, caseNo)).toEqual([]);
  });

  test('of a helper who declines, and no more than that where nobody else was asked', async () => {
    const caseNo = await open(signalTiming);
    await add(caseNo, 'TY-OEM');
    await decline(caseNo, 'ty-oem');
    expect(await templates(HEADS, caseNo)).toEqual(['co-handler-returned']);
  });

  test('of nothing that it did itself', async () => {
    const caseNo = await asked();
    for (const agencyCode of ['TY-OEM', 'TY-LIB'])
      await supervisor.post(`/cases/${caseNo}/remove-co-handler`, { agencyCode, reason: '已不需要' });
    expect(await templates(HEADS, caseNo)).toEqual([]);
  });
});

describe('each leg has a clock of its own', () => {
  /** The simulated clock runs on while a command is given. */
  const about = (minutes: number): unknown => expect.closeTo(minutes, -1);
  const clockOf = async (caseNo: string): Promise<Answer['body']> => (await supervisor.get(`/cases/${caseNo}/clock`)).body;

  test('that charges each agency the time for which it had the case, by the office’s hours, and says so in words', async () => {
    const caseNo = await open(signalTiming);
    const [lead, helper] = [await city.as('handler.ty-tra'), await city.as('handler.ty-oem')];
    await city.advanceTo('2026-11-17T09:30:00+08:00');
    await lead.post(`/cases/${caseNo}/accept`);
    await city.advanceTo('2026-11-17T10:00:00+08:00');
    await lead.post(`/cases/${caseNo}/note`, { text: '會勘' });
    await supervisor.post(`/cases/${caseNo}/add-co-handler`, { agencyCode: 'TY-OEM', reason: '路燈資料' });
    await supervisor.post(`/cases/${caseNo}/add-co-handler`, { agencyCode: 'TY-LIB', reason: '看看' });
    await city.advanceTo('2026-11-17T11:00:00+08:00');
    await helper.post(`/cases/${caseNo}/accept`);
    await supervisor.post(`/cases/${caseNo}/remove-co-handler`, { agencyCode: 'TY-LIB', reason: '不必了' });
    await city.advanceTo('2026-11-17T14:30:00+08:00'); // with the noon break between
    await helper.post(`/cases/${caseNo}/submit-reply`, { outcome: 'INFORMATION', text: '路燈正常' });
    await city.advanceTo('2026-11-18T09:30:00+08:00');
    const clock = await clockOf(caseNo);
    const opened = clock.legs[0].assignedAt as string;
    expect(clock.legs).toMatchObject([
      { agencyCode: 'TY-TRA', role: 'LEAD', state: 'RUNNING', until: null, assignedAt: opened, dueAt: clock.dueAt },
      {
        agencyCode: 'TY-OEM',
        role: 'CO_HANDLER',
        state: 'STOPPED',
        status: 'ANSWERED',
        heldMinutes: about(210),
        acceptedAfterMinutes: about(60),
      },
      {
        agencyCode: 'TY-LIB',
        role: 'CO_HANDLER',
        state: 'STOPPED',
        status: 'WAIVED',
        heldMinutes: about(60),
        acceptedAfterMinutes: null,
      },
    ]);
    expect(clock.legs[0]).toMatchObject({ heldMinutes: clock.ranMinutes, acceptedAfterMinutes: about(30) });
    expect(clock.legs[1].text).toEqual({
      'zh-TW': expect.stringMatching(/^協辦，分派後 .*受理，經手 3 小時.*，已答復$/),
      en: expect.stringMatching(/^Co-handler: accepted after .*, held for 3 h.*, answered$/),
    });
    await lead.post(`/cases/${caseNo}/close`, { outcome: 'UPHELD', reply: '已調整' });
    await city.drain();
    await city.advanceTo('2026-11-19T09:30:00+08:00');
    expect(await clockOf(caseNo)).toMatchObject({
      ranMinutes: about(510),
      legs: [{ state: 'STOPPED', heldMinutes: about(510) }, {}, {}],
    });
  });

  test('that stands still with the case, and is due no later than it', async () => {
    const caseNo = await open(signalTiming);
    const lead = await city.as('handler.ty-tra');
    await lead.post(`/cases/${caseNo}/accept`);
    await supervisor.post(`/cases/${caseNo}/add-co-handler`, { agencyCode: 'TY-OEM', reason: '路燈資料' });
    await city.advanceTo('2026-11-19T10:30:00+08:00');
    await lead.post(`/cases/${caseNo}/request-supplement`, { question: '哪一支路燈？', replyWithinDays: 3 });
    await city.drain();
    await city.advanceTo('2026-11-19T16:30:00+08:00');
    const still = await clockOf(caseNo);
    expect(still.legs).toMatchObject([
      { state: 'PAUSED', heldMinutes: about(60) },
      { state: 'PAUSED', heldMinutes: about(60), dueAt: still.dueAt },
    ]);
    await operator.post(`/cases/${caseNo}/receive-supplement`, { text: '轉角那支' });
    await city.drain();
    await city.advanceTo('2026-11-19T17:00:00+08:00');
    const again = await clockOf(caseNo);
    expect(again.dueAt > still.dueAt).toBe(true);
    expect(again.legs).toMatchObject([
      { state: 'RUNNING', heldMinutes: about(90) },
      { state: 'RUNNING', heldMinutes: about(90), dueAt: again.dueAt },
    ]);
  });
});
