import { sql } from '../../src/platform/database/index.ts';
import { expectProblem } from '../support/problem.ts';
import { Browser, POLICY, startOpenIdProvider, type StartedProvider, type ToldClaims } from '../support/single-sign-on.ts';
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
  const from = await city.rows(sql`
    SELECT DISTINCT f.address FROM facts f JOIN accounts a ON a.id = f.subject_id WHERE a.username = 'dispatcher.a'`);
  expect(from).toEqual([{ address: '127.0.0.1' }]);
  await provider.knows({ 'dispatcher.a': { sub: 'dispatcher.a', preferred_username: 'dispatcher.a', groups } });
  expectProblem(await new Browser(city).signIn('dispatcher.a'), { status: 403, code: 'auth.no_role' });
});

describe('the last administrator', () => {
  const claimed = (groups: readonly string[]): object => ({ groups });
  const isAdmin = async (...usernames: readonly string[]): Promise<boolean[]> => {
    const rows = await city.rows<{ username: string }>(sql`
      SELECT a.username FROM accounts a JOIN account_roles r ON r.account_id = a.id WHERE r.role = 'ADMIN' AND a.disabled_at IS NULL`);
    return usernames.map((username) => rows.some((row) => row.username === username));
  };
  const others = (disabledAt: 'disable' | 'enable') =>
    city.rows(sql`
      UPDATE accounts SET disabled_at = CASE WHEN ${disabledAt === 'disable'} THEN now() END
      WHERE username NOT LIKE 'sso.%' AND id IN (SELECT r.account_id FROM account_roles r WHERE r.role = 'ADMIN')`);

  afterEach(async () => {
    await others('enable');
    await city.rows(sql`DELETE FROM account_roles r USING accounts a WHERE a.id = r.account_id AND a.username LIKE 'sso.%'`);
  });

  test.each([
    ['another role', 'sso.one', ['1999-operators'], [{ role: 'ADMIN' }, { role: 'OPERATOR' }]],
    ['no role at all', 'sso.two', [], [{ role: 'ADMIN' }]],
  ])(
    'stays one when the single sign-on gives %s, which is written down; with another beside them they do not',
    async (_, login, groups, roles) => {
      await signIn(login, claimed(['1999-admins']));
      await others('disable');
      const kept = await signIn(login, claimed(groups));
      expect(await kept.roles()).toMatchObject(roles);
      expect(await factsOf(login, 'account.administrator_kept')).toEqual([
        { given: groups.map(() => ({ role: 'OPERATOR', agencyCode: null })) },
      ]);
      await others('enable');
      await provider.knows({ [login]: { sub: login, preferred_username: login, groups } });
      await new Browser(city).signIn(login);
      expect(await isAdmin(login)).toEqual([false]);
      expect(await factsOf(login, 'account.administrator_kept')).toHaveLength(1);
      expect((await factsOf(login, 'account.roles_synchronised')).at(-1)).toEqual({
        roles: groups.map(() => ({ role: 'OPERATOR', agencyCode: null })),
      });
    },
  );

  test('is left of two who lose the role at the same moment', async () => {
    const people = ['sso.three', 'sso.four'] as const;
    for (const login of people) await signIn(login, claimed(['1999-admins']));
    await others('disable');
    const operator = (login: string): [string, ToldClaims] => [
      login,
      { sub: login, preferred_username: login, groups: ['1999-operators'] },
    ];
    await provider.knows(Object.fromEntries(people.map(operator)));
    const browsers = people.map((login) => ({ login, browser: new Browser(city) }));
    const paths: string[] = [];
    for (const { login, browser } of browsers) paths.push(await browser.signInAtProvider(login));
    const answers = await Promise.all(browsers.map(({ browser }, i) => browser.ask(paths[i]!)));
    expect(answers.map(({ status }) => status)).toEqual([302, 302]);
    expect((await isAdmin(...people)).filter(Boolean)).toHaveLength(1);
  });
});
