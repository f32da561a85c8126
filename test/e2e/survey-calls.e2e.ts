import { sql } from '../../src/platform/database/index.ts';
import { expectProblem } from '../support/problem.ts';
import { type Call, callsOf, closedFor, landline } from '../support/telephone-surveys.ts';
import { type Answer, type Client, keyIn, startTestApp, type TestApp } from '../support/test-app.ts';

/** A Monday morning. */
const MORNING = '2026-11-16T09:00:00+08:00';
const NOBODYS = '00000000-0000-4000-8000-000000000000';
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

let city: TestApp;
let supervisor: Client;
let operator: Client;
/** Somebody else at the hotline. */
let colleague: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: MORNING, survey: { callAttempts: 2 } });
  await city.rows(sql`
    INSERT INTO account_roles (account_id, role, agency_code)
    SELECT a.id, 'OPERATOR', '' FROM accounts a WHERE a.username = 'village'`);
  [supervisor, operator, colleague] = await Promise.all([city.as('city'), city.as('operator'), city.signIn('village')]);
});

afterAll(() => city.close());

const later = (ms: number): Promise<void> => city.advanceTo(new Date(city.clock.now().getTime() + ms).toISOString());
const find = async (id: string): Promise<Call | undefined> => (await callsOf(operator)).find((call) => call.id === id);
const claim = (client: Client, id: string): Promise<Answer> => client.post(`/survey-calls/${id}/claim`);
const attempt = (client: Client, id: string, outcome: unknown): Promise<Answer> =>
  client.post(`/survey-calls/${id}/attempt`, { outcome });

async function waiting(petitioner: object = landline()): Promise<Call> {
  const caseNo = await closedFor(city, petitioner);
  return (await callsOf(operator)).find((call) => call.caseNo === caseNo)!;
}

/** Called in vain, once. */
async function called(client: Client, id: string, outcome: string): Promise<Answer> {
  expect((await claim(client, id)).status).toBe(200);
  return attempt(client, id, outcome);
}

/** What became of asking about a case. */
const recordsOf = async (caseNo: string, query = ''): Promise<{ state: string; reason: { code: string } | null }[]> =>
  (await supervisor.get(`/surveys?caseNo=${caseNo}${query}`)).body.items;

/** The state and reason of the one survey of a case, the same in the list, in its filters and in the counts. */
async function outcomeOf(caseNo: string): Promise<[string, string | null]> {
  const [record] = await recordsOf(caseNo);
  const { state, reason } = record!;
  const filter = reason === null ? `&state=${state}` : `&state=${state}&reason=${reason.code}`;
  expect((await supervisor.get(`/surveys?caseNo=${caseNo}${filter}&count=true`)).body).toMatchObject({
    total: 1,
    items: [record],
  });
  for (const other of ['OPEN', 'ANSWERED', 'ENDED', 'EXPIRED', 'NOT_SENT'].filter((each) => each !== state))
    expect(await recordsOf(caseNo, `&state=${other}`)).toEqual([]);
  return [state, reason?.code ?? null];
}

const eventsOf = async (caseNo: string, type: string): Promise<{ data: object; actor: { name: string } }[]> =>
  (
    (await supervisor.get(`/cases/${caseNo}/events?limit=200`)).body.items as {
      type: string;
      data: object;
      actor: { name: string };
    }[]
  ).filter((event) => event.type === type);

