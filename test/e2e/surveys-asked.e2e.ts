import { sql } from '../../src/platform/database/index.ts';
import { signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Client, keyIn, startTestApp, type TestApp } from '../support/test-app.ts';
import { messagesOf } from '../support/vault.ts';

/** A Monday morning. */
const MORNING = '2026-11-16T09:00:00+08:00';
const REPLY = { outcome: 'UPHELD', reply: '已調整秒數。' };
const DAY_MS = 86_400_000;

let city: TestApp;
let supervisor: Client;
let handler: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: MORNING, survey: { percentByCategory: { 'TF-001': 0 } } });
  [supervisor, handler] = await Promise.all([city.as('city'), city.as('handler.ty-tra')]);
});

afterAll(() => city.close());

const later = (ms: number): Promise<void> => city.advanceTo(new Date(city.clock.now().getTime() + ms).toISOString());

async function accepted(petitioner: object, categoryCode = signalTiming.categoryCode): Promise<string> {
  const body = { ...signalTiming, categoryCode, petitioner };
  const { caseNo } = (await (await city.as('operator')).post('/petitions', body)).body.case;
  expect((await handler.post(`/cases/${caseNo}/accept`)).status).toBe(200);
  return caseNo as string;
}

async function close(caseNo: string): Promise<string> {
  expect((await handler.post(`/cases/${caseNo}/close`, REPLY)).status).toBe(200);
  await city.drain();
  return caseNo;
}

const closedFor = async (petitioner: object, categoryCode?: string): Promise<string> =>
  close(await accepted(petitioner, categoryCode));

/** What became of asking about a case. */
const recordsOf = async (caseNo: string): Promise<{ state: string; reason: { code: string } | null }[]> =>
  (await supervisor.get(`/surveys?caseNo=${caseNo}`)).body.items;

const outcomeOf = async (caseNo: string): Promise<string | undefined> => {
  const [record] = await recordsOf(caseNo);
  return record?.reason?.code ?? record?.state;
};

interface Sent {
  readonly channel: string;
  readonly state: string;
  readonly template: string;
}

const sentAbout = (caseNo: string): Promise<Sent[]> =>
  city.rows<Sent>(sql`
    SELECT m.channel, m.state, m.template
    FROM messages m
    JOIN cases c ON c.id = m.case_id
    WHERE c.case_no = ${caseNo} AND m.template LIKE 'survey%'
    ORDER BY m.created_at, m.id`);

test('invariant 13: a survey is made by the closing, answered once, and within seven days', async () => {
  const [open, other] = [await accepted({ email: 'inv13@example.org' }), await accepted({ email: 'inv13.late@example.org' })];
  await city.drain();
  expect([await recordsOf(open), await sentAbout(open)]).toEqual([[], []]);
  await close(open);
  await close(other);
  const keyOf = async (email: string): Promise<string> => keyIn(await city.letterTo(email, 'survey'), 'survey');
  const [token, late] = [await keyOf('inv13@example.org'), await keyOf('inv13.late@example.org')];
  const answers = await Promise.all([5, 1, 3].map((overall) => city.citizen.post(`/public/surveys/${token}`, { overall })));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 410, 410]);
  await later(7 * DAY_MS);
  expectProblem(await city.citizen.post(`/public/surveys/${late}`, { overall: 5 }), { status: 410, code: 'survey.expired' });
  expect(await recordsOf(other)).toMatchObject([{ state: 'EXPIRED' }]);
  expect(await recordsOf(open)).toMatchObject([{ state: 'ANSWERED' }]);
});

