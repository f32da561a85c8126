import { sql } from '../../src/platform/database/index.ts';
import { pothole, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Client, keyIn, startTestApp, type TestApp } from '../support/test-app.ts';
import { pdf, uploaded } from '../support/uploads.ts';

/** A Tuesday morning, and the end of that week. */
const TODAY = '2026-11-17';
const FRIDAY = '2026-11-20';

let city: TestApp;
let operator: Client;
let handler: Client;
let chief: Client;
let handlerId: string;
let chiefId: string;

beforeEach(async () => {
  const rule = { agencyCode: null, categoryCode: null, categoryGroup: null };
  city = await startTestApp({
    startsAt: `${TODAY}T09:00:00+08:00`,
    replies: { approvals: [{ ...rule, categoryGroup: 'TF', levels: 1 }] },
  });
  [operator, handler, chief] = (await Promise.all(
    ['operator', 'handler.ty-tra', 'supervisor.ty-tra'].map((name) => city.as(name)),
  )) as [Client, Client, Client];
  [handlerId, chiefId] = [(await handler.get('/auth/me')).body.id, (await chief.get('/auth/me')).body.id];
});

afterEach(() => city.close());

const open = async (body: object = signalTiming): Promise<string> => (await operator.post('/petitions', body)).body.case.caseNo;
const numbers = async (client: Client, query: string): Promise<string[]> =>
  (await client.get(`/cases?${query}`)).body.items.map(({ caseNo }: { caseNo: string }) => caseNo);

describe('while somebody is away, their deputy', () => {
  test('has their cases, works on them in their place, and both names stand in the file', async () => {
    const caseNo = await open();
    await handler.post(`/cases/${caseNo}/accept`);
    const entered = await handler.put('/me/deputy', { deputyId: chiefId, from: TODAY, until: FRIDAY });
    expect([entered.status, entered.body]).toEqual([
      200,
      { deputy: { id: chiefId, displayName: '桃園市政府交通局 主管' }, from: TODAY, until: FRIDAY, active: true },
    ]);
    const deputy = await city.signIn('supervisor.ty-tra');
    expect((await deputy.get('/auth/me')).body.standsInFor).toEqual([{ id: handlerId, displayName: '桃園市政府交通局 承辦人' }]);
    expect(await numbers(deputy, 'handler=me')).toEqual([caseNo]);
    await deputy.post(`/cases/${caseNo}/note`, { text: '已聯繫' });
    const events = (await operator.get(`/cases/${caseNo}/events`)).body.items as { type: string; actor: object }[];
    expect(events.at(-1)).toMatchObject({
      type: 'case.noted',
      actor: { kind: 'STAFF', name: '桃園市政府交通局 主管', onBehalfOf: '桃園市政府交通局 承辦人' },
    });
  });

  test('decides in the head’s place, but about nothing that they wrote themselves', async () => {
    await chief.put('/me/deputy', { deputyId: handlerId, from: TODAY, until: FRIDAY });
    const deputy = await city.signIn('handler.ty-tra');
    const caseNo = await open();
    await deputy.post(`/cases/${caseNo}/accept`);
    const colleague = await open();
    expect((await deputy.post(`/cases/${colleague}/assign`, { handlerId })).status).toBe(200); // the head's to do
    await deputy.post(`/cases/${caseNo}/submit-reply`, { text: '已調整', outcome: 'UPHELD' });
    expectProblem(await deputy.post(`/cases/${caseNo}/approve-reply`), { status: 403, code: 'reply.own_reply' });
    expectProblem(await deputy.post(`/cases/${caseNo}/reject-reply`), { status: 403, code: 'reply.own_reply' });
    expect((await chief.post(`/cases/${caseNo}/approve-reply`)).body.status).toBe('CLOSED');
  });

  test('closes no case past the head’s approval, neither with words of their own nor over a reply of theirs or of the head’s', async () => {
    const closing = { outcome: 'UPHELD', reply: '已調整' };
    const handIn = { text: '已調整', outcome: 'UPHELD' };
    await chief.put('/me/deputy', { deputyId: handlerId, from: TODAY, until: FRIDAY });
    const deputy = await city.signIn('handler.ty-tra');
    const [own, theirs] = [await open(), await open()];
    for (const caseNo of [own, theirs]) await deputy.post(`/cases/${caseNo}/accept`);
    expectProblem(await deputy.post(`/cases/${own}/close`, closing), { status: 409, code: 'case.approval_required' });
    await deputy.post(`/cases/${own}/submit-reply`, handIn);
    expectProblem(await deputy.post(`/cases/${own}/close`, closing), { status: 403, code: 'reply.own_reply' });
    await chief.post(`/cases/${theirs}/submit-reply`, handIn);
    for (const writer of [deputy, chief]) {
      expectProblem(await writer.post(`/cases/${theirs}/close`, closing), { status: 403, code: 'reply.own_reply' });
    }
    for (const caseNo of [own, theirs]) expect((await chief.get(`/cases/${caseNo}`)).body.status).toBe('PENDING_APPROVAL');
    expect((await chief.post(`/cases/${own}/close`, closing)).body.status).toBe('CLOSED');
  });

  test('of the handler may close over what the handler wrote, when the office that approves it is their own', async () => {
    await handler.put('/me/deputy', { deputyId: chiefId, from: TODAY, until: FRIDAY });
    const caseNo = await open();
    await handler.post(`/cases/${caseNo}/accept`);
    await handler.post(`/cases/${caseNo}/submit-reply`, { text: '已調整', outcome: 'UPHELD' });
    const deputy = await city.signIn('supervisor.ty-tra');
    const closed = await deputy.post(`/cases/${caseNo}/close`, { outcome: 'PARTLY', reply: '由主管回復' });
    expect(closed.body).toMatchObject({ status: 'CLOSED', reply: '由主管回復' });
  });

  test('closes over the reply of another in the head’s place, and both names stand in the file', async () => {
    await chief.put('/me/deputy', { deputyId: handlerId, from: TODAY, until: FRIDAY });
    const caseNo = await open({ ...signalTiming, petitioner: { email: 'outside@example.org' } });
    await chief.post(`/cases/${caseNo}/transfer`, { agencyCode: 'EX-TPC', reason: '電力設備' });
    const link = keyIn(await city.letterTo('supervisor.ex-tpc@demonstration.invalid', 'referred', caseNo), 'referral');
    expect((await city.citizen.post(`/public/referrals/${link}`, { text: '已處理' })).status).toBe(201);
    const deputy = await city.signIn('handler.ty-tra');
    const closed = await deputy.post(`/cases/${caseNo}/close`, { outcome: 'UPHELD', reply: '台電已處理完成' });
    expect(closed.body.status).toBe('CLOSED');
    const events = (await operator.get(`/cases/${caseNo}/events`)).body.items as { type: string; actor: object }[];
    expect(events.find(({ type }) => type === 'case.closed')).toMatchObject({
      actor: { name: '桃園市政府交通局 承辦人', onBehalfOf: '桃園市政府交通局 主管' },
    });
  });

  test('is reminded beside them', async () => {
    const caseNo = await open(pothole);
    const [own, head] = [await city.as('handler.ty-rmo'), await city.as('supervisor.ty-rmo')];
    const headId = (await head.get('/auth/me')).body.id as string;
    await own.post(`/cases/${caseNo}/accept`);
    await own.put('/me/deputy', { deputyId: headId, from: TODAY, until: FRIDAY });
    await city.advanceTo(`${TODAY}T11:30:00+08:00`);
    const [reminder] = (await operator.get(`/reminders?caseNo=${caseNo}`)).body.items;
    expect(reminder.recipients).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ username: 'handler.ty-rmo', level: 'HANDLER' }),
        expect.objectContaining({ username: 'supervisor.ty-rmo', level: 'DEPUTY' }),
      ]),
    );
    expect(await city.templatesTo('supervisor.ty-rmo@demonstration.invalid', caseNo)).toContain('reminder');
  });

  test('is neither before the first day nor after the last', async () => {
    await chief.put('/me/deputy', { deputyId: handlerId, from: '2026-11-18', until: '2026-11-18' });
    expect((await chief.get('/me/deputy')).body.active).toBe(false);
    const caseNo = await open();
    const assign = async () => (await city.signIn('handler.ty-tra')).post(`/cases/${caseNo}/assign`, { handlerId });
    expectProblem(await assign(), { status: 403, code: 'auth.not_allowed' });
    await city.advanceTo('2026-11-18T00:00:00+08:00');
    expect((await assign()).status).toBe(200);
    await city.advanceTo('2026-11-19T00:00:00+08:00');
    expectProblem(await assign(), { status: 403, code: 'auth.not_allowed' });
  });
});

