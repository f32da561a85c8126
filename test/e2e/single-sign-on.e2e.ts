import { sql } from '../../src/platform/database/index.ts';
import { expectProblem } from '../support/problem.ts';
import { codeOf, nextInterval } from '../support/second-factors.ts';
import { Browser, POLICY, startOpenIdProvider, type StartedProvider, type ToldClaims } from '../support/single-sign-on.ts';
import { type Answer, Client, startTestApp, type TestApp } from '../support/test-app.ts';

let provider: StartedProvider;
let city: TestApp;
let numbers = 0;

const secondFactor = { claim: 'amr', values: ['otp', 'hwk'] };
beforeAll(async () => {
  provider = await startOpenIdProvider();
  city = await startTestApp({ singleSignOn: { ...POLICY, secondFactor }, environment: provider.environment });
});

afterAll(async () => {
  await city.close();
  await provider.stop();
});

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
const factsOf = async (username: string): Promise<{ type: string; data: object }[]> =>
  city.rows(sql`
    SELECT f.type, f.data FROM facts f JOIN accounts a ON a.id = f.subject_id WHERE a.username = ${username} ORDER BY f.seq`);

describe('signing in by the city’s single sign-on', () => {
  test('leads to the provider and back, opens a session, and makes an account with the roles that the rules give', async () => {
    const { login } = await known({
      groups: ['everybody', '1999-handlers', '1999-road-chiefs'],
      department: ['TY-TRA', 'NO-SUCH', 'TY-RMO'],
    });
    const browser = new Browser(city);
    const answer = await browser.signIn(login);
    expect([answer.status, answer.headers['location']]).toEqual([302, 'https://1999.example/']);
    const cookies = [answer.headers['set-cookie']].flat().map(String);
    expect(cookies.find((cookie) => cookie.startsWith('__Host-paian_session='))).toMatch(/HttpOnly; SameSite=Lax; Secure$/);
    expect((await me(browser)).body).toMatchObject({
      username: login,
      displayName: '陳某',
      restriction: null,
      roles: [
        { role: 'AGENCY_SUPERVISOR', agencyCode: 'TY-RMO' },
        { role: 'HANDLER', agencyCode: 'TY-RMO' },
        { role: 'HANDLER', agencyCode: 'TY-TRA' },
      ],
    });
    expect(await factsOf(login)).toEqual([
      { type: 'account.created', data: { roles: ['AGENCY_SUPERVISOR', 'HANDLER'] } },
      { type: 'account.linked', data: {} },
      { type: 'account.signed_in', data: { by: 'SINGLE_SIGN_ON', secondFactor: false } },
    ]);
  });

  test('asks by code with PKCE, and with a state and a nonce of its own each time', async () => {
    const asked = await Promise.all([1, 2].map(async () => new Browser(city).ask('/auth/oidc/login')));
    const [one, other] = asked.map(({ headers }) => new URL(String(headers['location'])).searchParams) as [
      URLSearchParams,
      URLSearchParams,
    ];
    expect(Object.fromEntries(one)).toMatchObject({
      response_type: 'code',
      scope: 'openid profile email',
      code_challenge_method: 'S256',
      redirect_uri: 'https://1999.example/api/v1/auth/oidc/callback',
    });
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(one.get(name)).toMatch(/^[\w-]{43}$/);
      expect(one.get(name)).not.toBe(other.get(name));
    }
    const cookie = String(asked[0]!.headers['set-cookie']);
    expect(cookie).toMatch(/^__Host-paian_sign_in=[\w.-]+; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax; Secure$/);
  });

  test('leads on to the page that was asked for, and to no other site', async () => {
    const { login } = await known();
    const answer = await new Browser(city).signIn(login, '/cases/C26-000001-9?tab=clock');
    expect(answer.headers['location']).toBe('https://1999.example/cases/C26-000001-9?tab=clock');
    for (const path of [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      'evil',
      '/a\tb',
      `/${'a'.repeat(600)}`,
      '',
    ]) {
      const refused = await city.citizen.get(`/auth/oidc/login?returnTo=${encodeURIComponent(path)}`);
      expectProblem(refused, { status: 422, code: 'input.invalid' });
      expect(refused.headers['location']).toBeUndefined();
    }
  });

  test('reads roles, name and e-mail anew each time; a session has no more than they give', async () => {
    const { login, claims } = await known();
    const browser = new Browser(city);
    await browser.signIn(login);
    await provider.knows({ [login]: { ...claims, name: '陳某某', groups: ['1999-handlers'], department: 'TY-RMO' } });
    await browser.signIn(login);
    expect((await me(browser)).body).toMatchObject({ displayName: '陳某某', roles: [{ role: 'HANDLER', agencyCode: 'TY-RMO' }] });
    expect((await factsOf(login)).map(({ type }) => type)).toEqual([
      'account.created',
      'account.linked',
      'account.signed_in',
      'account.roles_synchronised',
      'account.profile_synchronised',
      'account.signed_in',
    ]);
    expect(JSON.stringify(await factsOf(login))).not.toContain('陳');
  });

  test('of the same person at two desks at once makes one account', async () => {
    const { login } = await known();
    const [one, other] = [new Browser(city), new Browser(city)];
    const paths = [await one.signInAtProvider(login), await other.signInAtProvider(login)] as const;
    const answers = await Promise.all([one.ask(paths[0]), other.ask(paths[1])]);
    expect(answers.map(({ status }) => status)).toEqual([302, 302]);
    expect((await me(one)).body.id).toBe((await me(other)).body.id);
  });

  test('is no way to a password: none opens the account', async () => {
    const { login } = await known();
    await new Browser(city).signIn(login);
    for (const password of ['any', '!', ' ', 'null']) {
      expectProblem(await city.citizen.post('/auth/login', { username: login, password }), {
        status: 401,
        code: 'auth.bad_credentials',
      });
    }
  });
});