describe('a survey that is not sent is a row with a reason', () => {
  test.each<[string, object, string]>([
    ['ANONYMOUS', { email: 'reason.1@example.org', anonymous: true }, 'TF-002'],
    ['CONFIDENTIAL_INFORMER', { email: 'reason.2@example.org', confidential: true }, 'TF-002'],
    ['CONTACT_REFUSED', { email: 'reason.3@example.org', preferredContact: 'NONE' }, 'TF-002'],
    ['LETTER_ONLY', { address: '桃園市中壢區中正路100號', name: '王小明', preferredContact: 'LETTER' }, 'TF-002'],
    ['NOT_SAMPLED', { email: 'reason.4@example.org' }, 'TF-001'],
  ])('%s', async (code, petitioner, categoryCode) => {
    const caseNo = await closedFor(petitioner, categoryCode);
    expect(await recordsOf(caseNo)).toEqual([
      expect.objectContaining({ closing: 1, state: 'NOT_SENT', reason: { code, text: expect.any(String) }, expiresAt: null }),
    ]);
    expect(await sentAbout(caseNo)).toEqual([]);
  });

  test('which is told in the language of the reader', async () => {
    const caseNo = await closedFor({ email: 'reason.5@example.org', anonymous: true });
    const read = async (language: string): Promise<string> =>
      (await supervisor.get(`/surveys?caseNo=${caseNo}`, { 'accept-language': language })).body.items[0].reason.text;
    expect([await read('zh-TW'), await read('en')]).toEqual(['匿名陳情', 'The petition is anonymous']);
  });

  test('and a person is asked about one case in thirty days, known by mail or telephone', async () => {
    expect(await outcomeOf(await closedFor({ email: 'Often@example.org', phone: '0912-345-111' }))).toBe('OPEN');
    expect(await outcomeOf(await closedFor({ email: 'often@example.org' }))).toBe('ASKED_RECENTLY');
    expect(await outcomeOf(await closedFor({ email: 'new@example.org', phone: '+886 912 345 111' }))).toBe('ASKED_RECENTLY');
    await later(30 * DAY_MS);
    expect(await outcomeOf(await closedFor({ email: 'often@example.org' }))).toBe('OPEN');
  });

  test('which only those may read who watch over the whole city', async () => {
    expectProblem(await handler.get('/surveys'), { status: 403, code: 'auth.not_allowed' });
  });

  test.each(['?state=LOST', '?limit=0', '?cursor=x', '?who=me'])('the list refuses %s', async (query) => {
    expect([400, 422]).toContain((await supervisor.get(`/surveys${query}`)).status);
  });

  test('the list is read page by page, the newest first, by state and with its total', async () => {
    const { body } = await supervisor.get('/surveys?state=NOT_SENT&limit=2&count=true');
    expect(body.total).toBeGreaterThan(2);
    const next = await supervisor.get(`/surveys?state=NOT_SENT&limit=200&cursor=${body.nextCursor}`);
    const items = [...body.items, ...next.body.items] as { offeredAt: string }[];
    expect(items).toHaveLength(body.total);
    const instants = items.map(({ offeredAt }) => Date.parse(offeredAt));
    expect(instants).toEqual([...instants].sort((a, b) => b - a));
  });
});

describe('an unanswered survey is reminded of once, after three days', () => {
  test.each<[string, object, readonly string[]]>([
    ['a mail by a text message', { email: 'remind.1@example.org', phone: '0912-000-201' }, ['EMAIL', 'SMS']],
    [
      'a text message by a mail',
      { email: 'remind.3@example.org', phone: '0912-000-203', preferredContact: 'SMS' },
      ['SMS', 'EMAIL'],
    ],
    ['a mail by nothing, where there is no other way', { email: 'remind.4@example.org' }, ['EMAIL', 'NONE']],
  ])('%s', async (_, petitioner, channels) => {
    const caseNo = await closedFor(petitioner);
    await later(3 * DAY_MS - 120_000);
    expect(await sentAbout(caseNo)).toMatchObject([{ template: 'survey' }]);
    await later(180_000);
    const sent = await sentAbout(caseNo);
    expect(sent.map(({ template }) => template)).toEqual(['survey', 'survey-reminder']);
    expect(sent.map(({ channel }) => channel)).toEqual(channels);
    await later(3 * DAY_MS);
    expect(await sentAbout(caseNo)).toEqual(sent);
  });

  test('by a link of its own, beside which the first one goes on working', async () => {
    await closedFor({ email: 'both.links@example.org', phone: '0912-000-205', preferredContact: 'SMS' });
    await later(3 * DAY_MS + 60_000);
    const letter = await city.letterTo('both.links@example.org', 'survey-reminder');
    const letters = await messagesOf(city.database, sql`SELECT m.id, m.sealed FROM messages m WHERE m.template = 'survey'`);
    const { links } = letters.find(({ recipient }) => recipient === '0912000205')!;
    const first = links
      .find(({ rel }) => rel === 'survey')!
      .href.split('/')
      .at(-1)!;
    expect((await city.citizen.get(`/public/surveys/${first}`)).status).toBe(200);
    expect((await city.citizen.post(`/public/surveys/${keyIn(letter, 'survey')}`, { overall: 4 })).status).toBe(201);
    expectProblem(await city.citizen.post(`/public/surveys/${first}`, { overall: 4 }), {
      status: 410,
      code: 'survey.already_answered',
    });
  });

  test('but not when it was answered', async () => {
    const caseNo = await closedFor({ email: 'answered@example.org', phone: '0912-000-206' });
    const letter = await city.letterTo('answered@example.org', 'survey');
    await city.citizen.post(`/public/surveys/${keyIn(letter, 'survey')}`, { overall: 4 });
    await later(3 * DAY_MS + 60_000);
    expect(await sentAbout(caseNo)).toMatchObject([{ template: 'survey' }]);
  });

  test('nor when the case is open again', async () => {
    const caseNo = await closedFor({ email: 'open.again@example.org', phone: '0912-000-207' });
    await supervisor.post(`/cases/${caseNo}/reopen`, { reason: '漏未處理' });
    await later(3 * DAY_MS + 60_000);
    expect(await sentAbout(caseNo)).toMatchObject([{ template: 'survey' }]);
  });
});