describe('of what a deputy looks at, the record has both names', () => {
  const recorded = (type: string, ofCase: string): Promise<{ actor: string; onBehalfOf: string | null }[]> =>
    city.rows(sql`
      SELECT f.actor_name AS actor, f.on_behalf_of ->> 'name' AS "onBehalfOf"
      FROM facts f
      WHERE f.type = ${type} AND f.subject_id IN (
        SELECT c.id FROM cases c WHERE c.case_no = ${ofCase}
        UNION
        SELECT l.petition_id FROM case_petitions l JOIN cases c ON c.id = l.case_id WHERE c.case_no = ${ofCase}
        UNION
        SELECT k.attachment_id FROM attachment_links k JOIN case_petitions l ON l.petition_id = k.petition_id
        JOIN cases c ON c.id = l.case_id WHERE c.case_no = ${ofCase})`);

  test('in the place of who handles the case: who petitioned, what they sent, and what was put right', async () => {
    const attachmentId = await uploaded(operator, '/attachments', { bytes: pdf() });
    const caseNo = await open({ ...signalTiming, attachmentIds: [attachmentId] });
    await handler.post(`/cases/${caseNo}/accept`);
    const other = await open();
    await handler.put('/me/deputy', { deputyId: chiefId, from: TODAY, until: FRIDAY });
    const deputy = await city.signIn('supervisor.ty-tra');
    const look = async (of: string): Promise<string> => {
      const { petitionNo } = (await deputy.get(`/cases/${of}/petitions`)).body.items[0];
      const why = { purpose: 'CONTACT', note: '約定時間' };
      expect((await deputy.post(`/cases/${of}/petitions/${petitionNo as string}/reveal`, why)).status).toBe(200);
      await deputy.get(`/cases/${of}/petitions`);
      return petitionNo as string;
    };
    const petitionNo = await look(caseNo);
    expect((await deputy.patch(`/petitions/${petitionNo}/petitioner`, { phone: '0912-000-111' })).status).toBe(200);
    expect((await deputy.get(`/files/${attachmentId}`)).status).toBe(200);
    const both = [{ actor: '桃園市政府交通局 主管', onBehalfOf: '桃園市政府交通局 承辦人' }];
    for (const type of [
      'petition.identity_revealed',
      'petition.identity_viewed',
      'petition.petitioner_corrected',
      'attachment.viewed',
    ])
      expect([type, await recorded(type, caseNo)]).toEqual([type, both]);
    const [reveal] = (await (await city.as('auditor')).get(`/reveals?caseNo=${caseNo}`)).body.items;
    expect(reveal).toMatchObject({ person: { id: chiefId }, onBehalfOf: '桃園市政府交通局 承辦人' });
    await look(other); // which nobody who is away handles: their own look
    const own = [{ actor: '桃園市政府交通局 主管', onBehalfOf: null }];
    for (const type of ['petition.identity_revealed', 'petition.identity_viewed'])
      expect([type, await recorded(type, other)]).toEqual([type, own]);
  });

  test('in the place of who may take the file of a case away', async () => {
    const caseNo = await open();
    const [supervisor, dispatcher] = [await city.as('city'), await city.as('dispatcher')];
    expectProblem(await dispatcher.get(`/cases/${caseNo}/bundle`), { status: 403, code: 'auth.not_allowed' });
    const { id: deputyId } = (await dispatcher.get('/auth/me')).body;
    expect((await supervisor.put('/me/deputy', { deputyId, from: TODAY, until: FRIDAY })).status).toBe(200);
    const deputy = await city.signIn('dispatcher');
    expect((await deputy.get(`/cases/${caseNo}/bundle`)).status).toBe(200);
    const [absent, present] = await Promise.all(
      [supervisor, deputy].map(async (who) => (await who.get('/auth/me')).body.displayName),
    );
    expect(await recorded('case.exported', caseNo)).toEqual([{ actor: present, onBehalfOf: absent }]);
    const { items } = (await (await city.as('auditor')).get('/audit/facts?type=case.exported')).body;
    expect(items[0].actor).toMatchObject({ name: present, onBehalfOf: absent });
  });
});

