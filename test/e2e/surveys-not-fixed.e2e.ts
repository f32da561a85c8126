import { sql } from '../../src/platform/database/index.ts';
import { signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Client, keyIn, newKey, startTestApp, type TestApp } from '../support/test-app.ts';

/** A Monday morning. */
const MORNING = '2026-11-16T09:00:00+08:00';
const REPLY = { outcome: 'UPHELD', reply: '已調整秒數。' };
const NOBODYS = '00000000-0000-4000-8000-000000000000';

let city: TestApp;
let supervisor: Client;
let dispatcher: Client;
let handler: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: MORNING });
  [supervisor, dispatcher, handler] = await Promise.all([city.as('city'), city.as('dispatcher'), city.as('handler.ty-tra')]);
});

afterAll(() => city.close());

/** A case that was closed for somebody, and the key of their survey. */
async function closedFor(email: string): Promise<{ caseNo: string; token: string }> {
  const { body } = await (await city.as('operator')).post('/petitions', { ...signalTiming, petitioner: { email } });
  const caseNo = body.case.caseNo as string;
  await handler.post(`/cases/${caseNo}/accept`);
  expect((await handler.post(`/cases/${caseNo}/close`, REPLY)).status).toBe(200);
  return { caseNo, token: keyIn(await city.letterTo(email, 'survey', caseNo), 'survey') };
}

const ask = (token: string, body: unknown = { reason: '紅綠燈還是太短' }, headers = {}): ReturnType<Client['post']> =>
  city.citizen.post(`/public/surveys/${token}/reopen-request`, body, headers);
const answer = (token: string, overall: number): ReturnType<Client['post']> =>
  city.citizen.post(`/public/surveys/${token}`, { overall });
const statusOf = async (caseNo: string): Promise<string> => (await supervisor.get(`/cases/${caseNo}`)).body.status;

/** A citizen who gave a low answer and asked. */
async function asked(email: string): Promise<{ id: string; caseNo: string; token: string }> {
  const { caseNo, token } = await closedFor(email);
  await answer(token, 1);
  expect((await ask(token)).status).toBe(201);
  const { body } = await supervisor.get(`/reopen-requests?caseNo=${caseNo}`);
  return { id: body.items[0].id as string, caseNo, token };
}

describe('“not fixed”', () => {
  test('is a request that the city decides in two working days, and does not open the case by itself', async () => {
    const { caseNo, token } = await closedFor('not.fixed@example.org');
    await answer(token, 1);
    const taken = await ask(token);
    expect([taken.status, taken.body]).toEqual([
      201,
      { requestedAt: expect.stringMatching(/^2026-11-16T/), dueAt: expect.stringMatching(/^2026-11-18T17:30/) },
    ]);
    expect(await statusOf(caseNo)).toBe('CLOSED');
    const { body } = await dispatcher.get(`/reopen-requests?caseNo=${caseNo}&count=true`);
    expect(body).toMatchObject({
      total: 1,
      items: [{ caseNo, reason: '紅綠燈還是太短', overall: 1, closing: 1, state: 'OPEN', overdue: false, agencyCode: 'TY-TRA' }],
    });
    expect(await city.templatesTo('city@demonstration.invalid', caseNo)).toEqual(['reopening-requested', 'review']);
    const { body: told } = await city.letterTo('city@demonstration.invalid', 'reopening-requested', caseNo);
    expect(told).toContain('紅綠燈還是太短');
  });

  test('is said once, and the same one sent again is the same one', async () => {
    const { token } = await closedFor('once.not.fixed@example.org');
    await answer(token, 2);
    const key = { 'idempotency-key': newKey() };
    const [first, again] = [await ask(token, { reason: '沒有改' }, key), await ask(token, { reason: '沒有改' }, key)];
    expect([again.status, again.body, again.headers['idempotent-replayed']]).toEqual([201, first.body, 'true']);
    expectProblem(await ask(token), { status: 409, code: 'reopen_request.made_already' });
  });

  test('of two at the same moment counts once', async () => {
    const { caseNo, token } = await closedFor('double.not.fixed@example.org');
    await answer(token, 1);
    const both = await Promise.all([1, 2, 3].map(() => ask(token)));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect((await supervisor.get(`/reopen-requests?caseNo=${caseNo}`)).body.items).toHaveLength(1);
  });

  test.each([null, 3, 5])('is not for a citizen whose answer is %p', async (overall) => {
    const { caseNo, token } = await closedFor(`content.${String(overall)}@example.org`);
    if (overall !== null) await answer(token, overall);
    expectProblem(await ask(token), { status: 409, code: 'reopen_request.no_low_answer' });
    expect((await supervisor.get(`/reopen-requests?caseNo=${caseNo}`)).body.items).toEqual([]);
  });

  test.each<[string, object, Record<string, string>]>([
    ['without a reason', {}, { reason: 'field.required' }],
    ['with blanks', { reason: '  ' }, { reason: 'field.required' }],
    ['with a book', { reason: '長'.repeat(2_001) }, { reason: 'field.too_long' }],
    ['with a list', { reason: ['x'] }, { reason: 'field.type' }],
    ['with a name', { reason: 'x', name: '王' }, { name: 'field.unknown' }],
  ])('%s is refused and changes nothing', async (_, body, fields) => {
    const { caseNo, token } = await closedFor(`wrong.${newKey()}@example.org`);
    await answer(token, 1);
    expectProblem(await ask(token, body), { status: 422, code: 'input.invalid', fields });
    expect((await supervisor.get(`/reopen-requests?caseNo=${caseNo}`)).body.items).toEqual([]);
  });

  test('by a link that nobody was sent is nothing', async () => {
    expectProblem(await ask('A'.repeat(43)), { status: 404, code: 'survey.not_found' });
  });
});

