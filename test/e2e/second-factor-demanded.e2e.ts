import { expectProblem } from '../support/problem.ts';
import { bearer, codeOf, employ, enrol, factsOf, login, remove } from '../support/second-factors.ts';
import { Client, PASSWORD, startTestApp, type TestApp } from '../support/test-app.ts';

let city: TestApp;

beforeAll(async () => {
  city = await startTestApp({
    startsAt: '2026-11-20T09:00:00+08:00',
    accounts: { secondFactorRoles: ['ADMIN', 'CITY_SUPERVISOR'] },
  });
});

afterAll(() => city.close());

describe('whoever must have a second factor', () => {
  test('does nothing without one but set it up, ask who they are and leave', async () => {
    const admin = await employ(city, 'ADMIN');
    const session = bearer(city, await login(city, admin));
    for (const path of ['/outbox', '/ops/attention', '/me/deputy', '/calendar/days']) {
      expectProblem(await session.get(path), { status: 403, code: 'auth.second_factor_required' });
    }
    expectProblem(await session.post('/me/second-factor/recovery-codes'), { status: 403, code: 'auth.second_factor_required' });
    expect((await session.get('/auth/me')).body).toMatchObject({ username: admin.username, restriction: 'SECOND_FACTOR' });
    expect((await session.get('/me/second-factor')).body).toMatchObject({ enrolled: false, demanded: true });
    const { secret } = (await session.post('/me/second-factor')).body as { secret: string };
    await session.post('/me/second-factor/confirm', { code: codeOf(city, secret) });
    expect((await session.get('/outbox')).status).toBe(200);
    expect((await session.get('/auth/me')).body.restriction).toBeNull();
    expect((await session.post('/auth/logout')).status).toBe(204);
    expect(await factsOf(city, admin)).toEqual([
      'account.created',
      'account.signed_in',
      'account.second_factor_begun',
      'account.second_factor_confirmed',
      'account.signed_out',
    ]);
  });

  test('may leave without', async () => {
    const session = bearer(city, await login(city, await employ(city, 'ADMIN')));
    expect((await session.post('/auth/logout')).status).toBe(204);
    expectProblem(await session.get('/auth/me'), { status: 401, code: 'auth.required' });
  });

  test('does not remove it', async () => {
    const { secret, session } = await enrol(city, await employ(city, 'ADMIN'));
    expectProblem(await remove(session, codeOf(city, secret)), { status: 403, code: 'second_factor.demanded' });
  });

  test('is also who takes the place of somebody who must', async () => {
    const [absent, deputy] = [await employ(city, 'CITY_SUPERVISOR'), await employ(city, 'DISPATCHER')];
    expect((await bearer(city, await login(city, deputy)).get('/cases')).status).toBe(200);
    const { session } = await enrol(city, absent);
    await session.put('/me/deputy', { deputyId: deputy.id, from: '2026-11-20', until: '2026-11-20' });
    const standsIn = bearer(city, await login(city, deputy));
    expectProblem(await standsIn.get('/cases'), { status: 403, code: 'auth.second_factor_required' });
  });

  test('is no account that everybody shares for a demonstration', async () => {
    const { body } = await city.citizen.post('/auth/login', { username: 'admin', password: PASSWORD });
    expect((await new Client(city.app, { authorization: `Bearer ${body.token as string}` }).get('/outbox')).status).toBe(200);
  });
});
