import { pothole, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Answer, type Client, startTestApp, type TestApp } from '../support/test-app.ts';

let city: TestApp;
let operator: Client;
let handler: Client;
let chief: Client;
let bureau: Client;

beforeAll(async () => {
  const rule = { agencyCode: null, categoryCode: null, categoryGroup: null };
  city = await startTestApp({
    startsAt: '2026-11-17T09:00:00+08:00',
    replies: {
      approvals: [
        { ...rule, agencyCode: 'TY-RMO', levels: 2 },
        { ...rule, categoryGroup: 'TF', levels: 1 },
        { ...rule, categoryCode: 'TF-001', levels: 2 },
      ],
    },
  });
  [operator, handler, chief, bureau] = (await Promise.all(
    ['operator', 'handler.ty-rmo', 'supervisor.ty-rmo', 'supervisor.ty-pwb'].map((name) => city.as(name)),
  )) as [Client, Client, Client, Client];
});

afterAll(() => city.close());

const reply = { text: '已修補完成。', outcome: 'UPHELD' };
const open = async (body: object, by: Client = handler): Promise<string> => {
  const { caseNo } = (await operator.post('/petitions', body)).body.case as { caseNo: string };
  await by.post(`/cases/${caseNo}/accept`);
  return caseNo;
};
const drafts = async (caseNo: string): Promise<Answer['body'][]> => (await operator.get(`/cases/${caseNo}/replies`)).body.items;
const types = async (caseNo: string): Promise<string[]> =>
  (await operator.get(`/cases/${caseNo}/events`)).body.items.map(({ type }: { type: string }) => type);

