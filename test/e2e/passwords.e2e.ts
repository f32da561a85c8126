import { sql } from '../../src/platform/database/index.ts';
import { CHOSEN, Newcomers } from '../support/newcomers.ts';
import { expectProblem } from '../support/problem.ts';
import { type Answer, type Client, PASSWORD, startTestApp, type TestApp } from '../support/test-app.ts';

const NEW = 'umbrellas on a hill';

let city: TestApp;
let newcomers: Newcomers;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-18T09:00:00+08:00' });
  newcomers = new Newcomers(city);
});

afterAll(() => city.close());

const signIn = (username: string, password: string): Promise<Answer> => city.citizen.post('/auth/login', { username, password });
const change = (client: Client, currentPassword: string, newPassword: string): Promise<Answer> =>
  client.post('/auth/password', { currentPassword, newPassword });
const ask = (account: string): Promise<Answer> => city.citizen.post('/auth/password-resets', { account });
const use = (token: string, newPassword: string): Promise<Answer> =>
  city.citizen.post('/auth/password-resets/use', { token, newPassword });
const minutesLater = (minutes: number): Promise<void> =>
  city.advanceTo(new Date(city.clock.now().getTime() + minutes * 60_000).toISOString());

let addresses = 0;
async function withAddress(): Promise<{ id: string; username: string; email: string; client: Client }> {
  const email = `holder-${(addresses += 1)}@example.gov.tw`;
  const { id, username } = (await newcomers.approved({ email })).body;
  await use(await newcomers.tokenOf(email, 'account-opened'), CHOSEN);
  return { id, username, email, client: await city.signIn(username, CHOSEN) };
}

describe('changing one’s password', () => {
  test('needs the present one, ends all other sessions and leaves this', async () => {
    const { id, username, client } = await newcomers.arrived();
    const other = await city.signIn(username, CHOSEN);
    expect((await change(client, CHOSEN, NEW)).status).toBe(204);
    expect((await client.get('/auth/me')).status).toBe(200);
    expectProblem(await other.get('/auth/me'), { status: 401, code: 'auth.required' });
    expectProblem(await signIn(username, CHOSEN), { status: 401, code: 'auth.bad_credentials' });
    expect((await signIn(username, NEW)).status).toBe(200);
    const [fact] = await city.rows(sql`
      SELECT f.data, f.address FROM facts f WHERE f.subject_id = ${id} AND f.type = 'account.password_changed' ORDER BY f.seq DESC LIMIT 1`);
    expect(fact).toEqual({ data: { by: 'HOLDER', sessionsEnded: 1 }, address: '127.0.0.1' });
  });

  test('with a wrong present one changes nothing, and counts as a failed sign-in', async () => {
    const { username, client } = await newcomers.arrived();
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      expectProblem(await change(client, 'wrong', NEW), {
        status: 422,
        code: 'password.wrong',
        fields: { currentPassword: 'password.wrong' },
      });
    }
    expectProblem(await change(client, CHOSEN, NEW), { status: 429, code: 'auth.locked' });
    expectProblem(await signIn(username, CHOSEN), { status: 429, code: 'auth.locked' });
    expect((await client.get('/auth/me')).status).toBe(200);
  });

  test('takes none of the last three, and the fourth again', async () => {
    const { client } = await newcomers.arrived();
    const used = [CHOSEN, 'second password', 'third password 3', 'fourth password'];
    for (const [i, next] of used.slice(1).entries()) expect((await change(client, used[i]!, next)).status).toBe(204);
    for (const again of used.slice(1)) {
      expectProblem(await change(client, used[3]!, again), {
        status: 422,
        code: 'input.invalid',
        fields: { newPassword: 'password.used_before' },
      });
    }
    expect((await change(client, used[3]!, CHOSEN)).status).toBe(204);
  });

  test.each([
    ['short', 'password.too_short'],
    ['x'.repeat(257), 'password.too_long'],
    ['aaaabbbbcccc', 'password.too_simple'],
  ])('to %j is refused', async (next, code) => {
    const { client } = await newcomers.arrived();
    expectProblem(await change(client, CHOSEN, next), { status: 422, code: 'input.invalid', fields: { newPassword: code } });
  });

  test('needs both passwords, and no more', async () => {
    const { client } = await newcomers.arrived();
    expectProblem(await client.post('/auth/password', { newPassword: 1, username: 'admin' }), {
      status: 422,
      code: 'input.invalid',
      fields: { currentPassword: 'field.required', newPassword: 'field.type', username: 'field.unknown' },
    });
  });

  test('of a demonstration is not for one of its accounts: they share it', async () => {
    expectProblem(await change(await city.signIn('village'), PASSWORD, NEW), { status: 409, code: 'password.shared' });
    const { id } = (await (await city.as('operator')).get('/auth/me')).body;
    const reset = await (await city.as('admin')).post(`/accounts/${id as string}/reset-password`);
    expectProblem(reset, { status: 409, code: 'password.shared' });
  });
});

