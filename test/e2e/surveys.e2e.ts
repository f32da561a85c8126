import { signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Client, keyIn, newKey, startTestApp, type TestApp } from '../support/test-app.ts';

/** A Monday morning. */
const MORNING = '2026-11-16T09:00:00+08:00';
const REPLY = { outcome: 'UPHELD', reply: '已調整秒數。' };

let city: TestApp;
let operator: Client;
let handler: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: MORNING });
  [operator, handler] = await Promise.all([city.as('operator'), city.as('handler.ty-tra')]);
});

afterAll(() => city.close());

/** A case that was opened and closed for somebody. @returns its number */
async function closedFor(petitioner: object): Promise<string> {
  const { body } = await operator.post('/petitions', { ...signalTiming, petitioner });
  const { caseNo } = body.case;
  await handler.post(`/cases/${caseNo}/accept`);
  expect((await handler.post(`/cases/${caseNo}/close`, REPLY)).status).toBe(200);
  return caseNo;
}

const surveysTo = async (email: string): Promise<string[]> =>
  (await city.lettersTo(email)).filter(({ template }) => template === 'survey').map((letter) => keyIn(letter, 'survey'));

async function surveyOf(email: string): Promise<string> {
  await closedFor({ email });
  const [token] = await surveysTo(email);
  return token!;
}

const reviews = async (): Promise<{ caseNo: string; overall: number }[]> =>
  (await (await city.as('city')).get('/survey-reviews?limit=200')).body.items;

