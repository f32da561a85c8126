import { CHOSEN, Newcomers } from '../support/newcomers.ts';
import { expectProblem } from '../support/problem.ts';
import { type Answer, Client, PASSWORD, startTestApp, type TestApp } from '../support/test-app.ts';

/** A city whose clock is its own, so that sessions end as they do every day. */
let city: TestApp;
let newcomers: Newcomers;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-18T09:00:00+08:00', environment: { SIM_CLOCK: '' } });
  newcomers = new Newcomers(city);
});

afterAll(() => city.close());

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';

async function signInWith(username: string, password: string, userAgent: string): Promise<Client> {
  const headers = { 'user-agent': userAgent };
  const { body } = await city.citizen.post('/auth/login', { username, password }, headers);
  return new Client(city.app, { authorization: `Bearer ${body.token as string}` });
}

const later = (minutes: number): void => city.clock.advanceTo(new Date(city.clock.now().getTime() + minutes * 60_000));
const isOver = (answer: Answer): void => expectProblem(answer, { status: 401, code: 'auth.required' });

describe('one’s own sessions', () => {
  test('are listed with where they were opened, and which of them this is', async () => {
    const { username, client } = await newcomers.arrived();
    const firefox = await signInWith(username, CHOSEN, FIREFOX);
    const { status, body } = await firefox.get('/me/sessions');
    expect(status).toBe(200);
    expect(body.items).toHaveLength(2);
    expect(body.items.find(({ current }: { current: boolean }) => current)).toEqual({
      id: expect.any(String),
      createdAt: expect.stringMatching(/\+08:00$/),
      lastSeenAt: expect.any(String),
      expiresAt: expect.any(String),
      current: true,
      client: 'Firefox 140, Windows',
      address: '127.0.0.1',
    });
    const other = (await client.get('/me/sessions')).body.items;
    expect(other.map(({ id }: { id: string }) => id).sort()).toEqual(body.items.map(({ id }: { id: string }) => id).sort());
  });

  test('are ended one by one, at once', async () => {
    const { username, client } = await newcomers.arrived();
    const other = await city.signIn(username, CHOSEN);
    const { items } = (await client.get('/me/sessions')).body;
    const { id } = items.find(({ current }: { current: boolean }) => !current);
    expect((await client.delete(`/me/sessions/${id as string}`)).status).toBe(204);
    isOver(await other.get('/auth/me'));
    expect((await client.get('/auth/me')).status).toBe(200);
    expectProblem(await client.delete(`/me/sessions/${id as string}`), { status: 404, code: 'session.not_found' });
  });

  test('are ended together, but for the one that asks', async () => {
    const { username, client } = await newcomers.arrived();
    const others = [await city.signIn(username, CHOSEN), await city.signIn(username, CHOSEN)];
    expect((await client.delete('/me/sessions')).status).toBe(204);
    for (const other of others) isOver(await other.get('/auth/me'));
    expect((await client.get('/me/sessions')).body.items).toHaveLength(1);
    expect((await client.delete('/me/sessions')).status).toBe(204);
  });

  test('are nobody else’s to end', async () => {
    const [{ client: one }, { client: other }] = [await newcomers.arrived(), await newcomers.arrived()];
    const [{ id }] = (await one.get('/me/sessions')).body.items;
    for (const named of [id, 'x', '00000000-0000-4000-8000-000000000000']) {
      expectProblem(await other.delete(`/me/sessions/${named as string}`), { status: 404, code: 'session.not_found' });
    }
    expect((await one.get('/auth/me')).status).toBe(200);
  });

  test('may be ended by their own holder, the one that asks as well', async () => {
    const { client } = await newcomers.arrived();
    const [{ id }] = (await client.get('/me/sessions')).body.items;
    expect((await client.delete(`/me/sessions/${id as string}`)).status).toBe(204);
    isOver(await client.get('/auth/me'));
  });
});

describe('a session that nobody uses', () => {
  test('is over after half an hour, an administrator’s after a quarter', async () => {
    const [operator, admin] = [await city.signIn('operator'), await city.signIn('admin')];
    later(14);
    for (const client of [operator, admin]) expect((await client.get('/auth/me')).status).toBe(200);
    later(15);
    isOver(await admin.get('/auth/me'));
    expect((await operator.get('/auth/me')).status).toBe(200);
    later(30);
    isOver(await operator.get('/auth/me'));
  });

  test('is not listed any more, and what is listed says when it ends', async () => {
    const { username } = await newcomers.arrived();
    later(29);
    const client = await city.signIn(username, CHOSEN);
    later(1);
    const { items } = (await client.get('/me/sessions')).body;
    expect(items).toHaveLength(1);
    expect(Date.parse(items[0].expiresAt) - Date.parse(items[0].lastSeenAt)).toBe(30 * 60_000);
  });

  test('tells when it ends for good when somebody signs in', async () => {
    const { body } = await city.citizen.post('/auth/login', { username: 'admin', password: PASSWORD });
    expect(Math.round((Date.parse(body.expiresAt) - city.clock.now().getTime()) / 60_000)).toBe(8 * 60);
  });
});

test('a password is changed first of all when it has been used for half a year', async () => {
  const { username } = await newcomers.arrived();
  later(179 * 24 * 60);
  expect((await (await city.signIn(username, CHOSEN)).get('/cases')).status).toBe(200);
  later(24 * 60);
  const client = await city.signIn(username, CHOSEN);
  expectProblem(await client.get('/cases'), { status: 403, code: 'auth.password_change_required' });
  await client.post('/auth/password', { currentPassword: CHOSEN, newPassword: 'umbrellas on a hill' });
  expect((await client.get('/cases')).status).toBe(200);
});
