import { sql } from '../../src/platform/database/index.ts';
import { expectProblem } from '../support/problem.ts';
import { Browser, POLICY, startOpenIdProvider, type StartedProvider } from '../support/single-sign-on.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

let provider: StartedProvider;
let city: TestApp;

beforeAll(async () => {
  provider = await startOpenIdProvider();
  city = await startTestApp({ singleSignOn: POLICY, environment: provider.environment });
});

afterAll(async () => {
  await city.close();
  await provider.stop();
});

/** Signs somebody in of whom the provider says this. */
async function signIn(login: string, claims: object): Promise<{ browser: Browser; roles: () => Promise<unknown> }> {
  await provider.knows({
    [login]: { sub: login, preferred_username: login, name: '陳某', email: `${login}@city.example`, ...claims },
  });
  const browser = new Browser(city);
  expect((await browser.signIn(login)).status).toBe(302);
  return { browser, roles: async () => (await browser.ask('/auth/me')).body.roles as unknown };
}

const factsOf = async (username: string, type: string): Promise<object[]> =>
  (
    await city.rows<{ data: object }>(sql`
      SELECT f.data FROM facts f JOIN accounts a ON a.id = f.subject_id WHERE a.username = ${username} AND f.type = ${type} ORDER BY f.seq`)
  ).map(({ data }) => data);

test('a claim gives a role for a district of the city; another district is another role, and none gives none', async () => {
  const groups = ['1999-dispatchers'];
  const role = { role: 'DISPATCHER', agencyCode: null };
  const first = await signIn('dispatcher.a', { groups, district: ['68000020', '99999999'] });
  expect(await first.roles()).toEqual([{ ...role, districtCode: '68000020' }]);
  const later = await signIn('dispatcher.a', { groups, district: '68000010' });
  expect(await later.roles()).toEqual([{ ...role, districtCode: '68000010' }]);
  expect(await factsOf('dispatcher.a', 'account.roles_synchronised')).toEqual([
    { roles: [{ ...role, districtCode: '68000010' }] },
  ]);
  await provider.knows({ 'dispatcher.a': { sub: 'dispatcher.a', preferred_username: 'dispatcher.a', groups } });
  expectProblem(await new Browser(city).signIn('dispatcher.a'), { status: 403, code: 'auth.no_role' });
});
