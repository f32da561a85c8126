import { pothole, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Answer, type Client, startTestApp, type TestApp } from '../support/test-app.ts';

let city: TestApp;
let operator: Client;
let dispatcher: Client;
let handler: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-17T09:00:00+08:00' });
  [operator, dispatcher, handler] = (await Promise.all(
    ['operator', 'dispatcher', 'handler.ty-tra'].map((name) => city.as(name)),
  )) as [Client, Client, Client];
});

afterAll(() => city.close());

const open = async (body: object = signalTiming): Promise<string> => (await operator.post('/petitions', body)).body.case.caseNo;
const setParent = (of: string, parentCaseNo: string, by = dispatcher): Promise<Answer> =>
  by.post(`/cases/${of}/set-parent`, { parentCaseNo, reason: '同一工程' });
const clearParent = (of: string, by = dispatcher): Promise<Answer> => by.post(`/cases/${of}/clear-parent`, { reason: '無關' });
const read = async (caseNo: string): Promise<Answer['body']> => (await dispatcher.get(`/cases/${caseNo}`)).body;
const close = async (caseNo: string): Promise<Answer> => {
  await handler.post(`/cases/${caseNo}/accept`);
  return handler.post(`/cases/${caseNo}/close`, { outcome: 'UPHELD', reply: '已完成。' });
};

describe('a parent and its children', () => {
  test('invariant 9: a child keeps its own life, and the parent is closed only after every child', async () => {
    const [parent, first, second] = [await open(), await open(), await open()];
    const before = await read(first);
    const child = await setParent(first, parent);
    expect(child.body).toMatchObject({ parentCaseNo: parent, status: before.status, dueAt: before.dueAt, petitionCount: 1 });
    expect(child.body.version).toBe((before.version as number) + 1);
    expect((await read(parent)).version).toBe(2);
    await setParent(second, parent);
    const early = await close(parent);
    expectProblem(early, { status: 409, code: 'case.children_open' });
    expect([...early.body.caseNos].sort()).toEqual([first, second].sort());
    expect((await close(first)).body).toMatchObject({ status: 'CLOSED', parentCaseNo: parent });
    expectProblem(await close(parent), { status: 409, code: 'case.children_open' });
    expect((await clearParent(second)).body.parentCaseNo).toBeNull();
    expect((await close(parent)).body.status).toBe('CLOSED');
    expect((await read(second)).status).toBe('DISPATCHED');
  });

  test('invariant 9: a child that is taken up again when its parent is closed goes on by itself, however it is taken up', async () => {
    const [parent, reopened, tracked, merged, other] = [await open(), await open(), await open(), await open(), await open()];
    for (const child of [reopened, tracked, merged]) await setParent(child, parent);
    for (const child of [reopened, tracked]) await close(child);
    await dispatcher.post(`/cases/${merged}/merge`, { intoCaseNo: other, reason: 'r' });
    await dispatcher.post(`/cases/${reopened}/reopen`, { reason: '未完成' });
    expect((await read(reopened)).parentCaseNo).toBe(parent); // which is open, and waits again
    expectProblem(await close(parent), { status: 409, code: 'case.children_open' });
    await handler.post(`/cases/${reopened}/close`, { outcome: 'UPHELD', reply: '已完成。' });
    expect((await handler.post(`/cases/${parent}/close`, { outcome: 'UPHELD', reply: '已完成。' })).body.status).toBe('CLOSED');

    const again = await dispatcher.post(`/cases/${reopened}/reopen`, { reason: '仍未完成' });
    expect(again.body).toMatchObject({ status: 'IN_PROGRESS', parentCaseNo: null });
    const until = { until: '2026-12-31', reason: '尚未完成' };
    const further = await (await city.as('city')).post(`/cases/${tracked}/track`, until);
    expect(further.body).toMatchObject({ status: 'CONTINUED_TRACKING', parentCaseNo: null });
    const apart = await dispatcher.post(`/cases/${merged}/unmerge`, { reason: 'r' });
    expect(apart.body).toMatchObject({ status: 'DISPATCHED', parentCaseNo: null });
    expect((await read(parent)).status).toBe('CLOSED');
    for (const child of [reopened, tracked, merged]) {
      const events = (await dispatcher.get(`/cases/${child}/events`)).body.items as { type: string; data: object }[];
      expect(events.filter(({ type }) => type === 'case.parent_cleared')).toMatchObject([{ data: { parentCaseNo: parent } }]);
    }
  });

  test('invariant 9: of a parent that is closed and a child that is reopened at once, no closed parent has an open child', async () => {
    for (let round = 0; round < 4; round += 1) {
      const [parent, child] = [await open(), await open()];
      await setParent(child, parent);
      await close(child);
      await handler.post(`/cases/${parent}/accept`);
      await Promise.all([
        handler.post(`/cases/${parent}/close`, { outcome: 'UPHELD', reply: '已完成。' }),
        dispatcher.post(`/cases/${child}/reopen`, { reason: '未完成' }),
      ]);
      const [of, its] = [await read(parent), await read(child)];
      expect(its.status).toBe('IN_PROGRESS');
      expect(its.parentCaseNo).toBe(of.status === 'CLOSED' ? null : parent);
    }
  });

  test('a parent with open children is not merged away; a child that is merged is final for its parent', async () => {
    const [parent, child, other] = [await open(), await open(), await open()];
    await setParent(child, parent);
    const merge = (of: string, into: string): Promise<Answer> =>
      dispatcher.post(`/cases/${of}/merge`, { intoCaseNo: into, reason: 'r' });
    expectProblem(await merge(parent, other), { status: 409, code: 'case.children_open' });
    expect((await merge(child, other)).status).toBe(200);
    expect((await close(parent)).body.status).toBe('CLOSED');
  });

  test('invariant 9: the children are listed with how far they are, and which may take longer than the parent', async () => {
    const [parent, child] = [await open(pothole), await open()];
    await setParent(child, parent);
    const list = await dispatcher.get(`/cases/${parent}/children?count=true`);
    expect(list.body).toEqual({
      items: [
        {
          caseNo: child,
          status: 'DISPATCHED',
          category: { code: 'TF-002', name: expect.any(String) },
          leadAgency: { code: 'TY-TRA', name: '桃園市政府交通局' },
          dueAt: (await read(child)).dueAt,
          dueAfterParent: true,
          closedAt: null,
        },
      ],
      nextCursor: null,
      total: 1,
    });
    expect((await dispatcher.get(`/cases/${child}/children`)).body.items).toEqual([]);
    expectProblem(await (await city.as('handler.ty-lib')).get(`/cases/${parent}/children`), {
      status: 404,
      code: 'case.not_found',
    });
  });
});

