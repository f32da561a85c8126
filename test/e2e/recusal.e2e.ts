import { roadHog, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Answer, type Client, startTestApp, type TestApp } from '../support/test-app.ts';

const REASON = '陳情人指控承辦人';

let city: TestApp;
let operator: Client;
let dispatcher: Client;
let handler: Client;
let chief: Client;
let handlerId: string;
let chiefId: string;

beforeAll(async () => {
  const rule = { agencyCode: null, categoryCode: null, categoryGroup: null };
  city = await startTestApp({
    startsAt: '2026-11-17T09:00:00+08:00',
    replies: { approvals: [{ ...rule, categoryGroup: 'TF', levels: 1 }] },
  });
  [operator, dispatcher, handler, chief] = (await Promise.all(
    ['operator', 'dispatcher', 'handler.ty-tra', 'supervisor.ty-tra'].map((name) => city.as(name)),
  )) as [Client, Client, Client, Client];
  [handlerId, chiefId] = [(await handler.get('/auth/me')).body.id, (await chief.get('/auth/me')).body.id];
});

afterAll(() => city.close());

const open = async (body: object = signalTiming): Promise<string> => (await operator.post('/petitions', body)).body.case.caseNo;
const accepted = async (): Promise<string> => {
  const caseNo = await open();
  await handler.post(`/cases/${caseNo}/accept`);
  return caseNo;
};

describe('invariant 14: somebody who is named in a complaint', () => {
  test('is taken off the case, sees it nowhere, and is given it by nobody', async () => {
    const caseNo = await accepted();
    const recused = await dispatcher.post(`/cases/${caseNo}/recuse`, { accountId: handlerId, reason: REASON });
    expect(recused.body).toMatchObject({
      status: 'IN_PROGRESS',
      handler: null,
      leadAgency: { code: 'TY-TRA' },
      recusals: [{ accountId: handlerId, agencyCode: null }],
    });
    for (const path of ['', '/events', '/petitions', '/routing', '/clock', '/replies']) {
      expectProblem(await handler.get(`/cases/${caseNo}${path}`), { status: 404, code: 'case.not_found' });
    }
    for (const query of ['', '?status=IN_PROGRESS', `?q=${caseNo}`, '?handler=me', '?sort=-createdAt']) {
      expect(JSON.stringify((await handler.get(`/cases${query}`)).body)).not.toContain(caseNo);
    }
    expectProblem(await handler.post(`/cases/${caseNo}/note`, { text: 'x' }), { status: 404, code: 'case.not_found' });
    expectProblem(await chief.post(`/cases/${caseNo}/assign`, { handlerId }), { status: 409, code: 'case.recused' });
    expect(await city.templatesTo('supervisor.ty-tra@demonstration.invalid', caseNo)).toContain('recused');
    expect((await chief.post(`/cases/${caseNo}/assign`, { handlerId: chiefId })).body.handler.id).toBe(chiefId);
  });

  test('is not named as the one who accepts', async () => {
    const caseNo = await open();
    await chief.post(`/cases/${caseNo}/recuse`, { accountId: handlerId, reason: REASON });
    expectProblem(await chief.post(`/cases/${caseNo}/accept`, { handlerId }), { status: 409, code: 'case.recused' });
    expect((await chief.get(`/cases/${caseNo}`)).body).toMatchObject({ status: 'DISPATCHED', version: 2 });
  });

  test('cannot approve a reply, and one they wrote is written anew', async () => {
    const caseNo = await accepted();
    await handler.post(`/cases/${caseNo}/submit-reply`, { text: '已調整', outcome: 'UPHELD' });
    const { body } = await dispatcher.post(`/cases/${caseNo}/recuse`, { accountId: handlerId, reason: REASON });
    expect(body).toMatchObject({ status: 'IN_PROGRESS', approval: null });
    const drafts = (await operator.get(`/cases/${caseNo}/replies`)).body.items as { state: string }[];
    expect(drafts.map(({ state }) => state)).toEqual(['WITHDRAWN']);

    const other = await accepted();
    await handler.post(`/cases/${other}/submit-reply`, { text: '已調整', outcome: 'UPHELD' });
    await dispatcher.post(`/cases/${other}/recuse`, { accountId: chiefId, reason: REASON });
    expectProblem(await chief.post(`/cases/${other}/approve-reply`), { status: 404, code: 'case.not_found' });
  });

  test('works on it again when the recusal is lifted', async () => {
    const caseNo = await accepted();
    const body = { accountId: handlerId, reason: REASON };
    await dispatcher.post(`/cases/${caseNo}/recuse`, body);
    const lifted = await dispatcher.post(`/cases/${caseNo}/lift-recusal`, { ...body, reason: '查無此事' });
    expect(lifted.body.recusals).toEqual([]);
    expect((await handler.get(`/cases/${caseNo}`)).status).toBe(200);
    expect((await chief.post(`/cases/${caseNo}/assign`, { handlerId })).body.handler.id).toBe(handlerId);
    expectProblem(await dispatcher.post(`/cases/${caseNo}/lift-recusal`, body), { status: 422, code: 'case.not_recused' });
  });
});