describe('a reply that needs two levels', () => {
  test('waits for the agency, then for the one above, and the last approval closes the case with it', async () => {
    const caseNo = await open({ ...pothole, petitioner: { email: 'told@example.org' } });
    const submitted = await handler.post(`/cases/${caseNo}/submit-reply`, { ...reply, templateCode: 'SITE-VISITED' });
    expect(submitted.body).toMatchObject({
      status: 'PENDING_APPROVAL',
      reply: null,
      closedAt: null,
      clock: { state: 'RUNNING' },
      approval: { level: 1, levels: 2, role: 'AGENCY_SUPERVISOR', agencyCode: 'TY-RMO' },
      openCommands: expect.arrayContaining(['approve-reply', 'reject-reply', 'close', 'note']),
    });
    expect((await bureau.get(`/cases/${caseNo}`)).body.status).toBe('PENDING_APPROVAL'); // of a body below it, and not asked yet
    expectProblem(await bureau.post(`/cases/${caseNo}/approve-reply`), { status: 403, code: 'reply.not_approver' });
    expect(await city.templatesTo('supervisor.ty-rmo@demonstration.invalid', caseNo)).toContain('approval');

    const first = await chief.post(`/cases/${caseNo}/approve-reply`, { note: '可' });
    expect(first.body).toMatchObject({ status: 'PENDING_APPROVAL', approval: { level: 2, agencyCode: 'TY-PWB' } });
    expectProblem(await chief.post(`/cases/${caseNo}/approve-reply`), { status: 403, code: 'reply.not_approver' });
    expect(await city.templatesTo('supervisor.ty-pwb@demonstration.invalid', caseNo)).toContain('approval');

    expect((await bureau.get(`/cases/${caseNo}`)).body.status).toBe('PENDING_APPROVAL');
    const last = await bureau.post(`/cases/${caseNo}/approve-reply`);
    expect(last.body).toMatchObject({ status: 'CLOSED', reply: reply.text, outcome: 'UPHELD', approval: null });
    expect((await city.letterTo('told@example.org', 'reply')).body).toContain(reply.text);
    expect(await drafts(caseNo)).toMatchObject([
      {
        ...{ state: 'APPROVED', asked: null, text: reply.text, templateCode: 'SITE-VISITED' },
        decisions: [
          { level: 1, decision: 'APPROVED', note: '可' },
          { level: 2, decision: 'APPROVED', note: null },
        ],
      },
    ]);
    expect((await types(caseNo)).slice(-6)).toEqual([
      'case.reply_submitted',
      'case.approval_requested',
      'case.reply_approved',
      'case.approval_requested',
      'case.reply_approved',
      'case.closed',
    ]);
  });

  test('is given back with a remark, which the handler reads, and handed in again', async () => {
    const caseNo = await open(pothole);
    await handler.post(`/cases/${caseNo}/submit-reply`, reply);
    const rejected = await chief.post(`/cases/${caseNo}/reject-reply`, { note: '請說明完工日期' });
    expect(rejected.body).toMatchObject({ status: 'IN_PROGRESS', approval: null });
    const letter = await city.letterTo('handler.ty-rmo@demonstration.invalid', 'reply-rejected', caseNo);
    expect(letter.body).toContain('請說明完工日期');
    expectProblem(await chief.post(`/cases/${caseNo}/approve-reply`), { status: 409, code: 'case.illegal_command' });
    await handler.post(`/cases/${caseNo}/submit-reply`, { ...reply, text: '已於 11 月 17 日修補。' });
    expect((await drafts(caseNo)).map(({ state }) => state)).toEqual(['REJECTED', 'PENDING']);
    const events = (await operator.get(`/cases/${caseNo}/events`)).body.items as {
      type: string;
      data: object;
      public: boolean;
    }[];
    expect(events.find(({ type }) => type === 'case.reply_rejected')).toMatchObject({
      data: { note: '請說明完工日期', level: 1 },
      public: false,
    });
  });

  test('is approved by nobody who wrote it', async () => {
    const caseNo = await open(pothole);
    await chief.post(`/cases/${caseNo}/submit-reply`, reply);
    expectProblem(await chief.post(`/cases/${caseNo}/approve-reply`), { status: 403, code: 'reply.own_reply' });
    expectProblem(await chief.post(`/cases/${caseNo}/reject-reply`), { status: 403, code: 'reply.own_reply' });
    expect((await drafts(caseNo))[0].decisions).toEqual([]);
  });

  test('is closed past the ladder by nobody below its top', async () => {
    const caseNo = await open(pothole);
    const closing = { outcome: 'UPHELD', reply: 'x' };
    for (const client of [handler, chief]) {
      const refused = await client.post(`/cases/${caseNo}/close`, closing);
      expectProblem(refused, { status: 409, code: 'case.approval_required' });
      expect(refused.body.approvers).toMatchObject([{ agencyCode: 'TY-RMO' }, { agencyCode: 'TY-PWB' }]);
    }
    await handler.post(`/cases/${caseNo}/submit-reply`, reply);
    await chief.post(`/cases/${caseNo}/approve-reply`);
    expect((await bureau.post(`/cases/${caseNo}/close`, { ...closing, reply: '由局回復' })).body).toMatchObject({
      status: 'CLOSED',
      reply: '由局回復',
    });
    expect((await drafts(caseNo)).map(({ state }) => state)).toEqual(['WITHDRAWN']);
  });
});

describe('a reply that needs one level', () => {
  test('is asked of the agency’s supervisor, who may also close the case in their own words', async () => {
    const [own, head] = [await city.as('handler.ty-tra'), await city.as('supervisor.ty-tra')];
    const approved = await open(signalTiming, own);
    expect((await own.post(`/cases/${approved}/submit-reply`, reply)).body.approval).toMatchObject({ level: 1, levels: 1 });
    expect((await head.post(`/cases/${approved}/approve-reply`)).body.status).toBe('CLOSED');
    const closed = await open(signalTiming, own);
    expect((await head.post(`/cases/${closed}/close`, { outcome: 'PARTLY', reply: '由主管回復' })).body.status).toBe('CLOSED');
    expect(await drafts(closed)).toEqual([]);
  });

  test('does not begin before the co-handlers have answered', async () => {
    const [own, head] = [await city.as('handler.ty-tra'), await city.as('supervisor.ty-tra')];
    const caseNo = await open(signalTiming, own);
    await head.post(`/cases/${caseNo}/add-co-handler`, { agencyCode: 'TY-OEM', reason: '需路燈資料' });
    expectProblem(await own.post(`/cases/${caseNo}/submit-reply`, reply), { status: 409, code: 'case.co_handlers_open' });
  });
});

