import { expectProblem } from '../support/problem.ts';
import { type Answer, PASSWORD, startTestApp, type TestApp } from '../support/test-app.ts';

let city: TestApp;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-20T09:00:00+08:00' });
});

afterAll(() => city.close());

const signIn = (username: string, password = PASSWORD): Promise<Answer> =>
  city.citizen.post('/auth/login', { username, password });
const withoutId = ({ body }: Answer): object => ({ ...body, requestId: null });

describe('signing in', () => {
  test('answers a token, when it ends, and who one is', async () => {
    const { status, body, headers } = await signIn('handler.ty-rmo');
    expect(status).toBe(200);
    expect(body).toEqual({
      token: expect.stringMatching(/^[\w-]{43}$/),
      expiresAt: expect.stringMatching(/\+08:00$/),
      user: {
        id: expect.any(String),
        username: 'handler.ty-rmo',
        displayName: '桃園市政府養護工程處 承辦人',
        roles: [{ role: 'HANDLER', agencyCode: 'TY-RMO', districtCode: null }],
      },
    });
    expect(headers['cache-control']).toBe('no-store');
    const me = await city.citizen.get('/auth/me', { authorization: `Bearer ${body.token as string}` });
    expect(me.body).toMatchObject({ ...body.user, permissions: expect.arrayContaining(['case.accept']) });
  });

  test.each([
    ['operator', 'OPERATOR'],
    ['dispatcher', 'DISPATCHER'],
    ['city', 'CITY_SUPERVISOR'],
    ['village', 'VILLAGE_HEAD'],
    ['admin', 'ADMIN'],
    ['auditor', 'AUDITOR'],
  ])('%s is %s for the whole city', async (username, role) => {
    expect((await signIn(username)).body.user.roles).toEqual([{ role, agencyCode: null, districtCode: null }]);
  });

  test('a name is known in capitals and between blanks', async () => {
    expect((await signIn(' Operator ')).body.user.username).toBe('operator');
  });

  test('sets a cookie that scripts cannot read, with which pages of the site may work', async () => {
    const { headers } = await signIn('operator');
    const cookie = String(headers['set-cookie']);
    for (const attribute of ['HttpOnly', 'SameSite=Lax', 'Secure', 'Path=/']) expect(cookie).toContain(attribute);
    const session = { cookie: cookie.split(';')[0]! };
    expect((await city.citizen.get('/auth/me', session)).body.username).toBe('operator');
    expect((await city.citizen.post('/auth/logout', {}, { ...session, origin: 'https://1999.example' })).status).toBe(204);
    expectProblem(await city.citizen.get('/auth/me', session), { status: 401, code: 'auth.required' });
  });

  test('a page of another site cannot use the cookie to change anything', async () => {
    const session = { cookie: String((await signIn('operator')).headers['set-cookie']).split(';')[0]! };
    const elsewhere: Record<string, string>[] = [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }, {}];
    for (const from of elsewhere) {
      const answer = await city.citizen.post('/petitions', {}, { ...session, ...from });
      expectProblem(answer, { status: 403, code: 'auth.cross_site' });
    }
  });

  test('signing out ends this session and no other', async () => {
    const [one, other] = [await city.signIn('city'), await city.signIn('city')];
    expect((await one.post('/auth/logout')).status).toBe(204);
    expectProblem(await one.get('/auth/me'), { status: 401, code: 'auth.required' });
    expect((await other.get('/auth/me')).status).toBe(200);
  });

  test('needs a name and a password, and no more', async () => {
    expectProblem(await city.citizen.post('/auth/login', { totp: 1, admin: true }), {
      status: 422,
      code: 'input.invalid',
      fields: { username: 'field.required', password: 'field.required', totp: 'field.type', admin: 'field.unknown' },
    });
  });
});

describe('whoever tries passwords', () => {
  test('learns nothing about which names exist', async () => {
    const [wrong, unknown] = [await signIn('auditor', 'wrong'), await signIn('nobody', 'wrong')];
    expectProblem(wrong, { status: 401, code: 'auth.bad_credentials' });
    expect(withoutId(unknown)).toEqual(withoutId(wrong));
    expect(unknown.headers['set-cookie']).toBeUndefined();
  });

  test.each(['village', 'no.such.person'])(
    'as %s is locked out after five failures, and let in a quarter of an hour later',
    async (name) => {
      for (let attempt = 1; attempt <= 5; attempt += 1) {
        expectProblem(await signIn(name, `guess ${attempt}`), { status: 401, code: 'auth.bad_credentials' });
      }
      const locked = await signIn(name);
      expectProblem(locked, { status: 429, code: 'auth.locked' });
      expect(Number(locked.headers['retry-after'])).toBeGreaterThan(14 * 60);
      expect(Number(locked.headers['retry-after'])).toBeLessThanOrEqual(15 * 60);

      const now = city.clock.now().getTime();
      await city.advanceTo(new Date(now + 14 * 60_000).toISOString());
      expect((await signIn(name)).status).toBe(429);
      await city.advanceTo(new Date(now + 15 * 60_000).toISOString());
      expect((await signIn(name)).status).toBe(name === 'village' ? 200 : 401);
    },
  );

  test('once right begins to count anew', async () => {
    for (let attempt = 1; attempt <= 4; attempt += 1) await signIn('dispatcher', 'wrong');
    expect((await signIn('dispatcher')).status).toBe(200);
    for (let attempt = 1; attempt <= 4; attempt += 1) await signIn('dispatcher', 'wrong');
    expect((await signIn('dispatcher')).status).toBe(200);
  });
});