describe('invariant 14: an agency that is named in a complaint', () => {
  const agency = { agencyCode: 'TY-TRA', reason: '陳情該局' };

  test('loses the case to the dispatchers, and gets it back by nobody', async () => {
    const caseNo = await accepted();
    const recused = await dispatcher.post(`/cases/${caseNo}/recuse`, agency);
    expect(recused.body).toMatchObject({ status: 'TRIAGE', leadAgency: null, handler: null, assignments: [] });
    expectProblem(await handler.get(`/cases/${caseNo}`), { status: 404, code: 'case.not_found' });
    expect(await city.templatesTo('dispatcher@demonstration.invalid', caseNo)).toContain('recused');
    const send = (body: object) => dispatcher.post(`/cases/${caseNo}/dispatch`, { reason: 'x', ...body });
    expectProblem(await send({ agencyCode: 'TY-TRA' }), { status: 409, code: 'case.recused' });
    expectProblem(await send({ agencyCode: 'TY-PWB', coAgencyCodes: ['TY-TRA'] }), { status: 409, code: 'case.recused' });
    expect((await send({ agencyCode: 'TY-PWB' })).body.status).toBe('DISPATCHED');
    const [transfer, help] = [
      await dispatcher.post(`/cases/${caseNo}/transfer`, { agencyCode: 'TY-TRA', reason: 'x' }),
      await dispatcher.post(`/cases/${caseNo}/add-co-handler`, { agencyCode: 'TY-TRA', reason: 'x' }),
    ];
    for (const refused of [transfer, help]) expectProblem(refused, { status: 409, code: 'case.recused' });
  });

  test('that only helps leaves, and the lead stays', async () => {
    const caseNo = await open(roadHog);
    const { body } = await dispatcher.post(`/cases/${caseNo}/recuse`, { agencyCode: 'TY-OEM', reason: 'x' });
    expect(body).toMatchObject({ status: 'DISPATCHED', assignments: [{ agencyCode: 'TY-PP02', role: 'LEAD' }] });
    const helper = await city.as('supervisor.ty-oem');
    expectProblem(await helper.get(`/cases/${caseNo}`), { status: 404, code: 'case.not_found' });
  });

  test('is kept from it by no agency that only helps', async () => {
    const caseNo = await open(roadHog);
    const helper = await city.as('supervisor.ty-oem');
    const refused = await helper.post(`/cases/${caseNo}/recuse`, { agencyCode: 'TY-PP02', reason: 'x' });
    expectProblem(refused, { status: 403, code: 'case.not_lead_agency' });
  });
});

