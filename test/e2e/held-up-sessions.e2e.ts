import { sql } from '../../src/platform/database/index.ts';
import { expectProblem } from '../support/problem.ts';
import { bearer, codeOf, employ, enrol, login, nextInterval, OWN_PASSWORD, type Person } from '../support/second-factors.ts';
import { Browser, POLICY, startOpenIdProvider, type StartedProvider } from '../support/single-sign-on.ts';
import { type Answer, type Client, startTestApp, type TestApp } from '../support/test-app.ts';

const NEW = 'umbrellas on a hill';

let provider: StartedProvider;
let city: TestApp;

beforeAll(async () => {
  provider = await startOpenIdProvider();
  city = await startTestApp({
    singleSignOn: POLICY,
    environment: provider.environment,
    accounts: { secondFactorRoles: ['ADMIN'] },
  });
});

afterAll(async () => {
  await city.close();
  await provider.stop();
});

const outworn = ({ id }: Person): Promise<unknown> =>
  city.rows(sql`UPDATE accounts SET must_change_password = true WHERE id = ${id}`);
const change = (client: Client): Promise<Answer> =>
  client.post('/auth/password', { currentPassword: OWN_PASSWORD, newPassword: NEW });
const restrictionOf = async (client: Client): Promise<string | null> => (await client.get('/auth/me')).body.restriction;

describe('a session held up by both its second factor and its password', () => {
  test('has a second factor set up first, then its password changed, and is free', async () => {
    const admin = await employ(city, 'ADMIN');
    await outworn(admin);
    const session = bearer(city, await login(city, admin));
    expect(await restrictionOf(session)).toBe('SECOND_FACTOR');
    expectProblem(await change(session), { status: 403, code: 'auth.second_factor_required' });
    const { secret } = (await session.post('/me/second-factor')).body as { secret: string };
    expect((await session.post('/me/second-factor/confirm', { code: codeOf(city, secret) })).status).toBe(200);
    expect(await restrictionOf(session)).toBe('PASSWORD');
    expectProblem(await session.get('/outbox'), { status: 403, code: 'auth.password_change_required' });
    expectProblem(await session.get('/me/second-factor'), { status: 403, code: 'auth.password_change_required' });
    expect((await change(session)).status).toBe(204);
    expect(await restrictionOf(session)).toBeNull();
    expect((await session.get('/outbox')).status).toBe(200);
  });

  test('shows the second factor there is before it changes the password', async () => {
    const operator = await employ(city, 'OPERATOR');
    const earlier = bearer(city, await login(city, operator));
    const { secret } = await enrol(city, operator);
    await outworn(operator);
    expectProblem(await change(earlier), { status: 403, code: 'auth.second_factor_required' });
    expect((await earlier.post('/me/second-factor/show', { code: codeOf(city, secret) })).status).toBe(204);
    expect((await change(earlier)).status).toBe(204);
    expect((await earlier.get('/cases')).status).toBe(200);
  });

  test('may be left at each step', async () => {
    const admin = await employ(city, 'ADMIN');
    await outworn(admin);
    expect((await bearer(city, await login(city, admin)).post('/auth/logout')).status).toBe(204);
    const { secret } = await enrol(city, admin);
    nextInterval(city);
    const session = bearer(city, await login(city, admin, codeOf(city, secret)));
    expect(await restrictionOf(session)).toBe('PASSWORD');
    expect((await session.post('/auth/logout')).status).toBe(204);
  });
});

describe('an account that signs in by single sign-on', () => {
  const email = 'lin.1@city.example';

  beforeAll(async () => {
    const person = { sub: 'P-1', preferred_username: 'lin.1', name: '林某', email, groups: ['1999-operators'] };
    await provider.knows({ 'lin.1': person });
    await new Browser(city).signIn('lin.1');
  });

  const idOf = async (): Promise<string> =>
    (await city.rows<{ id: string }>(sql`SELECT a.id FROM accounts a WHERE a.username = 'lin.1'`))[0]!.id;

  test('is sent no link to choose a password, and no administrator makes one for it', async () => {
    for (const account of ['lin.1', email]) {
      expect((await city.citizen.post('/auth/password-resets', { account })).status).toBe(202);
    }
    expect(await city.templatesTo(email)).toEqual([]);
    const reset = await (await city.as('admin')).post(`/accounts/${await idOf()}/reset-password`);
    expectProblem(reset, { status: 409, code: 'password.none' });
  });

  test('is let in by it until its last day is over, from a desk that is written down', async () => {
    const [session] = await city.rows(sql`
      SELECT s.opened_by AS "openedBy", s.address FROM sessions s WHERE s.account_id = ${await idOf()} LIMIT 1`);
    expect(session).toEqual({ openedBy: 'SINGLE_SIGN_ON', address: '127.0.0.1' });
    await city.rows(sql`UPDATE accounts SET expires_at = ${city.clock.now()} WHERE username = 'lin.1'`);
    expectProblem(await new Browser(city).signIn('lin.1'), { status: 403, code: 'auth.account_disabled' });
  });
});