describe('whoever the provider knows and the city does not', () => {
  test('has no role: no account is made for them', async () => {
    const { login } = await known({ groups: ['1999-handlers', 'others'], department: 'NO-SUCH' });
    const browser = new Browser(city);
    expectProblem(await browser.signIn(login), { status: 403, code: 'auth.no_role' });
    expect(browser.isSignedIn).toBe(false);
    expect(await factsOf(login)).toEqual([]);
  });

  test('and has no role any more: the roles are gone from the sessions that are still open', async () => {
    const { login, claims } = await known();
    const [desk, later] = [new Browser(city), new Browser(city)];
    await desk.signIn(login);
    await provider.knows({ [login]: { ...claims, groups: [] } });
    expectProblem(await later.signIn(login), { status: 403, code: 'auth.no_role' });
    city.clock.advanceTo(new Date(city.clock.now().getTime() + 6_000)); // a session is believed for seconds
    expectProblem(await desk.ask('/cases'), { status: 403, code: 'auth.not_allowed' });
    expect((await factsOf(login)).at(-1)).toEqual({ type: 'account.sign_in_failed', data: { disabled: false } });
  });

  test('is disabled: they are told so, and nothing changes', async () => {
    const { login } = await known();
    await new Browser(city).signIn(login);
    await city.rows(sql`UPDATE accounts SET disabled_at = now() WHERE username = ${login}`);
    const browser = new Browser(city);
    expectProblem(await browser.signIn(login), { status: 403, code: 'auth.account_disabled' });
    expect(browser.isSignedIn).toBe(false);
    expect((await factsOf(login)).at(-1)).toEqual({ type: 'account.sign_in_failed', data: { disabled: true } });
  });

  test.each([
    { preferred_username: 'not a username' },
    { preferred_username: ['a.b.c', 'd.e.f'] },
    { preferred_username: undefined },
  ])('is named by nothing that can be a username: %j', async (claims) => {
    expectProblem(await new Browser(city).signIn((await known(claims)).login), { status: 403, code: 'auth.claims_incomplete' });
  });

  test('bears the username of somebody else, who keeps the account', async () => {
    for (const username of ['admin', 'operator']) {
      const { login } = await known({ preferred_username: username });
      expectProblem(await new Browser(city).signIn(login), { status: 403, code: 'auth.account_not_linked' });
    }
  });
});