describe('a forgotten password', () => {
  test('is replaced by a link that comes by mail, works once and ends all sessions', async () => {
    const { username, email, client } = await withAddress();
    expect((await ask(username)).status).toBe(202);
    const token = await newcomers.tokenOf(email, 'password-reset');
    expectProblem(await use(token, 'short'), {
      status: 422,
      code: 'input.invalid',
      fields: { newPassword: 'password.too_short' },
    });
    expectProblem(await use(token, CHOSEN), {
      status: 422,
      code: 'input.invalid',
      fields: { newPassword: 'password.used_before' },
    });
    expect((await use(token, NEW)).status).toBe(204); // a refused password has not used it up
    expectProblem(await client.get('/auth/me'), { status: 401, code: 'auth.required' });
    expect((await signIn(username, NEW)).status).toBe(200);
    expectProblem(await use(token, 'yet another one'), { status: 410, code: 'password_reset.used' });
  });

  test('is asked for by the e-mail address as well, in whatever case', async () => {
    const { email } = await withAddress();
    await ask(email.toUpperCase());
    expect((await city.letterTo(email, 'password-reset')).links).toHaveLength(1);
  });

  test('is answered alike, whether there is such an account, one without an address, one that is disabled, or none', async () => {
    const { username, id } = await withAddress();
    await (await city.as('admin')).post(`/accounts/${id}/disable`, { reason: '離職' });
    const silent = await newcomers.arrived();
    const answers = await Promise.all(
      [(await withAddress()).username, username, silent.username, 'nobody', 'nobody@example.org', '" OR 1=1'].map(ask),
    );
    expect(new Set(answers.map(({ status, body }) => `${status} ${JSON.stringify(body)}`))).toEqual(
      new Set(['202 {"state":"ACCEPTED"}']),
    );
  });

  test('brings one link in five minutes, however often somebody asks', async () => {
    const { username, email } = await withAddress();
    const links = async (): Promise<number> =>
      (await city.templatesTo(email)).filter((template) => template === 'password-reset').length;
    for (let i = 0; i < 3; i += 1) expect((await ask(username)).status).toBe(202);
    expect(await links()).toBe(1);
    await minutesLater(5);
    await ask(username);
    expect(await links()).toBe(2);
  });

  test('a newer link takes the place of the one before', async () => {
    const { username, email } = await withAddress();
    await ask(username);
    const first = await newcomers.tokenOf(email, 'password-reset');
    await minutesLater(5);
    await ask(username);
    const second = await newcomers.tokenOf(email, 'password-reset');
    expectProblem(await use(first, NEW), { status: 410, code: 'password_reset.used' });
    expect((await use(second, NEW)).status).toBe(204);
  });

  test('a link runs out after half an hour', async () => {
    const { username, email } = await withAddress();
    await ask(username);
    const token = await newcomers.tokenOf(email, 'password-reset');
    await minutesLater(31);
    expectProblem(await use(token, NEW), { status: 410, code: 'password_reset.expired' });
  });

  test('a link of an account that is disabled, has another address or another password meanwhile is worthless', async () => {
    const admin = await city.as('admin');
    const gone = { status: 410, code: 'password_reset.used' };
    for (const happens of [
      ({ id }: { id: string }) => admin.post(`/accounts/${id}/disable`, { reason: 'x' }),
      ({ id }: { id: string }) =>
        admin.put(`/accounts/${id}`, { displayName: '陳小華', roles: [{ role: 'HANDLER', agencyCode: 'TY-RMO' }] }),
      ({ client }: { client: Client }) => change(client, CHOSEN, NEW),
    ]) {
      const holder = await withAddress();
      await ask(holder.username);
      const token = await newcomers.tokenOf(holder.email, 'password-reset');
      expect((await happens(holder)).status).toBeLessThan(300);
      expectProblem(await use(token, 'yet another one'), gone);
    }
  });

  test.each(['x', 'A'.repeat(43), 'A'.repeat(100), '../..'])('the link %j is none', async (token) => {
    expectProblem(await use(token, NEW), { status: 404, code: 'password_reset.not_found' });
  });

  test('of two who use a link at once one chooses the password', async () => {
    const { username, email } = await withAddress();
    await ask(username);
    const token = await newcomers.tokenOf(email, 'password-reset');
    const answers = await Promise.all([use(token, NEW), use(token, 'yet another one')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 410]);
  });

  test('neither the link nor its hash stands in the record', async () => {
    const { id, username, email } = await withAddress();
    await ask(username);
    const token = await newcomers.tokenOf(email, 'password-reset');
    const facts = await city.rows<{ data: object }>(sql`SELECT f.data FROM facts f WHERE f.subject_id = ${id}`);
    expect(JSON.stringify(facts)).not.toContain(token);
    const kept = await city.rows<{ hash: string }>(sql`
      SELECT encode(p.token_hash, 'base64') AS hash FROM password_resets p WHERE p.account_id = ${id}`);
    expect(JSON.stringify(kept)).not.toContain(token);
  });
});

describe('an administrator who takes a password away', () => {
  test('sends the holder a link; the password there was opens nothing any more', async () => {
    const { id, username, email, client } = await withAddress();
    const answer = await (await city.as('admin')).post(`/accounts/${id}/reset-password`);
    expect([answer.status, answer.body]).toEqual([200, { initialPassword: null }]);
    expectProblem(await client.get('/auth/me'), { status: 401, code: 'auth.required' });
    expectProblem(await signIn(username, CHOSEN), { status: 401, code: 'auth.bad_credentials' });
    expect((await use(await newcomers.tokenOf(email, 'password-reset'), NEW)).status).toBe(204);
    expect((await (await city.signIn(username, NEW)).get('/cases')).status).toBe(200);
  });

  test('is shown one to hand over where the holder has no address, which must be changed first of all', async () => {
    const { id, username } = await newcomers.arrived();
    const { initialPassword } = (await (await city.as('admin')).post(`/accounts/${id}/reset-password`)).body;
    const client = await city.signIn(username, initialPassword);
    expectProblem(await client.get('/cases'), { status: 403, code: 'auth.password_change_required' });
    expectProblem(await change(client, initialPassword, CHOSEN), {
      status: 422,
      code: 'input.invalid',
      fields: { newPassword: 'password.used_before' },
    });
    expect((await change(client, initialPassword, NEW)).status).toBe(204);
  });
});