describe('a request that nobody decides', () => {
  const DECIDERS = ['city@demonstration.invalid', 'dispatcher@demonstration.invalid'];
  const later = (ms: number): Promise<void> => city.advanceTo(new Date(city.clock.now().getTime() + ms).toISOString());

  /** What those who decide were reminded of, by whom and subject. */
  async function remindersOf(caseNo: string): Promise<string[]> {
    const letters = await Promise.all(DECIDERS.map((address) => city.lettersTo(address)));
    return letters.flatMap((all, i) =>
      all
        .filter((letter) => letter.template === 'reopening-undecided' && letter.caseNo === caseNo)
        .map(({ subject }) => `${DECIDERS[i]!.split('@')[0]!} ${subject.split(' ').at(-1)!}`),
    );
  }

  const lateOf = async (caseNo: string): Promise<object[]> => {
    const { body } = await supervisor.get('/ops/attention/REOPENINGS_LATE?limit=200&count=true');
    expect((await city.citizen.get('/metrics')).body).toContain(`attention_rows{kind="REOPENINGS_LATE"} ${body.total}\n`);
    return (body.items as { caseNo: string }[]).filter((row) => row.caseNo === caseNo);
  };

  test('is told to those who decide at half of its time and when it is over, once each, and is a number until it is decided', async () => {
    const { id, caseNo } = await asked('waiting.long@example.org');
    const { dueAt } = (await supervisor.get(`/reopen-requests?caseNo=${caseNo}`)).body.items[0] as { dueAt: string };
    expect(await remindersOf(caseNo)).toEqual([]);
    await later(1.5 * 86_400_000);
    expect(await remindersOf(caseNo)).toEqual(['city 即將逾時', 'dispatcher 即將逾時']);
    expect(await lateOf(caseNo)).toEqual([]);
    await city.advanceTo(dueAt);
    await later(60_000);
    const told = ['city 即將逾時', 'city 已逾時限', 'dispatcher 即將逾時', 'dispatcher 已逾時限'];
    expect((await remindersOf(caseNo)).sort()).toEqual(told.sort());
    expect(await lateOf(caseNo)).toEqual([{ id, caseNo, since: dueAt, detail: 'TY-TRA' }]);
    await later(2 * 86_400_000);
    expect((await remindersOf(caseNo)).sort()).toEqual(told.sort());
    await dispatcher.post(`/reopen-requests/${id}/reject`, { note: '已依規定' });
    expect(await lateOf(caseNo)).toEqual([]);
  });

  test('is told to nobody when it was decided in time', async () => {
    const { id, caseNo } = await asked('decided.soon@example.org');
    await dispatcher.post(`/reopen-requests/${id}/reject`, { note: '已依規定' });
    await later(4 * 86_400_000);
    expect(await remindersOf(caseNo)).toEqual([]);
  });
});

