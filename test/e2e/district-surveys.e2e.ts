import { sql } from '../../src/platform/database/index.ts';
import { told } from '../support/access-calls.ts';
import { holderOf } from '../support/district-holders.ts';
import { IN_DAXI, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { landline, REPLY } from '../support/telephone-surveys.ts';
import { type Answer, type Client, keyIn, startTestApp, type TestApp } from '../support/test-app.ts';

const [ZHONGLI, DAXI] = ['68000020', '68000040'];
const NOBODYS = '00000000-0000-4000-8000-000000000000';

interface District {
  readonly code: string;
  /** Of a case whose survey was answered badly, and whose petitioner asks for it to be opened again. */
  readonly asked: string;
  /** Of a case whose petitioner is to be called. */
  readonly called: string;
}

let city: TestApp;
let everywhere: Client;
let districts: readonly [District, District];

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-16T09:00:00+08:00' });
  everywhere = await city.as('city');
  const inZhongli = signalTiming.location;
  districts = [await closedIn(ZHONGLI, inZhongli), await closedIn(DAXI, { ...IN_DAXI, address: '桃園市大溪區' })];
});

afterAll(() => city.close());

async function closed(location: object, petitioner: object): Promise<string> {
  const { body } = await (await city.as('operator')).post('/petitions', { ...signalTiming, location, petitioner });
  const { caseNo } = body.case as { caseNo: string };
  const handler = await city.as('handler.ty-tra');
  await handler.post(`/cases/${caseNo}/accept`);
  expect((await handler.post(`/cases/${caseNo}/close`, REPLY)).status).toBe(200);
  await city.drain();
  return caseNo;
}

async function closedIn(code: string, location: object): Promise<District> {
  const email = `${code}@example.org`;
  const asked = await closed(location, { email });
  const token = keyIn(await city.letterTo(email, 'survey', asked), 'survey');
  expect((await city.citizen.post(`/public/surveys/${token}`, { overall: 1 })).status).toBe(201);
  expect((await city.citizen.post(`/public/surveys/${token}/reopen-request`, { reason: '還是太短' })).status).toBe(201);
  return { code, asked, called: await closed(location, landline()) };
}

interface Listed {
  readonly id: string;
  readonly caseNo: string;
}

/** A list, of which the count is what is in it. */
async function listed(client: Client, path: string): Promise<readonly Listed[]> {
  const { status, body } = await client.get(`${path}?limit=200&count=true`);
  expect([path, status, body.total]).toEqual([path, 200, body.items.length]);
  return body.items as Listed[];
}

const numbers = (rows: readonly Listed[]): string[] => rows.map(({ caseNo }) => caseNo).sort();
const idOf = async (path: string, of: string): Promise<string> =>
  (await listed(path === '/survey-calls' ? await city.as('operator') : everywhere, path)).find(({ caseNo }) => caseNo === of)!.id;

/** Refused as what there is not. */
function expectMissing(answer: Answer, missing: Answer, code: string): void {
  expectProblem(answer, { status: 404, code });
  expect(told(answer)).toBe(told(missing));
}

describe('whoever looks after the surveys of one district', () => {
  let theirs: Client;

  beforeAll(async () => {
    theirs = await holderOf(city, 'CITY_SUPERVISOR', ZHONGLI);
  });

  test('sees and counts those of its cases alone, while the city sees both', async () => {
    const [here, there] = districts;
    expect(numbers(await listed(everywhere, '/surveys'))).toEqual(
      [here, there].flatMap(({ asked, called }) => [asked, called]).sort(),
    );
    expect(numbers(await listed(theirs, '/surveys'))).toEqual([here.asked, here.called].sort());
    for (const path of ['/survey-reviews', '/reopen-requests']) {
      expect(numbers(await listed(everywhere, path))).toEqual([here.asked, there.asked].sort());
      expect(numbers(await listed(theirs, path))).toEqual([here.asked]);
    }
    for (const path of ['/surveys', '/reopen-requests']) {
      const { body } = await theirs.get(`${path}?count=true&caseNo=${there.asked}`);
      expect(body).toEqual({ items: [], nextCursor: null, total: 0 });
    }
  });

  test('decides about nothing that lies in another', async () => {
    const [here, there] = districts;
    const resolve = async (id: string): Promise<Answer> =>
      theirs.post(`/survey-reviews/${id}/resolve`, { finding: 'NOT_SOLVED', note: '秒數未改' });
    const decide = async (id: string, decision: string): Promise<Answer> =>
      theirs.post(`/reopen-requests/${id}/${decision}`, { note: '已處理' });
    expectMissing(await resolve(await idOf('/survey-reviews', there.asked)), await resolve(NOBODYS), 'survey_review.not_found');
    for (const decision of ['approve', 'reject'])
      expectMissing(
        await decide(await idOf('/reopen-requests', there.asked), decision),
        await decide(NOBODYS, decision),
        'reopen_request.not_found',
      );
    expect((await resolve(await idOf('/survey-reviews', here.asked))).status).toBe(200);
    expect((await decide(await idOf('/reopen-requests', here.asked), 'reject')).status).toBe(200);
  });
});

