import { randomUUID } from 'node:crypto';
import type { InjectOptions } from 'fastify';
import { libraryLetter, pothole } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { describeWithOwnRedis, OwnRedis } from '../support/own-redis.ts';
import { employ, enrol, OWN_PASSWORD } from '../support/second-factors.ts';
import { type Answer, Client, keyIn, startTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';

const LIMITED = { status: 429, code: 'rate.limited' };

let city: TestApp;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-20T09:00:00+08:00', environment: { RATE_LIMIT_PERCENT: '10' } });
});

afterAll(() => city.close());

let addresses = 0;
/** Of a household that nobody heard of before. */
const newAddress = (): string => `198.18.${(addresses += 1) >> 8}.${addresses & 255}`;

const send = (options: InjectOptions, at: TestApp = city): Promise<Answer> => new Client(at.app).send(options);
const get = (url: string, remoteAddress: string, headers: Record<string, string> = {}): Promise<Answer> =>
  send({ url: url.startsWith('/') ? url : `/api/v1/${url}`, remoteAddress, headers });

/** How many are answered otherwise before the first is refused for coming too often. */
async function answeredBefore429(ask: () => Promise<Answer>, most: number): Promise<number> {
  for (let answered = 0; answered < most; answered += 1) {
    if ((await ask()).status === 429) return answered;
  }
  return most;
}

test('an address that asks too often is told when to come back; others are not troubled', async () => {
  const address = newAddress();
  expect(await answeredBefore429(() => get('agencies?limit=1', address), 200)).toBe(120);
  const answer = await get('agencies', address);
  expectProblem(answer, LIMITED);
  expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(1);
  expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(60);
  expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
  expect((await get('agencies', newAddress())).status).toBe(200);
});

test('a household of IPv6 is one address, and an IPv4 address the same however it is written', async () => {
  let host = 0;
  expect(await answeredBefore429(() => get('agencies?limit=1', `2001:b011:4000:1::${(host += 1).toString(16)}`), 200)).toBe(120);
  expect((await get('agencies', '2001:b011:4000:2::1')).status).toBe(200);
  const address = newAddress();
  await answeredBefore429(() => get('agencies?limit=1', address), 200);
  expectProblem(await get('agencies', `::ffff:${address}`), LIMITED);
});

test('health and metrics are answered however busy it is', async () => {
  const address = newAddress();
  await answeredBefore429(() => get('agencies?limit=1', address), 200);
  for (const path of ['/healthz', '/readyz', '/metrics']) expect((await get(path, address)).status).toBe(200);
});

test('a call centre behind one address is not counted as the public is', async () => {
  const address = newAddress();
  await answeredBefore429(() => get('agencies?limit=1', address), 200);
  const { body } = await send({
    method: 'POST',
    url: '/api/v1/auth/login',
    remoteAddress: newAddress(),
    payload: { username: 'operator', password: 'open-sesame-1999' },
  });
  const signed = { authorization: `Bearer ${body.token as string}` };
  expect(await answeredBefore429(() => get('auth/me', address, signed), 150)).toBe(150);
});

test('who makes up credentials is counted for the address', async () => {
  const address = newAddress();
  let tried = 0;
  const guess = (): Promise<Answer> =>
    get('auth/me', address, { authorization: `Bearer ${String((tried += 1)).padStart(43, 'A')}` });
  expect(await answeredBefore429(guess, 1_500)).toBe(1_200);
});

test('an account is counted wherever it comes from', async () => {
  const auditor = await city.signIn('auditor');
  const headers = auditor.credentials;
  expect(await answeredBefore429(() => get('auth/me', newAddress(), headers), 400)).toBe(300);
});