describe('more time, asked for before the reply was handed in,', () => {
  const DAYS = { until: '2026-11-30', reasonCode: 'SITE_VISIT', reason: '會勘' };
  const asked = async (email: string): Promise<{ caseNo: string; own: Client; head: Client }> => {
    const [own, head] = [await city.as('handler.ty-tra'), await city.as('supervisor.ty-tra')];
    const caseNo = await open({ ...signalTiming, petitioner: { email } }, own);
    await own.post(`/cases/${caseNo}/request-extension`, DAYS);
    const { body } = await own.post(`/cases/${caseNo}/submit-reply`, reply);
    expect(body).toMatchObject({ status: 'PENDING_APPROVAL', openExtension: { days: expect.any(Number) } });
    expect(body.openCommands).toEqual(expect.arrayContaining(['approve-extension', 'reject-extension']));
    return { caseNo, own, head };
  };
  const states = async (caseNo: string): Promise<string[]> =>
    (await operator.get(`/cases/${caseNo}/extensions`)).body.items.map(({ state }: { state: string }) => state);

  test('is granted while the reply waits: the clock and the petitioner have the new day, and the reply goes out as usual', async () => {
    const { caseNo, head } = await asked('more-time@example.org');
    const granted = await head.post(`/cases/${caseNo}/approve-extension`, {});
    const dueAt = '2026-11-30T17:30:00.000+08:00';
    expect(granted.body).toMatchObject({ status: 'PENDING_APPROVAL', dueAt, extensions: 1, openExtension: null });
    const letters = await city.lettersTo('more-time@example.org');
    expect(letters.find(({ template }) => template === 'extended')!.body).toContain('2026年11月30日');
    expect((await operator.get(`/cases/${caseNo}/clock`)).body).toMatchObject({ dueAt, state: 'RUNNING' });
    expect((await head.post(`/cases/${caseNo}/approve-reply`)).body).toMatchObject({ status: 'CLOSED', overdue: false });
    expect(await states(caseNo)).toEqual(['APPROVED']);
  });

  test('is refused while the reply waits, or forgotten when the reply goes out first', async () => {
    const [refused, forgotten] = [await asked('refused@example.org'), await asked('forgotten@example.org')];
    const { body } = await refused.head.post(`/cases/${refused.caseNo}/reject-extension`, { note: '請如期' });
    expect(body).toMatchObject({ status: 'PENDING_APPROVAL', openExtension: null, extensions: 0 });
    expect(await states(refused.caseNo)).toEqual(['REJECTED']);
    await forgotten.head.post(`/cases/${forgotten.caseNo}/approve-reply`);
    expect(await states(forgotten.caseNo)).toEqual(['VOID']);
    await city.drain();
    const mail = await city.lettersTo('handler.ty-tra@demonstration.invalid');
    expect(mail.filter(({ template, caseNo }) => template === 'extension-decided' && caseNo === forgotten.caseNo)).toEqual([]);
  });
});

test('the city’s supervisors give the second level where no agency is above', async () => {
  const [own, head, top] = [await city.as('handler.ty-tra'), await city.as('supervisor.ty-tra'), await city.as('city')];
  const caseNo = await open({ ...signalTiming, categoryCode: 'TF-001' }, own);
  await own.post(`/cases/${caseNo}/submit-reply`, reply);
  expectProblem(await top.post(`/cases/${caseNo}/approve-reply`), { status: 403, code: 'reply.not_approver' });
  expect((await head.post(`/cases/${caseNo}/approve-reply`)).body.approval).toMatchObject({
    role: 'CITY_SUPERVISOR',
    agencyCode: null,
  });
  expect((await top.post(`/cases/${caseNo}/approve-reply`)).body.status).toBe('CLOSED');
});

