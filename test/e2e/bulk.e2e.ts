import { pothole, roadHog, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Answer, type Client, startTestApp, type TestApp } from '../support/test-app.ts';

let city: TestApp;
let operator: Client;
let dispatcher: Client;
let handler: Client;
let chief: Client;
let handlerId: string;

beforeAll(async () => {
  const rule = { agencyCode: null, categoryCode: null, categoryGroup: null };
  city = await startTestApp({
    startsAt: '2026-11-17T09:00:00+08:00',
    replies: { approvals: [{ ...rule, categoryGroup: 'TF', levels: 1 }] },
  });
  [operator, dispatcher, handler, chief] = (await Promise.all(
    ['operator', 'dispatcher', 'handler.ty-tra', 'supervisor.ty-tra'].map((name) => city.as(name)),
  )) as [Client, Client, Client, Client];
  handlerId = (await handler.get('/auth/me')).body.id;
});

afterAll(() => city.close());

const open = async (body: object = signalTiming): Promise<string> => (await operator.post('/petitions', body)).body.case.caseNo;
const bulk = (client: Client, command: string, caseNos: readonly string[], body?: object): Promise<Answer> =>
  client.post('/cases/bulk', { command, caseNos, ...(body && { body }) });
const statusOf = async (caseNo: string): Promise<string> => (await operator.get(`/cases/${caseNo}`)).body.status;

describe('a command to a list', () => {
  test('is done for each case by itself, and each is told its own result', async () => {
    const [first, second, foreign, taken] = [await open(), await open(), await open(pothole), await open()];
    await handler.post(`/cases/${taken}/accept`);
    const { status, body } = await bulk(handler, 'accept', [first, foreign, taken, 'nonsense', second]);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      done: 2,
      refused: 3,
      results: [
        { caseNo: first, status: 200, code: null, version: 2 },
        { caseNo: foreign, status: 404, code: 'case.not_found', version: null },
        { caseNo: taken, status: 409, code: 'case.illegal_command', version: null },
        { caseNo: 'nonsense', status: 404, code: 'case.not_found', version: null },
        { caseNo: second, status: 200, code: null, version: 2 },
      ],
    });
    expect(await statusOf(second)).toBe('IN_PROGRESS');
    expect(await statusOf(foreign)).toBe('DISPATCHED');
    expect((await operator.get(`/cases/${first}`)).body.handler.id).toBe(handlerId);
  });

  test('assigns, notes and approves', async () => {
    const caseNos = [await open(), await open()];
    expect((await bulk(chief, 'assign', caseNos, { handlerId })).body.done).toBe(2);
    expect((await bulk(operator, 'note', caseNos, { text: '颱風期間一併說明' })).body.done).toBe(2);
    for (const caseNo of caseNos) {
      await handler.post(`/cases/${caseNo}/accept`);
      await handler.post(`/cases/${caseNo}/submit-reply`, { text: '已調整', outcome: 'UPHELD' });
    }
    const approved = await bulk(chief, 'approve-reply', caseNos, { note: '可' });
    expect(approved.body).toMatchObject({ done: 2, refused: 0 });
    expect(await Promise.all(caseNos.map(statusOf))).toEqual(['CLOSED', 'CLOSED']);
  });

  test('reaches as far as the command alone: the words of a refusal are the reader’s', async () => {
    const caseNo = await open();
    await chief.post(`/cases/${caseNo}/accept`, {});
    await chief.post(`/cases/${caseNo}/submit-reply`, { text: '已調整', outcome: 'UPHELD' });
    const own = await chief.post('/cases/bulk', { command: 'approve-reply', caseNos: [caseNo] }, { 'accept-language': 'en' });
    expect(own.body.results).toMatchObject([
      { status: 403, code: 'reply.own_reply', detail: 'Nobody decides about a reply of their own' },
    ]);
    expectProblem(await bulk(operator, 'accept', [caseNo]), { status: 403, code: 'auth.not_allowed' });
    expectProblem(await bulk(handler, 'approve-reply', [caseNo]), { status: 403, code: 'auth.not_allowed' });
  });

  test.each([
    ['no command', { caseNos: ['C26-000001-9'] }, { command: 'field.required' }],
    ['another command', { command: 'close', caseNos: ['C26-000001-9'] }, { command: 'field.not_allowed' }],
    ['no case', { command: 'note', caseNos: [], body: { text: 'x' } }, { caseNos: 'field.too_few' }],
    ['a case twice', { command: 'note', caseNos: ['a', 'a'], body: { text: 'x' } }, { caseNos: 'field.duplicate' }],
    [
      'too many',
      { command: 'note', caseNos: Array.from({ length: 101 }, String), body: { text: 'x' } },
      { caseNos: 'field.too_many' },
    ],
    ['a body that the command would refuse', { command: 'note', caseNos: ['a'], body: {} }, { 'body.text': 'field.required' }],
    ['an unknown field within', { command: 'accept', caseNos: ['a'], body: { x: 1 } }, { 'body.x': 'field.unknown' }],
    ['what is no body', { command: 'accept', caseNos: ['a'], body: 'x' }, { body: 'field.type' }],
  ])('with %s is refused as a whole', async (_, body, fields) => {
    expectProblem(await handler.post('/cases/bulk', body), { status: 422, code: 'input.invalid', fields });
  });
});