describe('a call that an operator takes from the list', () => {
  test('is theirs alone for ten minutes, and the list says whose', async () => {
    const { id } = await waiting();
    const taken = await claim(operator, id);
    expect([taken.status, taken.body]).toEqual([
      200,
      { id, claimedUntil: expect.stringMatching(/\+08:00$/), attempts: 0, waiting: true, reason: null },
    ]);
    expect(await find(id)).toMatchObject({ claimedBy: expect.any(String), claimedUntil: taken.body.claimedUntil });
    for (const refused of [
      await claim(colleague, id),
      await attempt(colleague, id, 'NOT_REACHED'),
      await colleague.post(`/survey-calls/${id}/answer`, { overall: 1 }),
    ])
      expectProblem(refused, { status: 409, code: 'survey_call.claimed' });
    expect((await operator.post(`/survey-calls/${id}/answer`, { overall: 5 })).status).toBe(201);
  });

  test('is one person’s, however many take it at the same moment', async () => {
    const { id } = await waiting();
    const both = await Promise.all([claim(operator, id), claim(colleague, id)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('is free again when its time is over, and longer theirs who take it again', async () => {
    const { id } = await waiting();
    await claim(operator, id);
    await later(9 * MINUTE_MS);
    expect((await claim(operator, id)).status).toBe(200);
    await later(9 * MINUTE_MS);
    expectProblem(await claim(colleague, id), { status: 409, code: 'survey_call.claimed' });
    await later(MINUTE_MS);
    expect(await find(id)).toMatchObject({ claimedBy: null, claimedUntil: null });
    expect((await claim(colleague, id)).status).toBe(200);
    expectProblem(await attempt(operator, id, 'NOT_REACHED'), { status: 409, code: 'survey_call.claimed' });
  });
});

describe('somebody who is not reached', () => {
  test('waits anew, behind the others, and the attempt is kept with who made it', async () => {
    const [first, second] = [await waiting(), await waiting()];
    const noted = await called(operator, first.id, 'NOT_REACHED');
    expect([noted.status, noted.body]).toEqual([
      200,
      { id: first.id, claimedUntil: null, attempts: 1, waiting: true, reason: null },
    ]);
    const order = (await callsOf(operator)).map(({ id }) => id);
    expect(order.indexOf(first.id)).toBeGreaterThan(order.indexOf(second.id));
    expect(await find(first.id)).toMatchObject({ attempts: 1, claimedBy: null });
    const kept = await city.rows<{ type: string; name: string }>(sql`
      SELECT f.type, f.actor_name AS name FROM facts f WHERE f.subject_id = ${first.id} AND f.type LIKE 'survey.call%' ORDER BY f.seq`);
    expect(kept.map(({ type }) => type)).toEqual(['survey.call_claimed', 'survey.call_attempted']);
    expect(new Set(kept.map(({ name }) => name))).toEqual(new Set(['話務人員']));
  });

  test('is called as often as the city decides; then the survey has ended for that reason, and nobody is reminded', async () => {
    const { id, caseNo } = await waiting({ ...landline(), email: `not.reached@example.org` });
    await called(operator, id, 'NOT_REACHED');
    const last = await called(colleague, id, 'NOT_REACHED');
    expect(last.body).toMatchObject({ attempts: 2, waiting: false, reason: { code: 'NOT_REACHED' } });
    expect(await find(id)).toBeUndefined();
    expect(await outcomeOf(caseNo)).toEqual(['ENDED', 'NOT_REACHED']);
    expect(await eventsOf(caseNo, 'survey.ended')).toMatchObject([{ data: { reason: 'NOT_REACHED', closing: 1 } }]);
    for (const late of [
      await operator.post(`/survey-calls/${id}/answer`, { overall: 5 }),
      await claim(operator, id),
      await attempt(operator, id, 'REFUSED'),
    ])
      expectProblem(late, { status: 410, code: 'survey.ended' });
    await later(8 * DAY_MS);
    expect(await outcomeOf(caseNo)).toEqual(['ENDED', 'NOT_REACHED']);
    expect(await city.templatesTo('not.reached@example.org')).not.toContain('survey-reminder');
  });

  test('may answer by the link they were sent, whoever called in vain; else that is the reason', async () => {
    const people = [1, 2].map((n) => ({ email: `linked.${n}@example.org`, phone: `03-332-77${n}0` }));
    const cases = [await closedFor(city, people[0]!), await closedFor(city, people[1]!)];
    await later(3 * DAY_MS + MINUTE_MS);
    await city.drain();
    const calls = (await callsOf(operator)).filter(({ caseNo }) => cases.includes(caseNo));
    expect(calls).toHaveLength(2);
    for (const { id } of calls) {
      await called(operator, id, 'NOT_REACHED');
      expect((await called(operator, id, 'NOT_REACHED')).body).toMatchObject({ attempts: 2, waiting: false, reason: null });
      expect(await find(id)).toBeUndefined();
    }
    expect(await outcomeOf(cases[0]!)).toEqual(['OPEN', null]);
    const letter = await city.letterTo('linked.1@example.org', 'survey');
    expect((await city.citizen.post(`/public/surveys/${keyIn(letter, 'survey')}`, { overall: 4 })).status).toBe(201);
    await later(5 * DAY_MS);
    expect(await outcomeOf(cases[0]!)).toEqual(['ANSWERED', null]);
    expect(await outcomeOf(cases[1]!)).toEqual(['EXPIRED', 'NOT_REACHED']);
  });
});

test('who refuses is not called again, and the list says so in the language of the reader', async () => {
  const { id, caseNo } = await waiting();
  expect((await called(operator, id, 'REFUSED')).body).toMatchObject({ waiting: false, reason: { code: 'REFUSED' } });
  expect(await find(id)).toBeUndefined();
  expect(await outcomeOf(caseNo)).toEqual(['ENDED', 'REFUSED']);
  const { body } = await supervisor.get(`/surveys?caseNo=${caseNo}`, { 'accept-language': 'en' });
  expect(body.items[0].reason.text).toBe('The petitioner refused to answer on the telephone');
  expectProblem(await claim(operator, id), { status: 410, code: 'survey.ended' });
});

describe('what came of a call is refused and changes nothing', () => {
  test.each<[string, unknown, Record<string, string>]>([
    ['without words', undefined, { outcome: 'field.required' }],
    ['that nobody knows', 'BUSY', { outcome: 'field.not_allowed' }],
    ['in a list', ['REFUSED'], { outcome: 'field.not_allowed' }],
  ])('%s', async (_, outcome, fields) => {
    const { id } = await waiting();
    await claim(operator, id);
    expectProblem(await attempt(operator, id, outcome), { status: 422, code: 'input.invalid', fields });
    expect(await find(id)).toMatchObject({ attempts: 0 });
  });

  test('by somebody who has not taken the call', async () => {
    const { id } = await waiting();
    expectProblem(await attempt(operator, id, 'REFUSED'), { status: 409, code: 'survey_call.not_claimed' });
    await called(operator, id, 'NOT_REACHED');
    expectProblem(await attempt(operator, id, 'NOT_REACHED'), { status: 409, code: 'survey_call.not_claimed' });
    expect(await find(id)).toMatchObject({ attempts: 1 });
  });

  test('when it was answered already', async () => {
    const { id } = await waiting();
    await operator.post(`/survey-calls/${id}/answer`, { overall: 5 });
    for (const refused of [await claim(operator, id), await attempt(operator, id, 'REFUSED')])
      expectProblem(refused, { status: 410, code: 'survey.already_answered' });
  });

  test('of a call that is not there', async () => {
    for (const id of [NOBODYS, 'x'])
      for (const refused of [await claim(operator, id), await attempt(operator, id, 'REFUSED')])
        expectProblem(refused, { status: 404, code: 'survey_call.not_found' });
  });
});

describe('a survey that nobody answered', () => {
  test('because the case was opened again has ended then, and its link with it', async () => {
    const caseNo = await closedFor(city, { email: 'opened.again@example.org' });
    expect(await outcomeOf(caseNo)).toEqual(['OPEN', null]);
    await supervisor.post(`/cases/${caseNo}/reopen`, { reason: '漏未處理' });
    const letter = await city.letterTo('opened.again@example.org', 'survey');
    expect(await outcomeOf(caseNo)).toEqual(['ENDED', 'CASE_REOPENED']);
    const key = keyIn(letter, 'survey');
    expectProblem(await city.citizen.get(`/public/surveys/${key}`), { status: 410, code: 'survey.ended' });
    expectProblem(await city.citizen.post(`/public/surveys/${key}`, { overall: 5 }), { status: 410, code: 'survey.ended' });
    await later(8 * DAY_MS);
    expect(await outcomeOf(caseNo)).toEqual(['ENDED', 'CASE_REOPENED']);
  });

  test('because the case is tracked further has ended too', async () => {
    const { caseNo } = await waiting();
    const until = new Date(city.clock.now().getTime() + 20 * DAY_MS).toISOString().slice(0, 10);
    expect((await supervisor.post(`/cases/${caseNo}/track`, { level: 'CITY', until, reason: '工程待完成' })).status).toBe(200);
    await city.drain();
    expect(await outcomeOf(caseNo)).toEqual(['ENDED', 'CASE_REOPENED']);
  });

  test('in its time has expired, and stays so when the case is opened later', async () => {
    const caseNo = await closedFor(city, { email: 'silent@example.org' });
    await later(7 * DAY_MS);
    expect(await outcomeOf(caseNo)).toEqual(['EXPIRED', 'NO_ANSWER']);
    const letter = await city.letterTo('silent@example.org', 'survey');
    expectProblem(await city.citizen.get(`/public/surveys/${keyIn(letter, 'survey')}`), { status: 410, code: 'survey.expired' });
    await supervisor.post(`/cases/${caseNo}/reopen`, { reason: '漏未處理' });
    await city.drain();
    expect(await outcomeOf(caseNo)).toEqual(['EXPIRED', 'NO_ANSWER']);
  });

  test('because nobody called has that for a reason', async () => {
    const { caseNo } = await waiting();
    await later(7 * DAY_MS);
    expect(await outcomeOf(caseNo)).toEqual(['EXPIRED', 'NOT_CALLED']);
  });

  test('is found by a reason that exists', async () => {
    expectProblem(await supervisor.get('/surveys?reason=LOST'), {
      status: 422,
      code: 'input.invalid',
      fields: { reason: 'field.not_allowed' },
    });
  });
});