test('an operator of one district is shown the numbers of its petitioners alone, and calls nobody else', async () => {
  const [here, there] = districts;
  const operator = await holderOf(city, 'OPERATOR', ZHONGLI);
  expect(numbers(await listed(await city.as('operator'), '/survey-calls'))).toEqual([here.called, there.called].sort());
  expect(numbers(await listed(operator, '/survey-calls'))).toEqual([here.called]);
  const seen = await city.rows<{ caseNo: string }>(sql`
    SELECT c.case_no AS "caseNo"
    FROM identity_views v
    JOIN accounts a ON a.id = v.account_id
    JOIN surveys s ON s.id = v.ground_id
    JOIN cases c ON c.id = s.case_id
    WHERE a.username = ${`operator.${ZHONGLI}`}`);
  expect(seen).toEqual([{ caseNo: here.called }]);
  const id = await idOf('/survey-calls', there.called);
  for (const [command, body] of [
    ['claim', {}],
    ['attempt', { outcome: 'NOT_REACHED' }],
    ['answer', { overall: 5 }],
    ['reopen-request', { reason: '還是太短' }],
  ] as const) {
    const answer = await operator.post(`/survey-calls/${id}/${command}`, body);
    expectMissing(answer, await operator.post(`/survey-calls/${NOBODYS}/${command}`, body), 'survey_call.not_found');
  }
  expect((await operator.post(`/survey-calls/${await idOf('/survey-calls', here.called)}/claim`)).status).toBe(200);
});

test('nobody of an agency reads surveys, not even of its own cases', async () => {
  for (const username of ['handler.ty-tra', 'supervisor.ty-tra', 'auditor'])
    for (const path of ['/surveys', '/survey-reviews', '/reopen-requests', '/survey-calls'])
      expectProblem(await (await city.as(username)).get(path), { status: 403, code: 'auth.not_allowed' });
});

test('an auditor of one district searches and reviews no record of the city, and takes the files of its cases alone', async () => {
  const auditor = await holderOf(city, 'AUDITOR', ZHONGLI);
  const [here, there] = districts;
  for (const path of ['/audit/facts', `/audit/facts?caseNo=${here.asked}`, '/audit/review?month=2026-11', '/audit/reviews'])
    expectProblem(await auditor.get(path), { status: 403, code: 'auth.not_allowed' });
  const signed = await auditor.post('/audit/reviews', { month: '2026-10', note: '已檢視' });
  expectProblem(signed, { status: 403, code: 'auth.not_allowed' });
  expect((await auditor.get(`/cases/${here.asked}/bundle`)).status).toBe(200);
  expectMissing(
    await auditor.get(`/cases/${there.asked}/bundle`),
    await auditor.get('/cases/C26-999999-9/bundle'),
    'case.not_found',
  );
});

test('reminders and rulings of another district, or of another agency, are neither listed nor counted', async () => {
  const open = async (location: object): Promise<string> =>
    (await (await city.as('operator')).post('/petitions', { ...signalTiming, location })).body.case.caseNo;
  const [inZhongli, inDaxi] = [await open(signalTiming.location), await open(IN_DAXI)];
  const dispatcher = await city.as('dispatcher');
  await dispatcher.post(`/cases/${inDaxi}/transfer`, { agencyCode: 'TY-LIB', reason: '權責' });
  await city.advanceTo('2026-11-27T09:00:00+08:00');
  const supervisor = await city.signIn(`city_supervisor.${ZHONGLI}`);
  const about = async (client: Client): Promise<Set<string>> => new Set(numbers(await listed(client, '/reminders')));
  const [all, district, library] = [
    await about(everywhere),
    await about(supervisor),
    await about(await city.as('supervisor.ty-lib')),
  ];
  expect([inZhongli, inDaxi].map((caseNo) => all.has(caseNo))).toEqual([true, true]);
  expect([...district]).toEqual([inZhongli]);
  expect([...library]).toEqual([inDaxi]);
  expect((await supervisor.get(`/reminders?count=true&caseNo=${inDaxi}`)).body.total).toBe(0);
});