describe('whoever petitioned is asked when the case is closed', () => {
  test('about their own petition, in their own language, for seven days', async () => {
    const token = await surveyOf('asked@example.org');
    const { status, body } = await city.citizen.get(`/public/surveys/${token}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      subject: signalTiming.subject,
      agency: '桃園市政府交通局',
      reply: REPLY.reply,
      language: 'zh-TW',
    });
    expect(body.expiresAt.slice(0, 10)).toBe('2026-11-23');
    expect(JSON.stringify(body)).not.toContain('asked@example.org');
    await closedFor({ email: 'english@example.org', language: 'en' });
    const [english] = await surveysTo('english@example.org');
    expect((await city.citizen.get(`/public/surveys/${english!}`)).body).toMatchObject({
      language: 'en',
      agency: 'Department of Transportation',
    });
  });

  test.each([
    ['asked for no contact', { email: 'never@example.org', preferredContact: 'NONE' }],
    ['gave no name', { email: 'never@example.org', anonymous: true }],
    ['asked for secrecy', { email: 'never@example.org', confidential: true }],
  ])('unless they %s', async (_, petitioner) => {
    const caseNo = await closedFor(petitioner);
    expect(await city.templatesTo('never@example.org', caseNo)).not.toContain('survey');
  });
});

describe('an answer', () => {
  test.each([5, 4, 3])('of %i opens no review', async (overall) => {
    const token = await surveyOf(`content${overall}@example.org`);
    const before = await reviews();
    const answered = await city.citizen.post(`/public/surveys/${token}`, { overall, speed: 5, attitude: null, comment: '謝謝' });
    expect([answered.status, answered.body]).toEqual([201, { overall, answeredAt: expect.stringMatching(/\+08:00$/) }]);
    await city.drain();
    expect(await reviews()).toEqual(before);
  });

  test.each([1, 2])('of %i is looked into by the city, which is told', async (overall) => {
    const caseNo = await closedFor({ email: `angry${overall}@example.org` });
    const [token] = await surveysTo(`angry${overall}@example.org`);
    await city.citizen.post(`/public/surveys/${token!}`, { overall, comment: '根本沒修' });
    expect(await reviews()).toEqual(expect.arrayContaining([expect.objectContaining({ caseNo, overall })]));
    expect(await city.templatesTo('city@demonstration.invalid', caseNo)).toEqual(['review']);
  });

  test('is given once, and the same one sent again is the same one', async () => {
    const token = await surveyOf('once@example.org');
    const key = { 'idempotency-key': newKey() };
    const [first, again] = [
      await city.citizen.post(`/public/surveys/${token}`, { overall: 4 }, key),
      await city.citizen.post(`/public/surveys/${token}`, { overall: 4 }, key),
    ];
    expect([again.status, again.body, again.headers['idempotent-replayed']]).toEqual([201, first.body, 'true']);
    const other = await city.citizen.post(`/public/surveys/${token}`, { overall: 1 });
    expectProblem(other, { status: 410, code: 'survey.already_answered' });
    expectProblem(await city.citizen.get(`/public/surveys/${token}`), { status: 410, code: 'survey.already_answered' });
  });

  test('of two at the same moment counts once', async () => {
    const token = await surveyOf('double@example.org');
    const answers = await Promise.all([1, 5, 1, 5].map((overall) => city.citizen.post(`/public/surveys/${token}`, { overall })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 410, 410, 410]);
  });

  test.each<[string, object, Record<string, string>]>([
    ['without a score', { comment: '好' }, { overall: 'field.required' }],
    ['of six', { overall: 6 }, { overall: 'field.not_allowed' }],
    ['of nothing', { overall: 0 }, { overall: 'field.not_allowed' }],
    ['of a half', { overall: 4.5 }, { overall: 'field.type' }],
    ['in words', { overall: '5' }, { overall: 'field.type' }],
    ['with a book', { overall: 5, comment: '長'.repeat(2_001) }, { comment: 'field.too_long' }],
    ['with a name', { overall: 5, name: '王' }, { name: 'field.unknown' }],
  ])('%s is refused and changes nothing', async (_, body, fields) => {
    const token = await surveyOf(`wrong.${Object.keys(fields)[0]!}@example.org`);
    expectProblem(await city.citizen.post(`/public/surveys/${token}`, body), { status: 422, code: 'input.invalid', fields });
    expect((await city.citizen.get(`/public/surveys/${token}`)).status).toBe(200);
  });

  test('to a survey that nobody was sent is nothing', async () => {
    expectProblem(await city.citizen.post(`/public/surveys/${'A'.repeat(43)}`, { overall: 5 }), {
      status: 404,
      code: 'survey.not_found',
    });
    expectProblem(await city.citizen.get('/public/surveys/x'), { status: 404, code: 'survey.not_found' });
  });
});

describe('a second closing', () => {
  async function closedAgain(caseNo: string): Promise<void> {
    expect((await (await city.as('city')).post(`/cases/${caseNo}/reopen`, { reason: '複查後重新處理' })).status).toBe(200);
    expect((await handler.post(`/cases/${caseNo}/close`, { ...REPLY, reply: '已再次調整。' })).status).toBe(200);
    await city.drain();
  }

  const recordsOf = async (caseNo: string): Promise<object[]> =>
    (await (await city.as('city')).get(`/surveys?caseNo=${caseNo}`)).body.items;

  test('asks nobody a second time who has answered, and the answer stands', async () => {
    const caseNo = await closedFor({ email: 'second@example.org' });
    const [first] = await surveysTo('second@example.org');
    await city.citizen.post(`/public/surveys/${first!}`, { overall: 2 });
    await closedAgain(caseNo);
    expect(await surveysTo('second@example.org')).toEqual([first]);
    expect(await recordsOf(caseNo)).toMatchObject([
      { closing: 2, state: 'NOT_SENT', reason: { code: 'ASKED_RECENTLY', text: '同一人近期已受訪' } },
      { closing: 1, state: 'ANSWERED' },
    ]);
    expectProblem(await city.citizen.get(`/public/surveys/${first!}`), { status: 410, code: 'survey.already_answered' });
  });

  test('asks whoever had not answered yet, about the new reply', async () => {
    const caseNo = await closedFor({ email: 'unheard@example.org' });
    const [first] = await surveysTo('unheard@example.org');
    await closedAgain(caseNo);
    const tokens = await surveysTo('unheard@example.org');
    expect(tokens).toHaveLength(2);
    const second = tokens.find((token) => token !== first)!;
    expect((await city.citizen.get(`/public/surveys/${second}`)).body.reply).toBe('已再次調整。');
    expect((await city.citizen.post(`/public/surveys/${second}`, { overall: 5 })).status).toBe(201);
    expectProblem(await city.citizen.get(`/public/surveys/${first!}`), { status: 410, code: 'survey.ended' });
  });
});

test('a city may give more time and look into more answers', async () => {
  const other = await startTestApp({ startsAt: MORNING, survey: { windowDays: 10, lowScore: 3 } });
  try {
    const body = { ...signalTiming, petitioner: { email: 'patient@example.org' } };
    const { caseNo } = (await (await other.as('operator')).post('/petitions', body)).body.case;
    const agency = await other.as('handler.ty-tra');
    await agency.post(`/cases/${caseNo}/accept`);
    await agency.post(`/cases/${caseNo}/close`, REPLY);
    const letter = await other.letterTo('patient@example.org', 'survey');
    expect(letter.body).toContain('2026年11月26日（四）');
    await other.advanceTo('2026-11-25T09:00:00+08:00');
    const token = keyIn(letter, 'survey');
    expect((await other.citizen.post(`/public/surveys/${token}`, { overall: 3 })).status).toBe(201);
    expect((await other.citizen.post(`/public/surveys/${token}/reopen-request`, { reason: '還是太短' })).status).toBe(201);
    const { items } = (await (await other.as('city')).get('/survey-reviews')).body;
    expect(items).toMatchObject([{ caseNo, overall: 3 }]);
  } finally {
    await other.close();
  }
});

test('a survey can be answered until its seventh day ends, and not a moment later', async () => {
  const token = await surveyOf('patient@example.org');
  const other = await surveyOf('late@example.org');
  const expires = Date.parse((await city.citizen.get(`/public/surveys/${token}`)).body.expiresAt);
  await city.advanceTo(new Date(expires - 60_000).toISOString());
  expect((await city.citizen.post(`/public/surveys/${token}`, { overall: 5 })).status).toBe(201);
  await city.advanceTo(new Date(expires + 60_000).toISOString());
  expectProblem(await city.citizen.get(`/public/surveys/${other}`), { status: 410, code: 'survey.expired' });
  expectProblem(await city.citizen.post(`/public/surveys/${other}`, { overall: 1 }), { status: 410, code: 'survey.expired' });
});