describe('invariant 14: while one case answers for another', () => {
  const merge = (of: string, into: string): Promise<Answer> =>
    dispatcher.post(`/cases/${of}/merge`, { intoCaseNo: into, reason: '同一路口' });
  const unmerge = (of: string): Promise<Answer> => dispatcher.post(`/cases/${of}/unmerge`, { reason: '不是同一路口' });
  const read = async (caseNo: string): Promise<Answer['body']> => (await operator.get(`/cases/${caseNo}`)).body;
  const named = async (): Promise<string> => {
    const caseNo = await open();
    await dispatcher.post(`/cases/${caseNo}/recuse`, { accountId: handlerId, reason: REASON });
    return caseNo;
  };

  test('whoever is recused from the one is recused from the other, however often they were merged on; and no longer', async () => {
    const [complaint, between, survivor] = [await named(), await open(), await open()];
    expect((await handler.get(`/cases/${survivor}`)).status).toBe(200);
    await merge(complaint, between);
    expect((await merge(between, survivor)).status).toBe(200);
    expect((await read(survivor)).recusals).toMatchObject([{ accountId: handlerId }]);
    expectProblem(await handler.get(`/cases/${survivor}`), { status: 404, code: 'case.not_found' });
    for (const query of ['', '?status=DISPATCHED', `?q=${survivor}`, '?sort=-createdAt']) {
      expect(JSON.stringify((await handler.get(`/cases${query}`)).body)).not.toContain(survivor);
    }
    expectProblem(await chief.post(`/cases/${survivor}/assign`, { handlerId }), { status: 409, code: 'case.recused' });
    const again = await dispatcher.post(`/cases/${survivor}/recuse`, { accountId: handlerId, reason: REASON });
    expectProblem(again, { status: 422, code: 'case.already_recused' });

    await unmerge(between);
    expect((await read(survivor)).recusals).toEqual([]);
    expect((await read(between)).recusals).toMatchObject([{ accountId: handlerId }]);
    await unmerge(complaint);
    expect((await read(complaint)).recusals).toMatchObject([{ accountId: handlerId }]);
    expect((await chief.post(`/cases/${survivor}/assign`, { handlerId })).body.handler.id).toBe(handlerId);
    expectProblem(await handler.get(`/cases/${complaint}`), { status: 404, code: 'case.not_found' });
  });

  test('a recusal that is lifted is lifted for all that name them', async () => {
    const [complaint, survivor] = [await named(), await named()];
    await merge(complaint, survivor);
    await dispatcher.post(`/cases/${survivor}/lift-recusal`, { accountId: handlerId, reason: '查無此事' });
    expect((await handler.get(`/cases/${survivor}`)).status).toBe(200);
    await unmerge(complaint);
    for (const caseNo of [complaint, survivor]) expect((await read(caseNo)).recusals).toEqual([]);
  });

  test('a case is merged into none that the recused work on or have answered, and both stay as they were', async () => {
    const [complaint, theirs, answered, helped] = [await named(), await accepted(), await accepted(), await open(roadHog)];
    await handler.post(`/cases/${answered}/submit-reply`, { text: '已調整', outcome: 'UPHELD' });
    const against = await open();
    await dispatcher.post(`/cases/${against}/recuse`, { agencyCode: 'TY-OEM', reason: REASON });
    for (const [of, into] of [
      [complaint, theirs],
      [complaint, answered],
      [against, helped],
    ] as const) {
      const before = [await read(of), await read(into)].map(({ version }) => version as number);
      expectProblem(await merge(of, into), { status: 409, code: 'case.merge_recused' });
      expect([await read(of), await read(into)].map(({ version }) => version as number)).toEqual(before);
    }
    await chief.post(`/cases/${theirs}/assign`, { handlerId: chiefId });
    expect((await merge(complaint, theirs)).status).toBe(200);
  });
});

