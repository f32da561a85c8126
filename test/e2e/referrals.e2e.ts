import { libraryLetter, roadHog, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Answer, type Client, keyIn, type Letter, newKey, startTestApp, type TestApp } from '../support/test-app.ts';

const ANSWER = { text: '已更換變壓器，恢復供電。', outcome: 'UPHELD' };

let city: TestApp;
let operator: Client;
let dispatcher: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-17T09:00:00+08:00' });
  [operator, dispatcher] = [await city.as('operator'), await city.as('dispatcher')];
});

afterAll(() => city.close());

const petitioner = { name: '王小明', phone: '0912-345-678', email: 'dark@example.org', preferredContact: 'EMAIL' };
const open = async (body: object): Promise<string> =>
  (await operator.post('/petitions', { ...body, petitioner })).body.case.caseNo;

/** The link that an agency outside the city was sent for a case. */
const linkOf = async (caseNo: string): Promise<string> =>
  keyIn(await city.letterTo('supervisor.ex-tpc@demonstration.invalid', 'referred', caseNo), 'referral');

async function referred(): Promise<{ readonly caseNo: string; readonly token: string }> {
  const caseNo = await open(signalTiming);
  await dispatcher.post(`/cases/${caseNo}/transfer`, { agencyCode: 'EX-TPC', reason: '電力設備' });
  return { caseNo, token: await linkOf(caseNo) };
}

