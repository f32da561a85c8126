import { libraryLetter, pothole, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Answer, type Client, startTestApp, type TestApp } from '../support/test-app.ts';

const NOBODYS = '00000000-0000-4000-8000-000000000000';

let city: TestApp;
let operator: Client;
let handler: Client;
let dispatcher: Client;

beforeEach(async () => {
  const rule = { agencyCode: null, categoryCode: null, categoryGroup: null };
  city = await startTestApp({
    startsAt: '2026-11-17T09:00:00+08:00',
    replies: {
      approvals: [
        { ...rule, agencyCode: 'TY-RMO', levels: 2 },
        { ...rule, categoryCode: 'TF-001', levels: 2 },
      ],
    },
  });
  [operator, handler, dispatcher] = (await Promise.all(
    ['operator', 'handler.ty-tra', 'dispatcher'].map((name) => city.as(name)),
  )) as [Client, Client, Client];
});

afterEach(() => city.close());

const open = async (body: object = signalTiming): Promise<string> => (await operator.post('/petitions', body)).body.case.caseNo;
const list = (client: Client, query: string): Promise<Answer> => client.get(`/cases?count=true&${query}`);
const numbers = async (client: Client, query: string): Promise<string[]> =>
  (await list(client, query)).body.items.map(({ caseNo }: { caseNo: string }) => caseNo);

describe('a shortlist', () => {
  test('keeps cases at hand, each person’s own', async () => {
    const [first, second] = [await open(), await open()];
    expect((await handler.put(`/me/shortlist/${first}`)).status).toBe(204);
    expect((await handler.put(`/me/shortlist/${first}`)).status).toBe(204); // it is there already
    expect(await numbers(handler, 'shortlist=true')).toEqual([first]);
    expect(await numbers(handler, 'shortlist=false')).toEqual([second]);
    const { body } = await list(handler, 'shortlist=true');
    expect(body).toMatchObject({ total: 1, items: [{ marks: { shortlisted: true } }] });
    expect(await numbers(await city.as('supervisor.ty-tra'), 'shortlist=true')).toEqual([]);
    expect((await handler.delete(`/me/shortlist/${first}`)).status).toBe(204);
    expect(await numbers(handler, 'shortlist=true')).toEqual([]);
    expectProblem(await handler.delete(`/me/shortlist/${first}`), { status: 404, code: 'case.not_found' });
  });

  test('holds nothing that its owner may not see', async () => {
    const foreign = await open(pothole);
    for (const caseNo of [foreign, 'C26-000000-0', 'nonsense']) {
      expectProblem(await handler.put(`/me/shortlist/${caseNo}`), { status: 404, code: 'case.not_found' });
    }
    const caseNo = await open();
    await handler.put(`/me/shortlist/${caseNo}`);
    await dispatcher.post(`/cases/${caseNo}/transfer`, { agencyCode: 'TY-PWB', reason: 'x' });
    expect(await numbers(handler, 'shortlist=true')).toEqual([]);
    expect((await handler.delete(`/me/shortlist/${caseNo}`)).status).toBe(204);
  });
});