describe('no family is', () => {
  test('a circle, or of three generations', async () => {
    const [a, b, c] = [await open(), await open(), await open()];
    const itself = await setParent(a, a);
    expectProblem(itself, { status: 422, code: 'case.parent_of_itself' });
    expect(itself.body.errors).toMatchObject([{ field: 'parentCaseNo' }]);
    await setParent(a, b);
    expectProblem(await setParent(b, a), { status: 409, code: 'case.family_too_deep' });
    expectProblem(await setParent(b, c), { status: 409, code: 'case.family_too_deep' });
    expectProblem(await setParent(c, a), { status: 409, code: 'case.family_too_deep' });
    const again = await setParent(a, c);
    expectProblem(again, { status: 409, code: 'case.has_parent' });
    expect(again.body.parentCaseNo).toBe(b);
    expectProblem(await clearParent(b), { status: 409, code: 'case.has_no_parent' });
  });

  test('a circle of two who are made each other’s child at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [a, b] = [await open(), await open()];
      const done = await Promise.all([setParent(a, b), setParent(b, a)]);
      expect(done.map(({ status }) => status).sort()).toEqual([200, 409]);
    }
  });

  test('made of what is closed, missing or another agency’s, or by those who do not lead', async () => {
    const [of, closed, theirs] = [await open(), await open(), await open(pothole)];
    await close(closed);
    const supervisor = await city.as('supervisor.ty-tra');
    expectProblem(await setParent(of, closed), { status: 409, code: 'case.final' });
    expectProblem(await setParent(closed, of), { status: 409, code: 'case.illegal_command' });
    for (const nobodys of ['C26-999999-9', theirs]) {
      expectProblem(await setParent(of, nobodys, supervisor), { status: 404, code: 'case.not_found' });
    }
    expectProblem(await supervisor.post(`/cases/${of}/set-parent`, { parentCaseNo: theirs, reason: '' }), {
      status: 422,
      code: 'input.invalid',
    });
    expectProblem(await setParent(of, theirs, handler), { status: 403, code: 'auth.not_allowed' });
    await setParent(of, theirs);
    expectProblem(await clearParent(of, supervisor), { status: 403, code: 'case.not_lead_agency' });
    const stale = await dispatcher.post(`/cases/${of}/clear-parent`, { reason: 'r' }, { 'if-match': '"1"' });
    expectProblem(stale, { status: 412, code: 'case.version_mismatch' });
    expect((await read(of)).parentCaseNo).toBe(theirs);
  });
});