describe('a deputy', () => {
  test('is named by the head for somebody of the agency, and by no other', async () => {
    const body = { deputyId: chiefId, from: TODAY, until: FRIDAY };
    expect((await chief.put(`/accounts/${handlerId}/deputy`, body)).status).toBe(200);
    expect((await chief.get(`/accounts/${handlerId}/deputy`)).body.deputy.id).toBe(chiefId);
    const stranger = await city.as('supervisor.ty-lib');
    for (const id of [handlerId, '00000000-0000-4000-8000-000000000000', 'x']) {
      expectProblem(await stranger.put(`/accounts/${id}/deputy`, body), { status: 404, code: 'account.not_found' });
      expectProblem(await stranger.get(`/accounts/${id}/deputy`), { status: 404, code: 'account.not_found' });
      expectProblem(await stranger.delete(`/accounts/${id}/deputy`), { status: 404, code: 'account.not_found' });
    }
    expect((await chief.delete(`/accounts/${handlerId}/deputy`)).status).toBe(204);
    expectProblem(await handler.get('/me/deputy'), { status: 404, code: 'deputy.none' });
    expectProblem(await handler.delete('/me/deputy'), { status: 404, code: 'deputy.none' });
  });

  test('is another of the agency, for days that are still to come', async () => {
    const stranger = (await (await city.as('handler.ty-lib')).get('/auth/me')).body.id as string;
    const days = { from: TODAY, until: FRIDAY };
    for (const deputyId of [handlerId, stranger, '00000000-0000-4000-8000-000000000000']) {
      const refused = await handler.put('/me/deputy', { deputyId, ...days });
      expectProblem(refused, { status: 422, code: 'deputy.not_colleague', fields: { deputyId: 'deputy.not_colleague' } });
    }
    for (const period of [
      { from: FRIDAY, until: TODAY },
      { from: '2026-11-01', until: '2026-11-16' },
    ]) {
      const refused = await handler.put('/me/deputy', { deputyId: chiefId, ...period });
      expectProblem(refused, { status: 422, code: 'deputy.bad_period' });
    }
    for (const body of [
      {},
      { deputyId: 'x', ...days },
      { deputyId: chiefId, from: '2026-02-30', until: FRIDAY },
      { deputyId: chiefId, ...days, extra: 1 },
    ]) {
      expectProblem(await handler.put('/me/deputy', body), { status: 422, code: 'input.invalid' });
    }
    expectProblem(await handler.get('/me/deputy'), { status: 404, code: 'deputy.none' });
  });
});
