import { sql } from '../../src/platform/database/index.ts';
import { CHOSEN, Newcomers } from '../support/newcomers.ts';
import { expectProblem } from '../support/problem.ts';
import { Browser, POLICY, startOpenIdProvider, type StartedProvider, type ToldClaims } from '../support/single-sign-on.ts';
import { type Answer, startTestApp, type TestApp, type TestAppOptions } from '../support/test-app.ts';

let provider: StartedProvider;
let numbers = 0;
const others: { close: () => Promise<void> }[] = [];

/** Another city, until the test is over. */
async function startOther(options: TestAppOptions): Promise<TestApp> {
  const other = await startTestApp(options);
  others.push(other);
  return other;
}

beforeAll(async () => {
  provider = await startOpenIdProvider();
});

afterEach(async () => {
  for (const other of others.splice(0)) await other.close();
});

afterAll(() => provider.stop());

/** Somebody new at the provider. */
async function known(claims: ToldClaims = {}): Promise<{ login: string; claims: ToldClaims }> {
  numbers += 1;
  const login = `chen.${numbers}`;
  const person = {
    sub: `P-${numbers}`,
    preferred_username: login,
    name: '陳某',
    email: `${login}@city.example`,
    groups: ['1999-operators'],
    ...claims,
  };
  await provider.knows({ [login]: person });
  return { login, claims: person };
}

const me = async (browser: Browser): Promise<Answer> => browser.ask('/auth/me');
describe('in a city that decided otherwise', () => {
  test('an account that is here already becomes that of who bears its name, but never one of a demonstration', async () => {
    const other = await startOther({ singleSignOn: { ...POLICY, linkByUsername: true }, environment: provider.environment });
    await other.rows(sql`UPDATE accounts SET demonstration = false WHERE username = 'operator'`);
    const { login } = await known({ preferred_username: 'Operator', groups: ['1999-handlers'], department: 'TY-RMO' });
    const browser = new Browser(other);
    await browser.signIn(login);
    expect((await me(browser)).body).toMatchObject({ username: 'operator', roles: [{ role: 'HANDLER', agencyCode: 'TY-RMO' }] });
    const namesake = await known({ preferred_username: 'operator' });
    expectProblem(await new Browser(other).signIn(namesake.login), { status: 403, code: 'auth.account_not_linked' });
    const admin = await known({ preferred_username: 'admin' });
    expectProblem(await new Browser(other).signIn(admin.login), { status: 403, code: 'auth.account_not_linked' });
  });

  test('a link to choose a password that went to the address of before does not count any more', async () => {
    const other = await startOther({ singleSignOn: { ...POLICY, linkByUsername: true }, environment: provider.environment });
    const newcomers = new Newcomers(other);
    const { username } = (await newcomers.approved({ email: 'before@example.gov.tw' })).body;
    const token = await newcomers.tokenOf('before@example.gov.tw', 'account-opened');
    const { login } = await known({ preferred_username: username });
    expect((await new Browser(other).signIn(login)).status).toBe(302);
    expectProblem(await other.citizen.post('/auth/password-resets/use', { token, newPassword: CHOSEN }), {
      status: 410,
      code: 'password_reset.used',
    });
  });

  test('and has no single sign-on, there is nothing at its addresses', async () => {
    const other = await startOther({});
    for (const path of ['/auth/oidc/login', '/auth/oidc/callback', '/auth/oidc/callback?state=a&code=b']) {
      expectProblem(await other.citizen.get(path), { status: 404, code: 'auth.single_sign_on_off' });
    }
  });

  test('and does not say who has which role, the program does not start', async () => {
    await expect(startTestApp({ environment: provider.environment })).rejects.toThrow(
      'OIDC_ISSUER needs cities/taoyuan/single-sign-on.json, which says who has which role.',
    );
  });
});

describe('while the provider is away', () => {
  test('signing in by it is put off, and by password goes on', async () => {
    const shortLived = await startOpenIdProvider();
    others.push({ close: () => shortLived.stop() });
    const other = await startOther({ singleSignOn: POLICY, environment: shortLived.environment });
    await shortLived.knows({ lin: { sub: 'P', preferred_username: 'lin.some', groups: ['1999-operators'] } });
    const browser = new Browser(other);
    const path = await browser.signInAtProvider('lin');
    await shortLived.stop();
    const late = await browser.ask(path);
    expect([late.status, late.body.code, Number(late.headers['retry-after'])]).toEqual([503, 'auth.provider_unavailable', 30]);
    const elsewhere = await startOther({ singleSignOn: POLICY, environment: shortLived.environment }); // knows nothing of it yet
    const begun = await elsewhere.citizen.get('/auth/oidc/login');
    expect([begun.status, begun.body.code, begun.headers['set-cookie']]).toEqual([503, 'auth.provider_unavailable', undefined]);
    expect((await (await elsewhere.as('operator')).get('/auth/me')).status).toBe(200);
  });
});
