import { sql } from '../../src/platform/database/index.ts';
import { sign } from '../../src/platform/http/index.ts';
import { signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Call, callsOf, closedFor, landline, REPLY } from '../support/telephone-surveys.ts';
import { type Answer, type Client, newKey, startTestApp, type TestApp } from '../support/test-app.ts';

/** A Monday morning. */
const MORNING = '2026-11-16T09:00:00+08:00';
const SECRET = 'of the voice-response system, thirty-two';
const NOBODYS = '00000000-0000-4000-8000-000000000000';

/** What was written to a petitioner about a survey, and what became of it. */
const surveyMessages = async (city: TestApp, caseNo: string): Promise<string[]> => {
  const { body } = await (await city.as('admin')).get('/outbox?limit=200');
  return (body.items as { template: string; state: string; caseNo: string | null }[])
    .filter((message) => message.template.startsWith('survey') && message.caseNo === caseNo)
    .map(({ template, state }) => `${template} ${state}`);
};

describe('where operators call', () => {
  let city: TestApp;
  let operator: Client;

  beforeAll(async () => {
    city = await startTestApp({ startsAt: MORNING });
    operator = await city.as('operator');
  });

  afterAll(() => city.close());

  async function waiting(petitioner: object = landline()): Promise<Call> {
    const caseNo = await closedFor(city, petitioner);
    return (await callsOf(operator)).find((call) => call.caseNo === caseNo)!;
  }

  test('whoever is reached by telephone waits in the list with what is asked, and nobody else', async () => {
    const petitioner = landline();
    const caseNo = await closedFor(city, petitioner);
    const other = await closedFor(city, { email: 'no.call@example.org' });
    const calls = await callsOf(operator);
    expect(calls.find((call) => call.caseNo === caseNo)).toMatchObject({
      name: '王小明',
      phone: petitioner.phone,
      subject: signalTiming.subject,
      reply: REPLY.reply,
      agency: '桃園市政府交通局',
      language: 'zh-TW',
      questions: [{ field: 'overall' }, { field: 'speed' }, { field: 'attitude' }, { field: 'result' }],
    });
    expect(calls.map((call) => call.caseNo)).not.toContain(other);
  });

  test('the list is the one place: nothing is left in the outbox for somebody to deliver', async () => {
    const { caseNo } = await waiting();
    expect(await surveyMessages(city, caseNo)).toEqual([]);
    const reminded = await closedFor(city, { email: 'then.called@example.org', phone: '03-332-9911' });
    await city.advanceTo(new Date(city.clock.now().getTime() + 3 * 86_400_000 + 60_000).toISOString());
    await city.drain();
    expect((await callsOf(operator)).map((call) => call.caseNo)).toContain(reminded);
    expect(await surveyMessages(city, reminded)).toEqual(['survey CAPTURED']);
  });

  test('the answer is taken once, on behalf of the petitioner, and kept as the operator’s doing', async () => {
    const { id, caseNo } = await waiting();
    const answered = await operator.post(`/survey-calls/${id}/answer`, { overall: 2, speed: 4, comment: '秒數還是太短' });
    expect([answered.status, answered.body]).toEqual([201, { overall: 2, answeredAt: expect.stringMatching(/\+08:00$/) }]);
    expectProblem(await operator.post(`/survey-calls/${id}/answer`, { overall: 5 }), {
      status: 410,
      code: 'survey.already_answered',
    });
    expect((await callsOf(operator)).map((call) => call.id)).not.toContain(id);
    const { body } = await (await city.as('city')).get(`/surveys?caseNo=${caseNo}`);
    expect(body.items).toMatchObject([{ id, state: 'ANSWERED', overall: 2, channel: 'OPERATOR' }]);
    const reviews = await (await city.as('city')).get('/survey-reviews?limit=200');
    expect(reviews.body.items).toEqual(expect.arrayContaining([expect.objectContaining({ caseNo, comment: '秒數還是太短' })]));
  });

  test('a repeated request with its key is the same answer', async () => {
    const { id } = await waiting();
    const key = { 'idempotency-key': newKey() };
    const first = await operator.post(`/survey-calls/${id}/answer`, { overall: 4 }, key);
    const again = await operator.post(`/survey-calls/${id}/answer`, { overall: 4 }, key);
    expect([again.status, again.body, again.headers['idempotent-replayed']]).toEqual([201, first.body, 'true']);
  });

  test('who says on the telephone that it is not fixed asks for the case to be opened again', async () => {
    const { id, caseNo } = await waiting();
    expectProblem(await operator.post(`/survey-calls/${id}/reopen-request`, { reason: '沒有改' }), {
      status: 409,
      code: 'reopen_request.no_low_answer',
    });
    await operator.post(`/survey-calls/${id}/answer`, { overall: 1 });
    expect((await operator.post(`/survey-calls/${id}/reopen-request`, { reason: '沒有改' })).status).toBe(201);
    const { body } = await (await city.as('city')).get(`/reopen-requests?caseNo=${caseNo}`);
    expect(body.items).toMatchObject([{ caseNo, reason: '沒有改', state: 'OPEN' }]);
  });

  test('a late answer is refused, and the call is no longer in the list', async () => {
    const { id } = await waiting();
    await city.advanceTo(new Date(city.clock.now().getTime() + 8 * 86_400_000).toISOString());
    expect((await callsOf(operator)).map((call) => call.id)).not.toContain(id);
    expectProblem(await operator.post(`/survey-calls/${id}/answer`, { overall: 5 }), { status: 410, code: 'survey.expired' });
  });

  test('a case that is open again is nothing to call about', async () => {
    const { id, caseNo } = await waiting();
    await (await city.as('city')).post(`/cases/${caseNo}/reopen`, { reason: '民眾來電' });
    expect((await callsOf(operator)).map((call) => call.id)).not.toContain(id);
  });

  test.each<[string, object, Record<string, string>]>([
    ['without a score', {}, { overall: 'field.required' }],
    ['of six', { overall: 6 }, { overall: 'field.not_allowed' }],
    ['in words', { overall: '5' }, { overall: 'field.type' }],
    ['with a name', { overall: 5, name: '王' }, { name: 'field.unknown' }],
  ])('an answer %s is refused and changes nothing', async (_, body, fields) => {
    const { id } = await waiting();
    expectProblem(await operator.post(`/survey-calls/${id}/answer`, body), { status: 422, code: 'input.invalid', fields });
    expect((await callsOf(operator)).map((call) => call.id)).toContain(id);
  });

  test('a survey that is not asked by telephone is none of the operators’', async () => {
    const caseNo = await closedFor(city, { email: 'by.mail@example.org' });
    const { body } = await (await city.as('city')).get(`/surveys?caseNo=${caseNo}`);
    for (const id of [body.items[0].id as string, NOBODYS, 'x'])
      expectProblem(await operator.post(`/survey-calls/${id}/answer`, { overall: 5 }), {
        status: 404,
        code: 'survey_call.not_found',
      });
  });

  test('the list is paged, and refuses a cursor of its own making', async () => {
    await waiting();
    await waiting();
    const first = await operator.get('/survey-calls?limit=1&count=true');
    expect(first.body.total).toBe((await callsOf(operator)).length);
    const second = await operator.get(`/survey-calls?limit=1&cursor=${first.body.nextCursor}`);
    expect(second.body.items[0].id).toBe((await callsOf(operator))[1]!.id);
    expectProblem(await operator.get('/survey-calls?cursor=x'), { status: 400, code: 'page.bad_cursor' });
  });
});