describe('untouched work', () => {
  test('is taken back from a handler by the head of the agency, and goes to another', async () => {
    const caseNo = await open();
    await chief.post(`/cases/${caseNo}/assign`, { handlerId });
    const back = await chief.post(`/cases/${caseNo}/take-back`, { reason: '另派' });
    expect(back.body).toMatchObject({ status: 'DISPATCHED', handler: null, leadAgency: { code: 'TY-TRA' }, reroutes: 0 });
    expect(await city.templatesTo('handler.ty-tra@demonstration.invalid', caseNo)).toContain('taken-back');
    expectProblem(await chief.post(`/cases/${caseNo}/take-back`, { reason: '另派' }), {
      status: 409,
      code: 'case.nothing_to_take_back',
    });
  });

  test('is taken back from a helper’s handler by the helper’s head', async () => {
    const caseNo = await open(roadHog);
    const helper = await city.as('supervisor.ty-oem');
    const id = (await (await city.as('handler.ty-oem')).get('/auth/me')).body.id as string;
    await helper.post(`/cases/${caseNo}/assign`, { handlerId: id });
    expect((await helper.post(`/cases/${caseNo}/take-back`, { reason: 'x' })).status).toBe(200);
  });

  test('is taken back from an agency by a dispatcher, who sends it elsewhere; the agency and the petitioner are told', async () => {
    const caseNo = await open({ ...signalTiming, petitioner: { email: 'moved@example.org' } });
    const back = await dispatcher.post(`/cases/${caseNo}/take-back`, { reason: '派錯機關' });
    expect(back.body).toMatchObject({ status: 'TRIAGE', reroutes: 0, handler: null, leadAgency: { code: 'TY-TRA' } });
    const told = await city.letterTo('supervisor.ty-tra@demonstration.invalid', 'taken-back', caseNo);
    expect(told.body).toContain('收回理由：派錯機關');
    await dispatcher.post(`/cases/${caseNo}/dispatch`, { agencyCode: 'TY-PWB', reason: '改派' });
    expect(await city.templatesTo('moved@example.org')).toContain('transferred');
  });

  test('is no longer untouched when it has been accepted', async () => {
    const caseNo = await open();
    await handler.post(`/cases/${caseNo}/accept`);
    for (const client of [chief, dispatcher]) {
      expectProblem(await client.post(`/cases/${caseNo}/take-back`, { reason: 'x' }), {
        status: 409,
        code: 'case.illegal_command',
      });
    }
    expectProblem(await dispatcher.post(`/cases/${await open()}/take-back`, {}), { status: 422, code: 'input.invalid' });
  });
});