describe('an agency outside the city', () => {
  test('reads the matter by its link, and nothing of who petitioned', async () => {
    const { caseNo, token } = await referred();
    const { status, body } = await city.citizen.get(`/public/referrals/${token}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ caseNo, agency: { code: 'EX-TPC' }, subject: signalTiming.subject, dueAt: expect.any(String) });
    expect(JSON.stringify(body)).not.toMatch(/王小明|0912|dark@/);
  });

  test('answers by its link: the case is closed, and the petitioner has the reply', async () => {
    const { caseNo, token } = await referred();
    const key = newKey();
    const answered = await city.citizen.post(`/public/referrals/${token}`, ANSWER, { 'idempotency-key': key });
    expect([answered.status, answered.body]).toEqual([201, { caseNo }]);
    const again = await city.citizen.post(`/public/referrals/${token}`, ANSWER, { 'idempotency-key': key });
    expect([again.status, again.headers['idempotent-replayed']]).toEqual([201, 'true']);
    expect((await operator.get(`/cases/${caseNo}`)).body).toMatchObject({
      status: 'CLOSED',
      outcome: 'UPHELD',
      reply: ANSWER.text,
    });
    expect((await city.letterTo('dark@example.org', 'reply', caseNo)).body).toContain(ANSWER.text);
    const { items } = (await operator.get(`/cases/${caseNo}/events`)).body;
    const closing = items.find(({ type }: { type: string }) => type === 'case.closed');
    expect(closing.actor).toEqual({ kind: 'STAFF', name: '台灣電力公司桃園區營業處' });
    expectProblem(await city.citizen.post(`/public/referrals/${token}`, ANSWER), { status: 410, code: 'referral.over' });
    expectProblem(await city.citizen.get(`/public/referrals/${token}`), { status: 410, code: 'referral.over' });
  });

  test('invariant 5: that answers where the category demands it has the city’s words on how to appeal under its reply, in the petitioners’ languages', async () => {
    const tax = { channel: 'HOTLINE', categoryCode: 'TX-001', subject: '房屋稅太高', description: '今年房屋稅比去年多一倍' };
    for (const [language, said, unsaid] of [
      ['en', 'Tax Collection Act, article 35', '稅捐稽徵法'],
      ['zh-TW', '稅捐稽徵法第35條', 'Tax Collection Act'],
    ] as const) {
      const { body } = await operator.post('/petitions', { ...tax, petitioner: { ...petitioner, language } });
      const caseNo = body.case.caseNo as string;
      await dispatcher.post(`/cases/${caseNo}/transfer`, { agencyCode: 'EX-TPC', reason: '電力設備' });
      expect((await city.citizen.post(`/public/referrals/${await linkOf(caseNo)}`, ANSWER)).status).toBe(201);
      const { status, reply } = (await operator.get(`/cases/${caseNo}`)).body as { status: string; reply: string };
      expect([status, reply.startsWith(ANSWER.text)]).toEqual(['CLOSED', true]);
      expect(reply).toContain(said);
      expect(reply).not.toContain(unsaid);
    }
  });

  test('that helps answers for its part, and the leading agency goes on', async () => {
    const caseNo = await open(signalTiming);
    await (await city.as('supervisor.ty-tra')).post(`/cases/${caseNo}/add-co-handler`, { agencyCode: 'EX-TPC', reason: '電力' });
    const token = await linkOf(caseNo);
    expect((await city.citizen.post(`/public/referrals/${token}`, { text: '線路正常' })).status).toBe(201);
    const { body } = await operator.get(`/cases/${caseNo}`);
    expect(body).toMatchObject({ status: 'DISPATCHED', assignments: [{}, { status: 'ANSWERED', answer: '線路正常' }] });
  });

  test('cannot answer any more when the case has gone elsewhere', async () => {
    const { caseNo, token } = await referred();
    await (await city.as('city')).post(`/cases/${caseNo}/transfer`, { agencyCode: 'TY-TRA', reason: '仍屬交通局' });
    const before = (await operator.get(`/cases/${caseNo}`)).body;
    expectProblem(await city.citizen.post(`/public/referrals/${token}`, ANSWER), { status: 410, code: 'referral.over' });
    expect((await operator.get(`/cases/${caseNo}`)).body).toEqual(before);
  });

  test('that leads waits for its helpers like any other: nothing is half done', async () => {
    const caseNo = await open(roadHog);
    await dispatcher.post(`/cases/${caseNo}/transfer`, { agencyCode: 'EX-TPC', reason: '電桿' });
    const token = await linkOf(caseNo);
    const before = (await operator.get(`/cases/${caseNo}`)).body;
    const refused = await city.citizen.post(`/public/referrals/${token}`, ANSWER);
    expectProblem(refused, { status: 409, code: 'case.co_handlers_open' });
    expect((await operator.get(`/cases/${caseNo}`)).body).toEqual(before);
  });

  test('is refused without words, with an outcome that does not exist, and by a link that is none', async () => {
    const { token } = await referred();
    const wordless = await city.citizen.post(`/public/referrals/${token}`, { text: ' ' });
    expectProblem(wordless, { status: 422, code: 'input.invalid' });
    const odd = await city.citizen.post(`/public/referrals/${token}`, { ...ANSWER, outcome: 'MAYBE' });
    expectProblem(odd, { status: 422, code: 'input.invalid' });
    expectProblem(await city.citizen.get('/public/referrals/none'), { status: 404, code: 'referral.not_found' });
    expectProblem(await city.citizen.post('/public/referrals/none', ANSWER), { status: 404, code: 'referral.not_found' });
  });
});

describe('where replies need approval, the answer of an agency outside the city', () => {
  let strict: TestApp;

  beforeAll(async () => {
    const rule = { agencyCode: null, categoryCode: null, categoryGroup: null };
    const approvals = [
      { ...rule, agencyCode: 'TY-TRA', levels: 1 as const },
      { ...rule, categoryGroup: 'TF', levels: 2 as const },
      { ...rule, categoryCode: 'TX-001', levels: 1 as const },
    ];
    strict = await startTestApp({ startsAt: '2026-11-17T09:00:00+08:00', replies: { approvals } });
  });

  afterAll(() => strict.close());

  const letters = async (to: string, caseNo: string, template: string): Promise<Letter[]> =>
    (await strict.lettersTo(to)).filter((letter) => letter.caseNo === caseNo && letter.template === template);
  const POWER = 'supervisor.ex-tpc@demonstration.invalid';
  const takenIn = async (body: object): Promise<string> =>
    (await (await strict.as('operator')).post('/petitions', { ...body, petitioner })).body.case.caseNo as string;
  const answer = async (caseNo: string, template: string, text: string): Promise<Answer> => {
    const token = keyIn((await letters(POWER, caseNo, template))[0]!, 'referral');
    return strict.citizen.post(`/public/referrals/${token}`, { text, outcome: 'UPHELD' });
  };

  test('waits for the agency that sent the case on, goes back with a new link, and out when it is approved', async () => {
    const caseNo = await takenIn(signalTiming);
    const chief = await strict.as('supervisor.ty-tra');
    await (await strict.as('dispatcher')).post(`/cases/${caseNo}/transfer`, { agencyCode: 'EX-TPC', reason: '電力設備' });
    expect((await answer(caseNo, 'referred', '已處理。')).status).toBe(201);
    const read = async (): Promise<Answer['body']> => (await (await strict.as('operator')).get(`/cases/${caseNo}`)).body;
    expect(await read()).toMatchObject({
      ...{ status: 'PENDING_APPROVAL', reply: null },
      approval: { level: 1, levels: 1, agencyCode: 'TY-TRA' },
    });
    expect(await letters('dark@example.org', caseNo, 'reply')).toEqual([]);
    expect(await letters('supervisor.ty-tra@demonstration.invalid', caseNo, 'approval')).toHaveLength(1);
    expectProblem(await answer(caseNo, 'referred', '再答'), { status: 410, code: 'referral.over' });
    const [draft] = (await chief.get(`/cases/${caseNo}/replies`)).body.items;
    expect(draft.submittedBy).toEqual({ id: null, name: '台灣電力公司桃園區營業處', onBehalfOf: null });

    expect((await chief.post(`/cases/${caseNo}/reject-reply`, { note: '請說明復電時間' })).body.status).toBe('IN_PROGRESS');
    expect((await letters(POWER, caseNo, 'referral-rejected'))[0]!.body).toContain('請說明復電時間');
    expectProblem(await answer(caseNo, 'referred', '舊連結'), { status: 404, code: 'referral.not_found' });
    expect((await answer(caseNo, 'referral-rejected', '已於十時復電。')).status).toBe(201);
    expect((await chief.post(`/cases/${caseNo}/approve-reply`)).body).toMatchObject({
      status: 'CLOSED',
      reply: '已於十時復電。',
    });
    expect(await letters('dark@example.org', caseNo, 'reply')).toHaveLength(1);
  });

  test('invariant 5: is approved with the city’s words on how to appeal', async () => {
    const tax = { channel: 'HOTLINE', categoryCode: 'TX-001', subject: '房屋稅太高', description: '今年房屋稅比去年多一倍' };
    const { body } = await (await strict.as('operator')).post('/petitions', { ...tax, petitioner });
    const { caseNo, leadAgency } = body.case as { caseNo: string; leadAgency: { code: string } };
    await (await strict.as('dispatcher')).post(`/cases/${caseNo}/transfer`, { agencyCode: 'EX-TPC', reason: '電力設備' });
    expect((await answer(caseNo, 'referred', '已處理。')).status).toBe(201);
    const chief = await strict.as(`supervisor.${leadAgency.code.toLowerCase()}`);
    const approved = await chief.post(`/cases/${caseNo}/approve-reply`);
    expect([approved.status, approved.body.status]).toEqual([200, 'CLOSED']);
    expect(approved.body.reply).toMatch(/^已處理。[\s\S]*稅捐稽徵法第35條/);
  });

  test('waits for the city’s supervisors when a dispatcher sent it there; what no rule demands goes out at once', async () => {
    const [dispatched, free] = [await takenIn(signalTiming), await takenIn({ ...libraryLetter, channel: 'HOTLINE' })];
    const desk = await strict.as('dispatcher');
    await (await strict.as('handler.ty-tra')).post(`/cases/${dispatched}/return`, { reason: '非本局權責' });
    for (const caseNo of [dispatched, free]) {
      const way = caseNo === free ? 'transfer' : 'dispatch';
      const sent = await desk.post(`/cases/${caseNo}/${way}`, { agencyCode: 'EX-TPC', reason: '電力' });
      expect(sent.status).toBe(200);
      expect((await answer(caseNo, 'referred', '已處理。')).status).toBe(201);
    }
    expect((await desk.get(`/cases/${free}`)).body.status).toBe('CLOSED');
    const commission = await strict.as('city');
    expect((await desk.get(`/cases/${dispatched}`)).body.approval).toMatchObject({ levels: 1, role: 'CITY_SUPERVISOR' });
    expect((await commission.post(`/cases/${dispatched}/approve-reply`)).body.status).toBe('CLOSED');
  });
});