describe('what is new', () => {
  test('is what came since I looked, in lists, flags and counts alike', async () => {
    const [first, second] = [await open(), await open()];
    expect((await list(handler, 'newSince=true')).body.total).toBe(2);
    await city.advanceTo('2026-11-17T09:10:00+08:00');
    const looked = await handler.put('/me/looked');
    expect(looked.body).toMatchObject({ list: null, lookedAt: expect.stringMatching(/^2026-11-17T09:1/) });
    expect((await list(handler, 'newSince=true')).body).toMatchObject({ items: [], total: 0 });
    await city.advanceTo('2026-11-17T09:20:00+08:00');
    const third = await open();
    expect((await list(handler, 'newSince=true')).body.total).toBe(1);
    expect(await numbers(handler, 'newSince=true')).toEqual([third]);
    expect((await numbers(handler, 'newSince=false')).sort()).toEqual([first, second].sort());
    const flags = (await list(handler, 'status=DISPATCHED')).body.items as { caseNo: string; marks: { new: boolean } }[];
    expect(new Map(flags.map(({ caseNo, marks }) => [caseNo, marks.new]))).toEqual(
      new Map([
        [first, false],
        [second, false],
        [third, true],
      ]),
    );
    expect((await list(await city.as('supervisor.ty-tra'), 'newSince=true')).body.total).toBe(3);
  });

  test('is, for an agency, what was sent to it, however old the case is', async () => {
    const caseNo = await open(pothole);
    await handler.put('/me/looked');
    await dispatcher.put('/me/looked');
    await city.advanceTo('2026-11-17T09:20:00+08:00');
    await dispatcher.post(`/cases/${caseNo}/transfer`, { agencyCode: 'TY-TRA', reason: 'x' });
    expect(await numbers(handler, 'newSince=true')).toEqual([caseNo]);
    expect(await numbers(dispatcher, 'newSince=true')).toEqual([]);
  });

  test('is known for each saved list by itself', async () => {
    await open();
    await city.advanceTo('2026-11-17T09:10:00+08:00');
    const { id } = (await handler.post('/me/lists', { name: '號誌', filter: { category: 'TF-002' } })).body as { id: string };
    await handler.put('/me/looked', { list: id });
    expect((await list(handler, `newSince=true&list=${id}`)).body.total).toBe(0);
    expect((await list(handler, 'newSince=true')).body.total).toBe(1);
    for (const other of [id, NOBODYS]) {
      const refused = await dispatcher.put('/me/looked', { list: other });
      expectProblem(refused, { status: 404, code: 'list.not_found' });
    }
    expectProblem(await handler.put('/me/looked', { list: 'x' }), { status: 422, code: 'input.invalid' });
  });
});

describe('a saved list', () => {
  const late = { name: '快到期', filter: { status: ['DISPATCHED', 'IN_PROGRESS'], handler: 'me', overdue: true, sort: 'dueAt' } };

  test('is a filter with a name, kept, changed and deleted by its owner', async () => {
    const created = await handler.post('/me/lists', late);
    expect([created.status, created.body]).toEqual([201, { id: created.body.id, ...late }]);
    const { id } = created.body as { id: string };
    expect((await handler.get('/me/lists')).body).toEqual({ items: [created.body], nextCursor: null });
    const changed = { name: '號誌', filter: { category: 'TF-002', sort: '-createdAt', shortlist: true } };
    expect((await handler.put(`/me/lists/${id}`, changed)).body).toEqual({ id, ...changed });
    const colleague = await city.as('supervisor.ty-tra');
    expect((await colleague.get('/me/lists')).body.items).toEqual([]);
    for (const listId of [id, NOBODYS, 'x']) {
      expectProblem(await colleague.put(`/me/lists/${listId}`, changed), { status: 404, code: 'list.not_found' });
      expectProblem(await colleague.delete(`/me/lists/${listId}`), { status: 404, code: 'list.not_found' });
    }
    expect((await handler.delete(`/me/lists/${id}`)).status).toBe(204);
    expect((await handler.get('/me/lists')).body.items).toEqual([]);
  });

  test('is made once for each Idempotency-Key, and answered the same again', async () => {
    const post = (body: object, key: string, by = handler): Promise<Answer> =>
      by.post('/me/lists', body, { 'idempotency-key': key });
    const made = await post(late, 'list-1');
    expect([made.status, made.headers['idempotent-replayed']]).toEqual([201, undefined]);
    const again = await post(late, 'list-1');
    expect([again.status, again.body, again.headers['idempotent-replayed']]).toEqual([201, made.body, 'true']);
    expect((await handler.get('/me/lists')).body.items).toEqual([made.body]);
    const changed = { ...late, filter: {} };
    expectProblem(await post(changed, 'list-1'), { status: 422, code: 'idempotency.key_reused' });
    expect((await post(late, 'list-1', dispatcher)).body.id).not.toBe(made.body.id); // another one's key
    expectProblem(await post(late, 'list-2'), { status: 409, code: 'list.name_taken' });
  });

  test('has a name of its own, and there is room for fifty', async () => {
    await handler.post('/me/lists', late);
    expectProblem(await handler.post('/me/lists', late), { status: 409, code: 'list.name_taken' });
    const { id } = (await handler.post('/me/lists', { ...late, name: '另一' })).body as { id: string };
    expectProblem(await handler.put(`/me/lists/${id}`, late), { status: 409, code: 'list.name_taken' });
    for (let i = 2; i < 50; i += 1) expect((await handler.post('/me/lists', { ...late, name: `第${i}` })).status).toBe(201);
    expectProblem(await handler.post('/me/lists', { ...late, name: '第51' }), { status: 409, code: 'list.too_many' });
  });

  test.each([
    ['no name', { filter: {} }, { name: 'field.required' }],
    ['a blank name', { name: ' ', filter: {} }, { name: 'field.required' }],
    ['no filter', { name: 'x' }, { filter: 'field.required' }],
    ['another parameter', { name: 'x', filter: { colour: 'red' } }, { 'filter.colour': 'field.unknown' }],
    ['a status that is none', { name: 'x', filter: { status: ['LOST'] } }, { 'filter.status': 'field.not_allowed' }],
    ['a place in a page', { name: 'x', filter: { cursor: 'x' } }, { 'filter.cursor': 'field.unknown' }],
    ['what is no filter', { name: 'x', filter: 'x' }, { filter: 'field.type' }],
  ])('with %s is refused', async (_, body, fields) => {
    expectProblem(await handler.post('/me/lists', body), { status: 422, code: 'input.invalid', fields });
    expect((await handler.get('/me/lists')).body.items).toEqual([]);
  });
});