describe('invariant 14: a case that an agency had, and of which lists still tell it,', () => {
  const moved = async (by: Client, caseNo: string, agencyCode: string): Promise<void> => {
    expect((await by.post(`/cases/${caseNo}/transfer`, { agencyCode, reason: '屬館舍' })).status).toBe(200);
  };
  /** The city has ruled that it is TY-TRA's, who looked at who petitioned in it, and then that it is not. */
  const ruledAway = async (): Promise<string> => {
    const [caseNo, head] = [await open(), await city.as('city')];
    await moved(dispatcher, caseNo, 'TY-PWB');
    await moved(head, caseNo, 'TY-TRA');
    const { petitionNo } = (await handler.get(`/cases/${caseNo}/petitions`)).body.items[0] as { petitionNo: string };
    await handler.post(`/cases/${caseNo}/petitions/${petitionNo}/reveal`, { purpose: 'CONTACT' });
    await moved(head, caseNo, 'TY-LIB');
    await city.drain();
    return caseNo;
  };
  /** How often each list names it, and by how much each count differs from what was listed. */
  const told = async (client: Client, caseNo: string): Promise<Record<string, [number, number]>> => {
    const numbers: Record<string, [number, number]> = {};
    for (const path of ['/precedents', '/reveals']) {
      const { items, total } = (await client.get(`${path}?limit=200&count=true`)).body as Listed;
      numbers[path] = [items.filter((item) => item.caseNo === caseNo).length, total - items.length];
    }
    return numbers;
  };
  interface Listed {
    readonly items: readonly { readonly caseNo: string }[];
    readonly total: number;
  }
  const TOLD = { '/precedents': [2, 0], '/reveals': [1, 0] };
  const SILENT = { '/precedents': [0, 0], '/reveals': [0, 0] };

  test.each([
    ['somebody', (): object => ({ accountId: chiefId })],
    ['the agency', (): object => ({ agencyCode: 'TY-TRA' })],
  ])('is in none of them once %s is recused, and in all others’', async (_, whom) => {
    const caseNo = await ruledAway();
    const head = await city.as('city');
    expect([await told(chief, caseNo), await told(head, caseNo)]).toEqual([TOLD, TOLD]);
    expect((await dispatcher.post(`/cases/${caseNo}/recuse`, { ...whom(), reason: REASON })).status).toBe(200);
    expect([await told(chief, caseNo), await told(head, caseNo)]).toEqual([SILENT, TOLD]);
    await dispatcher.post(`/cases/${caseNo}/lift-recusal`, { ...whom(), reason: '查無此事' });
    expect(await told(chief, caseNo)).toEqual(TOLD);
  });

  test('is in none of those of the city’s supervisor who is recused', async () => {
    const caseNo = await ruledAway();
    const head = await city.as('city');
    const { id } = (await head.get('/auth/me')).body as { id: string };
    await dispatcher.post(`/cases/${caseNo}/recuse`, { accountId: id, reason: REASON });
    expect([await told(head, caseNo), await told(await city.as('auditor'), caseNo)]).toEqual([SILENT, TOLD]);
  });
});

test.each([
  ['nobody', { reason: 'x' }, 'input.invalid', { accountId: 'recusal.one_of' }],
  [
    'both',
    { accountId: '00000000-0000-4000-8000-000000000000', agencyCode: 'TY-TRA', reason: 'x' },
    'input.invalid',
    { accountId: 'recusal.one_of' },
  ],
  [
    'an unknown account',
    { accountId: '00000000-0000-4000-8000-000000000000', reason: 'x' },
    'input.invalid',
    { accountId: 'account.unknown' },
  ],
  ['an unknown agency', { agencyCode: 'TY-NONE', reason: 'x' }, 'input.invalid', { agencyCode: 'agency.unknown' }],
  ['what is no id', { accountId: 'x', reason: 'x' }, 'input.invalid', { accountId: 'field.id' }],
  ['no reason', { agencyCode: 'TY-LIB' }, 'input.invalid', { reason: 'field.required' }],
])('a recusal that names %s is refused and changes nothing', async (_, body, code, fields) => {
  const caseNo = await open();
  expectProblem(await dispatcher.post(`/cases/${caseNo}/recuse`, body), { status: 422, code, fields });
  expect((await dispatcher.get(`/cases/${caseNo}`)).body).toMatchObject({ version: 1, recusals: [] });
});

test('nobody is recused twice', async () => {
  const caseNo = await open();
  const body = { agencyCode: 'TY-LIB', reason: 'x' };
  await dispatcher.post(`/cases/${caseNo}/recuse`, body);
  expectProblem(await dispatcher.post(`/cases/${caseNo}/recuse`, body), { status: 422, code: 'case.already_recused' });
});