describe('where a machine calls', () => {
  let city: TestApp;

  beforeAll(async () => {
    city = await startTestApp({
      startsAt: MORNING,
      survey: { calls: 'VOICE_RESPONSE' },
      environment: { VOICE_RESPONSE_SECRET: SECRET },
    });
  });

  afterAll(() => city.close());

  /** What the machine sends, signed. @param signed what it signs, where that is something else */
  function machine(
    method: 'GET' | 'POST',
    path: string,
    body = '',
    signed: { secret?: string; body?: string } = {},
  ): Promise<Answer> {
    const url = `/api/v1/voice-response/surveys${path}`;
    const signature = sign(signed.secret ?? SECRET, { method, url, body: signed.body ?? body }, city.clock.now());
    const headers = { 'x-signature': signature };
    return method === 'GET' ? city.citizen.get(url, headers) : city.citizen.post(url, body, headers);
  }

  async function waiting(): Promise<{ id: string; caseNo: string; phone: string }> {
    const petitioner = landline();
    const caseNo = await closedFor(city, petitioner);
    const { body } = await machine('GET', '?limit=200');
    return { caseNo, ...(body.items as { id: string; phone: string }[]).find(({ phone }) => phone === petitioner.phone)! };
  }

  test('it learns whom to call and what to read out, and no more', async () => {
    const { id, caseNo } = await waiting();
    const { body } = await machine('GET', '?limit=200&count=true');
    expect(body.total).toBe(body.items.length);
    const call = (body.items as { id: string }[]).find((item) => item.id === id)!;
    expect(Object.keys(call).sort()).toEqual(
      ['expiresAt', 'id', 'language', 'leastText', 'mostText', 'phone', 'question', 'sinceAt'].sort(),
    );
    expect(await callsOf(await city.as('operator'))).toEqual([]);
    expect(await surveyMessages(city, caseNo)).toEqual([]);
  });

  test('that it had a number is recorded as of an operator, once, and without the number', async () => {
    const { id, caseNo, phone } = await waiting();
    await machine('GET', '?limit=200');
    const facts = await city.rows<{ actor: string; kind: string; data: object }>(sql`
      SELECT f.actor_name AS actor, f.actor_kind AS kind, f.data
      FROM facts f
      JOIN case_petitions l ON l.petition_id = f.subject_id
      JOIN cases c ON c.id = l.case_id
      WHERE f.type = 'petition.identity_viewed' AND c.case_no = ${caseNo}`);
    expect(facts).toEqual([{ actor: 'voice-response', kind: 'MACHINE', data: { ground: 'SURVEY_CALL', groundId: id } }]);
    expect(JSON.stringify(facts)).not.toContain(phone);
    const { items } = (await (await city.as('auditor')).get('/audit/facts?type=petition.identity_viewed')).body;
    expect(items[0].actor).toEqual({ kind: 'MACHINE', id: null, name: 'voice-response', onBehalfOf: null });
  });

  test('what it is not shown is not recorded: of a page its rows alone, and nothing without a signature', async () => {
    const views = async (): Promise<number> => {
      const [row] = await city.rows<{ n: number }>(sql`SELECT count(*)::integer AS n FROM machine_views`);
      return row!.n;
    };
    for (let i = 0; i < 2; i += 1) await closedFor(city, landline());
    const before = await views();
    const { total } = (await machine('GET', '?limit=1&count=true')).body;
    expect(total).toBeGreaterThanOrEqual(before + 2);
    expect(await views()).toBe(before); // the oldest, which it had before
    expectProblem(await machine('GET', '?limit=200', '', { secret: 'k'.repeat(32) }), {
      status: 401,
      code: 'auth.signature_wrong',
    });
    expect(await views()).toBe(before);
    await machine('GET', '?limit=200');
    expect(await views()).toBe(before + 2);
  });

  test('what was pressed is the one answer', async () => {
    const { id, caseNo } = await waiting();
    const pressed = await machine('POST', `/${id}`, '{ "overall": 1 }');
    expect([pressed.status, pressed.body.overall]).toEqual([201, 1]);
    expectProblem(await machine('POST', `/${id}`, '{"overall":5}'), { status: 410, code: 'survey.already_answered' });
    const { body } = await (await city.as('city')).get(`/surveys?caseNo=${caseNo}`);
    expect(body.items).toMatchObject([{ overall: 1, channel: 'VOICE_RESPONSE' }]);
  });

  test.each([
    ['with another secret', { secret: 'k'.repeat(32) }],
    ['of another body', { body: '{"overall":5}' }],
  ])('a signature %s is refused and changes nothing', async (_, signed) => {
    const { id } = await waiting();
    expectProblem(await machine('POST', `/${id}`, '{"overall":1}', signed), { status: 401, code: 'auth.signature_wrong' });
    expect((await machine('POST', `/${id}`, '{"overall":3}')).status).toBe(201);
  });

  test('no signature, or one of another address, is refused', async () => {
    const { id } = await waiting();
    const url = `/api/v1/voice-response/surveys/${id}`;
    expectProblem(await city.citizen.post(url, { overall: 5 }), { status: 401, code: 'auth.signature_wrong' });
    const elsewhere = sign(SECRET, { method: 'POST', url: `${url}?x`, body: '{"overall":5}' }, city.clock.now());
    expectProblem(await city.citizen.post(url, { overall: 5 }, { 'x-signature': elsewhere }), {
      status: 401,
      code: 'auth.signature_wrong',
    });
  });

  test('a signature that was overheard works for five minutes', async () => {
    const { id } = await waiting();
    const url = `/api/v1/voice-response/surveys/${id}`;
    const headers = { 'x-signature': sign(SECRET, { method: 'POST', url, body: '{"overall":5}' }, city.clock.now()) };
    city.clock.advanceTo(new Date(city.clock.now().getTime() + 302_000));
    expectProblem(await city.citizen.post(url, '{"overall":5}', headers), { status: 401, code: 'auth.signature_out_of_date' });
  });

  test.each<[string, string, { status: number; code: string }]>([
    ['without a score', '{}', { status: 422, code: 'input.invalid' }],
    ['of nine', '{"overall":9}', { status: 422, code: 'input.invalid' }],
    ['that is a list', '[5]', { status: 400, code: 'request.body_not_object' }],
    ['that is not JSON', '{"overall":', { status: 400, code: 'request.malformed' }],
  ])('an answer %s is refused and changes nothing', async (_, body, problem) => {
    const { id } = await waiting();
    expectProblem(await machine('POST', `/${id}`, body), problem);
    expect((await machine('POST', `/${id}`, '{"overall":3}')).status).toBe(201);
  });

  test('what is not the machine’s is missing', async () => {
    for (const id of [NOBODYS, 'x'])
      expectProblem(await machine('POST', `/${id}`, '{"overall":5}'), { status: 404, code: 'survey_call.not_found' });
  });

  test('a petitioner whom it did not reach is called by a person after three days, once', async () => {
    const { id } = await waiting();
    await city.advanceTo(new Date(city.clock.now().getTime() + 3 * 86_400_000 + 60_000).toISOString());
    await city.drain();
    const operator = await city.as('operator');
    expect((await callsOf(operator)).map((call) => call.id)).toContain(id);
    expectProblem(await machine('POST', `/${id}`, '{"overall":5}'), { status: 404, code: 'survey_call.not_found' });
    expect((await operator.post(`/survey-calls/${id}/answer`, { overall: 5 })).status).toBe(201);
  });
});

test('without a secret no signature is right', async () => {
  const city = await startTestApp({ startsAt: MORNING });
  const url = '/api/v1/voice-response/surveys';
  const signature = sign('', { method: 'GET', url, body: '' }, city.clock.now());
  expectProblem(await city.citizen.get(url, { 'x-signature': signature }), { status: 401, code: 'auth.signature_wrong' });
  await city.close();
});