describe('guessing', () => {
  const login = (username: string, remoteAddress: string, password = 'not it at all'): Promise<Answer> =>
    send({ method: 'POST', url: '/api/v1/auth/login', remoteAddress, payload: { username, password } });

  test('of passwords of many accounts ends for the address before many are tried, also with the right one', async () => {
    const quick = await startTestApp({ beside: city, environment: { RATE_LIMIT_PERCENT: '100' } });
    const address = newAddress();
    let name = 0;
    const at = (username: string, password = 'not it at all'): Promise<Answer> =>
      send({ method: 'POST', url: '/api/v1/auth/login', remoteAddress: address, payload: { username, password } }, quick);
    expect(await answeredBefore429(() => at(`nobody.${(name += 1)}`), 80)).toBe(60);
    expectProblem(await at('auditor', 'open-sesame-1999'), LIMITED);
    await quick.close();
  });

  test('of nothing else keeps somebody from signing in: who succeeds is not counted as wrong', async () => {
    const address = newAddress();
    for (let i = 0; i < 25; i += 1) expect((await login('auditor', address, 'open-sesame-1999')).status).toBe(200);
  });

  test('of nothing closes the door to colleagues: a code that is asked for, and a callback that nobody began', async () => {
    const quick = await startTestApp({ beside: city, environment: { RATE_LIMIT_PERCENT: '100' } });
    const address = newAddress();
    const person = await employ(quick, 'OPERATOR');
    await enrol(quick, person);
    const ask = (options: InjectOptions): Promise<Answer> => send({ ...options, remoteAddress: address }, quick);
    const at = (username: string, password: string): Promise<Answer> =>
      ask({ method: 'POST', url: '/api/v1/auth/login', payload: { username, password } });
    for (let i = 0; i < 61; i += 1) {
      expectProblem(await at(person.username, OWN_PASSWORD), { status: 401, code: 'auth.totp_required' });
      expect((await ask({ url: '/api/v1/auth/oidc/callback?state=a&code=1' })).status).not.toBe(429);
    }
    expect((await at('auditor', 'open-sesame-1999')).status).toBe(200);
    await quick.close();
  });

  test.each([
    ['lookup codes', 'public/petitions/P26-000001-9?code=AAAA-AAAA'],
    ['lookup codes by files', `public/petitions/P26-000001-9/attachments/${randomUUID()}?code=AAAA-AAAA`],
    ['links of confirmations', `public/confirmations/${'A'.repeat(43)}`],
    ['links of surveys', `public/surveys/${'A'.repeat(43)}`],
    ['links of questions', `public/supplements/${'A'.repeat(43)}`],
    ['links of referrals', `public/referrals/${'A'.repeat(43)}`],
  ])('of %s ends after thirty', async (_, path) => {
    const address = newAddress();
    expect(await answeredBefore429(() => get(path, address), 40)).toBe(30);
    expectProblem(await get(path, address), LIMITED);
  });

  test('of many at once tells no more than of as many in turn', async () => {
    const address = newAddress();
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, i) => get(`public/confirmations/${'B'.repeat(40)}${i}`, address)),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.length - refused.length).toBe(30);
    for (const answer of refused) expectProblem(answer, LIMITED);
  });

  test('that is right is not counted against others at the same moment', async () => {
    const operator = await city.signIn('dispatcher');
    const { petitionNo, lookupCode } = (await operator.post('/petitions', pothole)).body;
    const address = newAddress();
    const look = (): Promise<Answer> => get(`public/petitions/${petitionNo as string}?code=${lookupCode as string}`, address);
    const answers = await Promise.all(Array.from({ length: 31 }, look));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(30);
    expect(answers.find(({ status }) => status === 429)!.headers['retry-after']).toBe('1');
    expect((await look()).status).toBe(200);
  });

  test('is over for all of these at once, and not for who merely mistypes the address', async () => {
    const address = newAddress();
    for (let i = 0; i < 30; i += 1)
      expectProblem(await get('public/petitions/x', address), { status: 422, code: 'input.invalid' });
    for (let i = 0; i < 30; i += 1) await get(`public/confirmations/${i}`, address);
    expectProblem(await get('public/petitions/P26-000001-9?code=x', address), LIMITED);
  });

  test('is not what somebody does who comes too late with the right link', async () => {
    const quick = await startTestApp({ startsAt: '2026-11-20T09:00:00+08:00', environment: { RATE_LIMIT_PERCENT: '100' } });
    await quick.citizen.post('/public/petitions', {
      ...libraryLetter,
      petitioner: { name: '王小明', email: 'late@example.org' },
    });
    const link = keyIn(await quick.letterTo('late@example.org', 'confirmation'), 'confirmation');
    quick.clock.advanceTo(new Date('2026-12-20T09:00:00+08:00'));
    for (let i = 0; i < 31; i += 1) {
      expectProblem(await quick.citizen.get(`/public/confirmations/${link}`), { status: 410, code: 'confirmation.expired' });
    }
    expect((await quick.citizen.get('/public/petitions/P26-000001-9?code=AAAA-AAAA')).status).toBe(404);
    await quick.close();
  });

  test('does not end for who has the right code', async () => {
    const operator = await city.signIn('dispatcher');
    const { petitionNo, lookupCode } = (await operator.post('/petitions', pothole)).body;
    const address = newAddress();
    for (let i = 0; i < 35; i += 1) {
      expect((await get(`public/petitions/${petitionNo as string}?code=${lookupCode as string}`, address)).status).toBe(200);
    }
  });
});

