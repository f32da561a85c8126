import { expectProblem } from '../support/problem.ts';
import { Client, PASSWORD, startTestApp, type TestApp } from '../support/test-app.ts';

const NOT_ALLOWED = { status: 403, code: 'auth.not_allowed' };

describe('administrators', () => {
  const ENVIRONMENT = { ADMIN_ADDRESSES: '10.1.0.0/16', TRUSTED_PROXIES: '127.0.0.1' };
  const HOME = { 'x-forwarded-for': '203.66.1.1' };
  const DESK = { 'x-forwarded-for': '10.1.2.3' };

  let guarded: TestApp;

  beforeAll(async () => {
    guarded = await startTestApp({ startsAt: '2026-11-20T09:00:00+08:00', environment: ENVIRONMENT });
  });

  afterAll(() => guarded.close());

  test('do nothing as such from an address that is not named; what everybody may do is left', async () => {
    const sign = new Client(guarded.app, {
      authorization: `Bearer ${(await new Client(guarded.app).post('/auth/login', { username: 'admin', password: PASSWORD })).body.token}`,
    });
    for (const path of ['/outbox', '/api-keys', '/ops/attention']) {
      expectProblem(await sign.get(path, HOME), { status: 403, code: 'auth.wrong_place' });
      expectProblem(await sign.get(path), { status: 403, code: 'auth.wrong_place' });
      expect((await sign.get(path, DESK)).status).toBe(200);
    }
    expectProblem(await sign.get('/cases', HOME), NOT_ALLOWED); // never theirs
    expect((await sign.get('/auth/me', HOME)).body.permissions).toEqual(['account.self', 'reference.read']);
  });

  test('are the only ones whose address matters', async () => {
    const { token } = (await new Client(guarded.app).post('/auth/login', { username: 'city', password: PASSWORD })).body;
    const supervisor = new Client(guarded.app, { authorization: `Bearer ${token}` });
    expect((await supervisor.get('/ops/attention', HOME)).status).toBe(200);
  });
});
