import { Global, Logger, Module } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { ClockModule, SystemClock } from '../../platform/clock/index.ts';
import { type City, ConfigModule, readSettings } from '../../platform/config/index.ts';
import { DatabaseModule } from '../../platform/database/index.ts';
import { Facts, RelaySignal } from '../../platform/facts/index.ts';
import { HttpModule } from '../../platform/http/index.ts';
import { PATIENT_ACCOUNTS } from '../../../test/support/account-policy.ts';
import { squareCity } from '../../../test/support/square-city.ts';
import { createTestDatabase } from '../../../test/support/test-database.ts';
import { CityAreasModule } from '../geography/index.ts';
import { AccountPolicyModule, DemonstrationAccounts, IdentityModule, SingleSignOnModule } from './index.ts';
import { vaultModule } from '../../../test/support/vault.ts';

const PASSWORD = 'shown to everybody';
const city: City = {
  code: 'somewhere',
  nameZh: '某市',
  nameEn: 'Somewhere',
  timeZone: 'Asia/Taipei',
  officeHours: [],
  borderMetres: 50,
  triageAgencyCode: 'A-0',
  hotlineNumber: '1999',
};

/** Facts without the reactions, which need a queue. */
@Global()
@Module({ providers: [Facts, RelaySignal], exports: [Facts] })
class RecordModule {}

let app: NestFastifyApplication;
let drop: () => Promise<void>;

beforeAll(async () => {
  Logger.overrideLogger(false);
  const copy = await createTestDatabase();
  const settings = readSettings({ PUBLIC_URL: 'https://1999.example.tw' });
  const testing = await Test.createTestingModule({
    imports: [
      ConfigModule.of(settings, city),
      ClockModule.of(new SystemClock()),
      DatabaseModule.connect({ url: copy.url, pool: 4 }),
      vaultModule(),
      RecordModule,
      HttpModule,
      AccountPolicyModule.of(PATIENT_ACCOUNTS),
      SingleSignOnModule.of(null),
      CityAreasModule.of(squareCity()),
      IdentityModule,
    ],
  }).compile();
  app = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  await app.init();
  await app.get(DemonstrationAccounts).ensure([{ code: 'A-1', nameZh: '養護工程處', receivesCases: true }], PASSWORD);
  drop = copy.drop;
});

afterAll(async () => {
  await app.close();
  await drop();
});

type Headers = Record<string, string>;
const post = (url: string, payload: object | undefined, headers: Headers = {}): ReturnType<typeof app.inject> =>
  app.inject({ method: 'POST', url, headers, ...(payload && { payload }) });
const login = (username: string, password: string, headers: Headers = {}): ReturnType<typeof app.inject> =>
  post('/auth/login', { username, password }, headers);
const me = (headers: Headers): ReturnType<typeof app.inject> => app.inject({ url: '/auth/me', headers });

async function signIn(username: string): Promise<{ bearer: Headers; cookie: Headers; setCookie: string }> {
  const answer = await login(username, PASSWORD);
  const setCookie = String(answer.headers['set-cookie']);
  return { bearer: { authorization: `Bearer ${answer.json().token}` }, cookie: { cookie: setCookie.split(';')[0]! }, setCookie };
}

test('signing in answers the token, its end in city time and who the user is', async () => {
  const answer = await login('handler.a-1', PASSWORD);
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(answer.json()).toEqual({
    token: expect.stringMatching(/^[\w-]{43}$/),
    expiresAt: expect.stringMatching(/^20\d\d-\d\d-\d\dT[\d:.]+\+08:00$/),
    user: {
      id: expect.any(String),
      username: 'handler.a-1',
      displayName: '養護工程處 承辦人',
      roles: [{ role: 'HANDLER', agencyCode: 'A-1', districtCode: null }],
    },
  });
});

test('a second factor may be given before it is asked for', async () => {
  expect((await post('/auth/login', { username: 'city', password: PASSWORD, totp: '123456' })).statusCode).toBe(200);
  expect((await post('/auth/login', { username: 'city', password: PASSWORD, totp: null })).statusCode).toBe(200);
});