describe('a callback', () => {
  test('of another browser, or of no sign-in at all, opens nothing', async () => {
    const { login } = await known();
    const path = await new Browser(city).signInAtProvider(login);
    expectProblem(await city.citizen.get(path), { status: 401, code: 'auth.callback_expired' });
    const stranger = new Browser(city);
    await stranger.ask('/auth/oidc/login'); // has begun one of their own
    expectProblem(await stranger.ask(path), { status: 401, code: 'auth.callback_refused' });
    expect(stranger.isSignedIn).toBe(false);
  });

  test('counts once: neither again in the same browser, nor with its cookie put back', async () => {
    const { login } = await known();
    const browser = new Browser(city);
    const path = await browser.signInAtProvider(login);
    const { cookie } = browser.cookiesFor('city') as { cookie: string };
    expect((await browser.ask(path)).status).toBe(302);
    expectProblem(await browser.ask(path), { status: 401, code: 'auth.callback_expired' });
    expectProblem(await city.citizen.get(path, { cookie }), { status: 401, code: 'auth.callback_refused' });
  });

  test('comes in time or not at all', async () => {
    const { login } = await known();
    const browser = new Browser(city);
    const path = await browser.signInAtProvider(login);
    city.clock.advanceTo(new Date(city.clock.now().getTime() + 600_000));
    expectProblem(await browser.ask(path), { status: 401, code: 'auth.callback_expired' });
  });

  test('with another state, or a ticket that somebody wrote, is refused', async () => {
    const { login } = await known();
    const browser = new Browser(city);
    const path = await browser.signInAtProvider(login);
    expectProblem(await browser.ask(path.replace(/state=[^&]+/, 'state=other')), { status: 401, code: 'auth.callback_refused' });
    for (const forged of ['', 'x', 'x.y', 'e30.e30', 'a.b.c', `${'a'.repeat(2000)}.b`]) {
      const again = new Browser(city);
      again.put('city', '__Host-paian_sign_in', forged);
      expectProblem(await again.ask(path), { status: 401, code: 'auth.callback_expired' });
    }
  });

  test('to an ID token that was made for another nonce, or to another verifier, is refused', async () => {
    const { login } = await known();
    for (const parameter of ['nonce', 'code_challenge']) {
      const [asked, other] = [new Browser(city), new Browser(city)];
      const address = new URL(String((await asked.ask('/auth/oidc/login')).headers['location']));
      const strange = new URL(String((await other.ask('/auth/oidc/login')).headers['location']));
      address.searchParams.set(parameter, strange.searchParams.get(parameter)!);
      const path = await asked.walk(address.href, login);
      expectProblem(await asked.ask(path), { status: 401, code: 'auth.callback_refused' });
      expect(asked.isSignedIn).toBe(false);
    }
  });

  test.each(['', '?', '?state=a', '?code=a', '?state=a&state=b&code=c', '?state=a&code=b&code=c', '?state=a&code=b&error=c'])(
    'that carries %j is incomplete',
    async (query) => {
      const browser = new Browser(city);
      await browser.ask('/auth/oidc/login');
      expectProblem(await browser.ask(`/auth/oidc/callback${query}`), { status: 400, code: 'auth.callback_malformed' });
    },
  );

  test('by which the provider says no is refused; one by which it says later is put off', async () => {
    for (const [error, status, code] of [
      ['access_denied', 401, 'auth.callback_refused'],
      ['temporarily_unavailable', 503, 'auth.provider_unavailable'],
    ] as const) {
      const browser = new Browser(city);
      const begun = new URL(String((await browser.ask('/auth/oidc/login')).headers['location']));
      const query = new URLSearchParams({ error, state: begun.searchParams.get('state')!, iss: provider.issuer });
      const answer = await browser.ask(`/auth/oidc/callback?${query.toString()}`);
      expect([answer.status, answer.body.code]).toEqual([status, code]);
    }
  });
});

describe('a second factor', () => {
  test('that the provider saw counts where the city lets it', async () => {
    const { login } = await known({ groups: ['1999-admins'], amr: ['pwd', 'otp'] });
    const browser = new Browser(city);
    await browser.signIn(login);
    expect((await browser.ask('/outbox')).status).toBe(200);
    expect((await factsOf(login)).at(-1)).toEqual({
      type: 'account.signed_in',
      data: { by: 'SINGLE_SIGN_ON', secondFactor: true },
    });
  });

  test('that it did not see is asked for here: set up first, shown in every later session', async () => {
    const { login } = await known({ groups: ['1999-admins'], amr: ['pwd'] });
    const [first, second] = [new Browser(city), new Browser(city)];
    await first.signIn(login);
    expectProblem(await first.ask('/outbox'), { status: 403, code: 'auth.second_factor_required' });
    const post = (browser: Browser, path: string, body: object): Promise<Answer> =>
      new Client(city.app, { ...browser.cookiesFor('city'), origin: 'https://1999.example' }).post(path, body);
    const { secret } = (await post(first, '/me/second-factor', {})).body as { secret: string };
    await post(first, '/me/second-factor/confirm', { code: codeOf(city, secret) });
    expect((await first.ask('/outbox')).status).toBe(200);
    nextInterval(city);
    await second.signIn(login);
    expectProblem(await second.ask('/outbox'), { status: 403, code: 'auth.second_factor_required' });
    expect((await post(second, '/me/second-factor/show', { code: codeOf(city, secret) })).status).toBe(204);
    expect((await second.ask('/outbox')).status).toBe(200);
  });
});
