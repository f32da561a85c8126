import { call, NOBODYS, told } from '../support/access-calls.ts';
import { knownCases } from '../support/access-cases.ts';
import { ACCOUNTS, type Account, MATRIX } from '../support/access-matrix.ts';
import { expectProblem } from '../support/problem.ts';
import { routesOf } from '../support/routes.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

let city: TestApp;
let caseNo: string;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-20T09:00:00+08:00', served: true });
  caseNo = (await knownCases(city)).theirs.caseNo;
});

afterAll(() => city.close());

const CLOSED = Object.entries(MATRIX).flatMap(([route, { who }]) => (typeof who === 'string' ? [] : [[route, who] as const]));
const of = (who: string): string[] => Object.keys(MATRIX).filter((route) => MATRIX[route]!.who === who);

test('every route of the running server stands in the matrix, and nothing else', () => {
  expect(routesOf(city).sort()).toEqual(Object.keys(MATRIX).sort());
});

test('every guarded route whose address names something says whose that is', () => {
  const named = CLOSED.filter(([route]) => /:(?!caseNo)\w+/.test(route)).map(([route]) => route);
  expect(named.filter((route) => MATRIX[route]!.about === undefined)).toEqual([]);
});

test.each(CLOSED)('%s asks who is there, and tells them nothing', async (route) => {
  const answer = await call(city.citizen, route, caseNo);
  expectProblem(answer, { status: 401, code: 'auth.required' });
  expect(told(await call(city.citizen, route, NOBODYS))).toBe(told(answer));
});

test.each(CLOSED)('%s refuses every role but those it is for, and tells them nothing', async (route, who) => {
  for (const account of ACCOUNTS) {
    const client = route.endsWith('/logout') ? await city.signIn(account) : await city.as(account);
    const answer = await call(client, route, caseNo);
    if (who.includes(account)) {
      expect([account, [401, 403].includes(answer.status)]).toEqual([account, false]);
    } else {
      expectProblem(answer, { status: 403, code: 'auth.not_allowed' });
      expect([account, told(await call(client, route, NOBODYS))]).toEqual([account, told(answer)]);
    }
  }
});

test.each(of('PUBLIC'))('%s is open to anybody', async (route) => {
  expect([401, 403]).not.toContain((await call(city.citizen, route, caseNo)).status);
});

test.each(of('MACHINE'))('%s is for no account', async (route) => {
  for (const client of [city.citizen, ...(await Promise.all(ACCOUNTS.map((account: Account) => city.as(account))))])
    expectProblem(await call(client, route, caseNo), { status: 401, code: 'auth.signature_wrong' });
});