test('whoever approves finds what waits for them, of whichever agency', async () => {
  const [own, chief, bureau, top] = await Promise.all(
    ['handler.ty-rmo', 'supervisor.ty-rmo', 'supervisor.ty-pwb', 'city'].map((name) => city.as(name)),
  );
  const caseNo = await open(pothole);
  await own!.post(`/cases/${caseNo}/accept`);
  expect(await numbers(chief!, 'approval=mine')).toEqual([]);
  await own!.post(`/cases/${caseNo}/submit-reply`, { text: '已修補', outcome: 'UPHELD' });
  expect(await numbers(chief!, 'approval=mine')).toEqual([caseNo]);
  expect(await numbers(bureau!, 'approval=mine')).toEqual([]);
  await chief!.post(`/cases/${caseNo}/approve-reply`);
  expect(await numbers(chief!, 'approval=mine')).toEqual([]);
  expect(await numbers(bureau!, 'approval=mine&status=PENDING_APPROVAL')).toEqual([caseNo]);
  expect(await numbers(bureau!, '')).toEqual([caseNo]); // of a body below it
  expect(await numbers(top!, 'approval=mine')).toEqual([]);

  const other = await open({ ...signalTiming, categoryCode: 'TF-001' });
  await handler.post(`/cases/${other}/accept`);
  await handler.post(`/cases/${other}/submit-reply`, { text: '已調整', outcome: 'UPHELD' });
  await (await city.as('supervisor.ty-tra')).post(`/cases/${other}/approve-reply`);
  expect(await numbers(top!, 'approval=mine')).toEqual([other]);
});

test('a parameter that is none is refused', async () => {
  await operator.post('/petitions', { channel: 'LETTER', ...libraryLetter });
  for (const query of ['shortlist=yes', 'newSince=1', 'approval=all', 'list=x']) {
    expectProblem(await handler.get(`/cases?${query}`), { status: 422, code: 'input.invalid' });
  }
});