test('the same session comes as a cookie that scripts cannot read and that stays on https', async () => {
  const { bearer, setCookie } = await signIn('city');
  expect(setCookie).toBe(
    `__Host-paian_session=${bearer['authorization']!.slice(7)}; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure`,
  );
});

test('token and cookie are the same user, who is told what may be done', async () => {
  const { bearer, cookie } = await signIn('dispatcher');
  const answer = await me(bearer);
  expect(answer.json()).toMatchObject({ username: 'dispatcher', roles: [{ role: 'DISPATCHER', agencyCode: null }] });
  expect(answer.json().permissions).toContain('case.dispatch');
  expect((await me(cookie)).json()).toEqual(answer.json());
});

test('signing out ends the session for token and cookie alike, and takes the cookie away', async () => {
  const { bearer, cookie } = await signIn('auditor');
  const answer = await post('/auth/logout', undefined, bearer);
  expect(answer.statusCode).toBe(204);
  expect(answer.body).toBe('');
  expect(String(answer.headers['set-cookie'])).toMatch(/^__Host-paian_session=; Path=\/; Max-Age=0;/);
  expect((await me(bearer)).statusCode).toBe(401);
  expect((await me(cookie)).statusCode).toBe(401);
  expect((await post('/auth/logout', undefined, bearer)).statusCode).toBe(401);
});

test('a page of another site cannot use the cookie to change something', async () => {
  const { cookie } = await signIn('operator');
  const refusal = await post('/auth/logout', undefined, { ...cookie, origin: 'https://evil.example' });
  expect(refusal.statusCode).toBe(403);
  expect(refusal.json()).toMatchObject({ code: 'auth.cross_site' });
  expect((await post('/auth/logout', undefined, { ...cookie, 'sec-fetch-site': 'same-origin' })).statusCode).toBe(204);
});

test('nobody is asked to sign in first', async () => {
  const answer = await me({});
  expect(answer.statusCode).toBe(401);
  expect(answer.json()).toMatchObject({ code: 'auth.required' });
  expect((await me({ authorization: 'Bearer x'.repeat(1_000) })).statusCode).toBe(401);
});

test('a wrong password and an unknown name are answered in the same words', async () => {
  const [wrong, unknown] = [await login('village', 'wrong'), await login('nobody', 'wrong')];
  expect(wrong.statusCode).toBe(401);
  expect(wrong.headers['set-cookie']).toBeUndefined();
  expect(wrong.json().code).toBe('auth.bad_credentials');
  expect({ ...unknown.json(), requestId: '' }).toEqual({ ...wrong.json(), requestId: '' });
});

test('a locked account is told when to come back', async () => {
  for (let i = 0; i < 5; i += 1) await login('supervisor.a-1', 'wrong');
  const answer = await login('supervisor.a-1', PASSWORD, { 'accept-language': 'en' });
  expect(answer.statusCode).toBe(429);
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(15 * 60 - 30);
  expect(answer.json()).toMatchObject({ code: 'auth.locked', detail: 'Too many failed sign-ins; try again later' });
});

test.each([
  ['an empty body', {}, ['username field.required', 'password field.required']],
  ['a body of wrong types', { username: 1, password: ['x'] }, ['username field.type', 'password field.type']],
  ['a page as password', { username: '', password: 'x'.repeat(257) }, ['username field.required', 'password field.too_long']],
  [
    'a control character',
    { username: 'a\u0000', password: 'x', role: 'ADMIN' },
    ['role field.unknown', 'username field.control_characters'],
  ],
  ['a number as second factor', { username: 'city', password: 'x', totp: 123456 }, ['totp field.type']],
])('%s is refused with every wrong field named', async (_, body, errors) => {
  const answer = await post('/auth/login', body);
  expect(answer.statusCode).toBe(422);
  expect(answer.json().errors.map(({ field, code }: { field: string; code: string }) => `${field} ${code}`)).toEqual(errors);
});