describe('a request that is approved', () => {
  test('opens the case, tells the citizen, and its next closing asks nobody again', async () => {
    const { id, caseNo } = await asked('approved@example.org');
    const { body: decided, status } = await dispatcher.post(`/reopen-requests/${id}/approve`, { note: '已派員現勘' });
    expect([status, decided]).toEqual([200, expect.objectContaining({ id, state: 'APPROVED', note: '已派員現勘' })]);
    expect(await statusOf(caseNo)).toBe('IN_PROGRESS');
    expect(await city.templatesTo('approved@example.org')).toContain('reopening-approved');
    await handler.post(`/cases/${caseNo}/close`, { ...REPLY, reply: '已再次調整。' });
    const templates = await city.templatesTo('approved@example.org');
    expect(templates.filter((template) => template === 'reply')).toHaveLength(2);
    expect(templates.filter((template) => template === 'survey')).toHaveLength(1);
    const { body } = await supervisor.get(`/surveys?caseNo=${caseNo}&state=NOT_SENT`);
    expect(body.items).toMatchObject([{ closing: 2, state: 'NOT_SENT', reason: { code: 'AFTER_SURVEY_REOPEN' } }]);
  });

  test('is decided once, whoever else decides at the same moment', async () => {
    const { id, caseNo } = await asked('decided.once@example.org');
    const both = await Promise.all([
      dispatcher.post(`/reopen-requests/${id}/approve`, { note: '同意' }),
      supervisor.post(`/reopen-requests/${id}/reject`, { note: '不同意' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expectProblem(await supervisor.post(`/reopen-requests/${id}/approve`, { note: '再一次' }), {
      status: 409,
      code: 'reopen_request.decided',
    });
    const opened = both[0].status === 200;
    expect(await statusOf(caseNo)).toBe(opened ? 'IN_PROGRESS' : 'CLOSED');
  });
});

test('a request that is rejected leaves the case closed and tells the citizen why', async () => {
  const { id, caseNo } = await asked('rejected@example.org');
  expect((await supervisor.post(`/reopen-requests/${id}/reject`, { note: '秒數已依規定' })).body.state).toBe('REJECTED');
  expect(await statusOf(caseNo)).toBe('CLOSED');
  expect((await city.letterTo('rejected@example.org', 'reopening-rejected')).body).toContain('秒數已依規定');
});

test('a case that is opened by other means grants the request, and asks nobody again', async () => {
  const { id, caseNo } = await asked('overtaken@example.org');
  await supervisor.post(`/cases/${caseNo}/reopen`, { reason: '民眾不滿意' });
  expect(await city.templatesTo('overtaken@example.org')).toContain('reopening-approved');
  const { body } = await supervisor.get(`/reopen-requests?caseNo=${caseNo}&state=OVERTAKEN`);
  expect(body.items).toMatchObject([{ id, state: 'OVERTAKEN' }]);
  expectProblem(await supervisor.post(`/reopen-requests/${id}/reject`, { note: 'x' }), {
    status: 409,
    code: 'reopen_request.decided',
  });
  await handler.post(`/cases/${caseNo}/close`, REPLY);
  expect((await city.templatesTo('overtaken@example.org')).filter((template) => template === 'survey')).toHaveLength(1);
});

test('a decision without a note, or about nothing, is refused and changes nothing', async () => {
  const { id, caseNo } = await asked('undecided@example.org');
  for (const body of [{}, { note: ' ' }, { note: 5 }, { note: 'x', by: 'me' }])
    expectProblem(await supervisor.post(`/reopen-requests/${id}/approve`, body), { status: 422, code: 'input.invalid' });
  for (const other of [NOBODYS, 'x'])
    expectProblem(await supervisor.post(`/reopen-requests/${other}/approve`, { note: 'x' }), {
      status: 404,
      code: 'reopen_request.not_found',
    });
  expect((await supervisor.get(`/reopen-requests?caseNo=${caseNo}`)).body.items).toMatchObject([{ id, state: 'OPEN' }]);
  expectProblem(await supervisor.get('/reopen-requests?state=DONE'), { status: 422, code: 'input.invalid' });
  expectProblem(await supervisor.get('/reopen-requests?cursor=x'), { status: 400, code: 'page.bad_cursor' });
});

describe('details', () => {
  const say = (token: string, body: unknown): ReturnType<Client['post']> =>
    city.citizen.post(`/public/surveys/${token}/details`, body);

  test('may follow the first click by the same link, once, and are read with the review', async () => {
    const { caseNo, token } = await closedFor('details@example.org');
    expectProblem(await say(token, { speed: 1 }), { status: 409, code: 'survey.not_answered' });
    await answer(token, 1);
    expect((await say(token, { speed: 1, comment: '等了三週' })).status).toBe(201);
    expectProblem(await say(token, { speed: 5 }), { status: 410, code: 'survey.details_already_given' });
    const { body } = await supervisor.get('/survey-reviews?limit=200');
    const review = (body.items as { caseNo: string }[]).find((item) => item.caseNo === caseNo);
    expect(review).toMatchObject({ overall: 1, speed: 1, comment: '等了三週' });
  });

  test('that say nothing, or something wrong, are refused', async () => {
    const { token } = await closedFor('details.wrong@example.org');
    await answer(token, 4);
    expectProblem(await say(token, {}), { status: 422, code: 'survey.details_empty' });
    expectProblem(await say(token, { speed: 9 }), { status: 422, code: 'input.invalid', fields: { speed: 'field.not_allowed' } });
    expectProblem(await say(token, { overall: 1 }), { status: 422, code: 'input.invalid', fields: { overall: 'field.unknown' } });
    expect((await say(token, { attitude: 5 })).status).toBe(201);
  });
});

describe('a review', () => {
  async function opened(email: string): Promise<string> {
    const { caseNo, token } = await closedFor(email);
    await answer(token, 1);
    const { body } = await supervisor.get('/survey-reviews?limit=200');
    return (body.items as { id: string; caseNo: string }[]).find((item) => item.caseNo === caseNo)!.id;
  }
  const found = { finding: 'NOT_SOLVED', note: '秒數未改，請交通局再處理' };

  test('is resolved once, with what was found, and leaves the list', async () => {
    const id = await opened('review@example.org');
    const { status, body } = await supervisor.post(`/survey-reviews/${id}/resolve`, found);
    expect([status, body]).toEqual([200, expect.objectContaining({ id, state: 'RESOLVED', ...found })]);
    expectProblem(await supervisor.post(`/survey-reviews/${id}/resolve`, found), { status: 409, code: 'survey_review.resolved' });
    const list = await supervisor.get('/survey-reviews?limit=200');
    expect(list.body.items.map((item: { id: string }) => item.id)).not.toContain(id);
  });

  test('is not resolved by somebody who also works for the agency that is judged', async () => {
    const id = await opened('own.work@example.org');
    await city.rows(sql`
      INSERT INTO account_roles (account_id, role, agency_code)
      SELECT a.id, 'HANDLER', 'TY-TRA' FROM accounts a WHERE a.username = 'city'`);
    const both = await city.signIn('city');
    expectProblem(await both.post(`/survey-reviews/${id}/resolve`, found), { status: 403, code: 'survey_review.own_work' });
    await city.rows(sql`
      DELETE FROM account_roles r USING accounts a
      WHERE a.id = r.account_id AND a.username = 'city' AND r.agency_code = 'TY-TRA'`);
    const [kept] = await city.rows<{ state: string }>(sql`SELECT r.state FROM survey_reviews r WHERE r.id = ${id}`);
    expect(kept).toEqual({ state: 'OPEN' });
  });

  test.each<[string, object]>([
    ['without a finding', { note: 'x' }],
    ['with a finding nobody knows', { ...found, finding: 'FINE' }],
    ['without a note', { finding: 'NOT_SOLVED' }],
    ['with an empty note', { ...found, note: ' ' }],
    ['with something else', { ...found, score: 5 }],
  ])('%s is not resolved', async (_, body) => {
    const id = await opened(`review.${newKey()}@example.org`);
    expectProblem(await supervisor.post(`/survey-reviews/${id}/resolve`, body), { status: 422, code: 'input.invalid' });
    expect((await supervisor.post(`/survey-reviews/${id}/resolve`, found)).status).toBe(200);
  });

  test('that is not there is missing', async () => {
    for (const id of [NOBODYS, 'x'])
      expectProblem(await supervisor.post(`/survey-reviews/${id}/resolve`, found), {
        status: 404,
        code: 'survey_review.not_found',
      });
  });
});