describe('whose address it is', () => {
  const PROXY = '10.0.0.5';
  const through = (at: TestApp, forwarded: string): Promise<Answer> =>
    send({ url: '/api/v1/agencies?limit=1', remoteAddress: PROXY, headers: { 'x-forwarded-for': forwarded } }, at);

  test('is not believed of anybody but the proxies that are named', async () => {
    let claimed = 0;
    expect(await answeredBefore429(() => through(city, `198.51.100.${(claimed += 1)}`), 200)).toBe(120);
  });

  test('is what the last proxy that is not named said', async () => {
    const behind = await startTestApp({
      beside: city,
      environment: { RATE_LIMIT_PERCENT: '10', TRUSTED_PROXIES: '10.0.0.0/24' },
    });
    let claimed = 0;
    const invented = (): Promise<Answer> => through(behind, `8.8.8.${(claimed += 1)}, 198.51.100.7, 10.0.0.9`);
    expect(await answeredBefore429(invented, 200)).toBe(120);
    expect((await through(behind, '198.51.100.8')).status).toBe(200);
    await behind.close();
  });
});

describeWithOwnRedis('several processes', () => {
  let redis: OwnRedis;
  let one: TestApp;
  let other: TestApp;

  beforeAll(async () => {
    redis = await OwnRedis.start();
    const process = { beside: city, redisUrl: redis.url, environment: { RATE_LIMIT_PERCENT: '10' }, worker: false };
    one = await startTestApp(process);
    other = await startTestApp(process);
  });

  afterAll(async () => {
    await Promise.all([one.close(), other.close()]);
    await redis.stop();
  });

  const ask = (at: TestApp, address: string): Promise<Answer> =>
    send({ url: '/api/v1/agencies?limit=1', remoteAddress: address }, at);

  /** How many of an address are answered when it asks them in turn. */
  function answeredByBoth(address: string): Promise<number> {
    let turn = 0;
    return answeredBefore429(() => ask((turn += 1) % 2 === 0 ? one : other, address), 400);
  }

  /** A process counts in Redis when what it was asked lies there. */
  const countsInRedis = (at: TestApp): Promise<void> =>
    until(async () => {
      const address = newAddress();
      await ask(at, address);
      return (await redis.keys()).some((key) => key.endsWith(address));
    });

  test('count together in Redis', async () => {
    const address = newAddress();
    expect(await answeredByBoth(address)).toBe(120);
    expectProblem(await ask(one, address), LIMITED);
    expectProblem(await ask(other, address), LIMITED);
    expect((await redis.keys()).filter((key) => key.endsWith(address))).toHaveLength(1);
  });

  test('count each by itself while it is gone, and together again when it is back', async () => {
    const before = newAddress();
    expect(await answeredByBoth(before)).toBe(120);

    await redis.stop();
    const address = newAddress();
    expect(await answeredBefore429(() => ask(one, address), 200)).toBe(120);
    expectProblem(await ask(one, address), LIMITED);
    expect(await answeredBefore429(() => ask(other, address), 200)).toBe(120);
    expectProblem(await ask(other, address), LIMITED);
    expect(await answeredBefore429(() => ask(one, before), 200)).toBe(120); // what Redis counted is not known here
    expect((await ask(one, newAddress())).status).toBe(200);

    await redis.begin();
    await Promise.all([countsInRedis(one), countsInRedis(other)]);
    expect(await answeredByBoth(newAddress())).toBe(120);
  });

  test('do not stop guessing less while it is gone', async () => {
    await redis.stop();
    const address = newAddress();
    const guess = (): Promise<Answer> => send({ url: `/api/v1/public/surveys/${'A'.repeat(43)}`, remoteAddress: address }, one);
    expect(await answeredBefore429(guess, 40)).toBe(30);
    expectProblem(await guess(), LIMITED);
    await redis.begin();
    await Promise.all([countsInRedis(one), countsInRedis(other)]);
  });

  test('wait for a Redis that hangs once, and not with every request', async () => {
    await redis.hangDuring(async () => {
      const address = newAddress();
      // half a second for each of them would be longer than a test may take
      expect(await answeredBefore429(() => ask(one, address), 200)).toBe(120);
    });
    await countsInRedis(one);
  });
});