describe('how to appeal', () => {
  const tax = { channel: 'HOTLINE', categoryCode: 'TX-001', subject: '房屋稅太高', description: '今年房屋稅比去年多一倍' };

  test('invariant 5: is told where the category demands it, in the languages of those who petitioned', async () => {
    const petitioner = { email: 'tax@example.org', language: 'en' };
    const { body } = await operator.post('/petitions', { ...tax, petitioner });
    const { caseNo, leadAgency } = body.case as { caseNo: string; leadAgency: { code: string } };
    const taxman = await city.as(`handler.${leadAgency.code.toLowerCase()}`);
    await taxman.post(`/cases/${caseNo}/accept`);
    for (const [command, right] of [
      ['submit-reply', reply],
      ['close', { outcome: 'UPHELD', reply: 'x' }],
    ] as const) {
      const missing = await taxman.post(`/cases/${caseNo}/${command}`, right);
      expectProblem(missing, {
        status: 422,
        code: 'case.legal_remedy_missing',
        fields: { legalRemedy: 'case.legal_remedy_missing' },
      });
    }
    const closed = await taxman.post(`/cases/${caseNo}/submit-reply`, { ...reply, legalRemedy: { code: 'TAX-REVIEW' } });
    expect(closed.body.status).toBe('CLOSED');
    const read = (await city.letterTo('tax@example.org', 'reply')).body;
    expect(read).toContain('Tax Collection Act, article 35');
    expect(read).not.toContain('稅捐稽徵法');
  });

  test('may be said anywhere, in words of one’s own, and reaches the citizen through an approval', async () => {
    const caseNo = await open({ ...pothole, petitioner: { email: 'own@example.org' } });
    await handler.post(`/cases/${caseNo}/submit-reply`, { ...reply, legalRemedy: { text: '得於三十日內提起訴願。' } });
    await chief.post(`/cases/${caseNo}/approve-reply`);
    const { body } = await bureau.post(`/cases/${caseNo}/approve-reply`);
    expect(body.reply).toBe('已修補完成。\n\n得於三十日內提起訴願。');
  });

  test.each([
    ['an unknown code', { code: 'NONE' }, { 'legalRemedy.code': 'reply.remedy_unknown' }],
    ['neither code nor text', {}, { legalRemedy: 'reply.remedy_one_of' }],
    ['both', { code: 'TAX-REVIEW', text: 'x' }, { legalRemedy: 'reply.remedy_one_of' }],
  ])('%s is refused', async (_, legalRemedy, fields) => {
    const caseNo = await open(pothole);
    const refused = await handler.post(`/cases/${caseNo}/submit-reply`, { ...reply, legalRemedy });
    expectProblem(refused, { status: 422, code: 'input.invalid', fields });
    expect((await operator.get(`/cases/${caseNo}`)).body).toMatchObject({ status: 'IN_PROGRESS', version: 2 });
  });
});

test('templates are listed by category, and one that is not there is refused', async () => {
  const { body } = await handler.get('/reply-templates?category=RD-001');
  expect(body.items).toContainEqual(expect.objectContaining({ code: 'SITE-VISITED', categoryCode: null }));
  expect((await handler.get('/legal-remedies')).body.items.map(({ code }: { code: string }) => code)).toContain('TAX-REVIEW');
  const caseNo = await open(pothole);
  const refused = await handler.post(`/cases/${caseNo}/submit-reply`, { ...reply, templateCode: 'NONE' });
  expectProblem(refused, { status: 422, code: 'input.invalid', fields: { templateCode: 'reply.template_unknown' } });
});

test('bad input changes nothing', async () => {
  const caseNo = await open(pothole);
  await handler.post(`/cases/${caseNo}/submit-reply`, reply);
  const before = (await operator.get(`/cases/${caseNo}`)).body.version as number;
  expectProblem(await chief.post(`/cases/${caseNo}/approve-reply`, { unknown: 1 }), { status: 422, code: 'input.invalid' });
  expectProblem(await chief.post(`/cases/${caseNo}/approve-reply`, { note: 7 }), { status: 422, code: 'input.invalid' });
  expectProblem(await chief.post(`/cases/${caseNo}/approve-reply`, {}, { 'if-match': '"1"' }), {
    status: 412,
    code: 'case.version_mismatch',
  });
  expectProblem(await handler.post(`/cases/${caseNo}/submit-reply`, reply), { status: 409, code: 'case.illegal_command' });
  expectProblem(await handler.post(`/cases/${caseNo}/approve-reply`), { status: 403, code: 'auth.not_allowed' });
  expect((await operator.get(`/cases/${caseNo}`)).body.version).toBe(before);
});

test('of two supervisors’ answers at once, one counts', async () => {
  const caseNo = await open(pothole);
  await handler.post(`/cases/${caseNo}/submit-reply`, reply);
  const answers = await Promise.all([
    chief.post(`/cases/${caseNo}/approve-reply`),
    chief.post(`/cases/${caseNo}/reject-reply`, { note: 'x' }),
  ]);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect((await drafts(caseNo))[0].decisions).toHaveLength(1);
});
