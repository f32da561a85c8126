import { once } from 'node:events';
import { request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { InjectOptions } from 'fastify';
import { expectProblem } from '../support/problem.ts';
import { type Answer, Client, startTestApp, type TestApp } from '../support/test-app.ts';

let city: TestApp;
let port: number;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-20T09:00:00+08:00' });
  await city.app.getHttpAdapter().getInstance().listen({ port: 0, host: '127.0.0.1' });
  port = (city.app.getHttpServer().address() as AddressInfo).port;
});

afterAll(() => city.close());

const send = (options: InjectOptions): Promise<Answer> => new Client(city.app).send(options);

describe('what a browser may do with an answer is said in every answer', () => {
  const EVERYWHERE = {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'strict-transport-security': 'max-age=63072000',
    'permissions-policy': expect.stringContaining('geolocation=()'),
  };
  const DATA = "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'";

  test.each<[string, number, InjectOptions]>([
    ['data', 200, { url: '/api/v1/agencies' }],
    ['health', 200, { url: '/healthz' }],
    ['an address that leads nowhere', 404, { url: '/nowhere' }],
    ['somebody who is not signed in', 401, { url: '/api/v1/cases' }],
    [
      'what is not JSON',
      400,
      { url: '/api/v1/auth/login', method: 'POST', payload: '{', headers: { 'content-type': 'application/json' } },
    ],
    [
      'another type',
      415,
      {
        url: '/api/v1/auth/login',
        method: 'POST',
        payload: 'a=b',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
    ],
    ['what is invalid', 422, { url: '/api/v1/auth/login', method: 'POST', payload: {} }],
  ])('%s', async (_, status, options) => {
    const answer = await send(options);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({ ...EVERYWHERE, 'content-security-policy': DATA });
    expect(answer.headers['x-powered-by']).toBeUndefined();
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  test('an address that cannot be decoded', async () => {
    const answer = await send({ url: '/api/v1/cases/%E0%A4%A' });
    expectProblem(answer, { status: 400, code: 'request.malformed' });
    expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
  });

  test('what is no HTTP at all', async () => {
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    socket.write('BREW /coffee\r\n\r\n');
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).toContain('content-type: application/problem+json');
    expect(JSON.parse(answer.split('\r\n\r\n')[1]!)).toMatchObject({ status: 400, code: 'request.malformed' });
  });
});

describe('pages of other sites', () => {
  const preflight = (client: TestApp, origin: string): Promise<Answer> =>
    new Client(client.app).send({
      method: 'OPTIONS',
      url: '/api/v1/public/petitions',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
    });

  test('may read nothing where nobody opened it to them', async () => {
    const answer = await preflight(city, 'https://www.tycg.example');
    expectProblem(answer, { status: 404, code: 'route.not_found' });
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test('may read what a setting opens to their exact origin, without cookies', async () => {
    const open = await startTestApp({ beside: city, environment: { CORS_ORIGINS: 'https://www.tycg.example' } });
    const answer = await preflight(open, 'https://www.tycg.example');
    expect(answer.status).toBe(204);
    expect(answer.headers['access-control-allow-origin']).toBe('https://www.tycg.example');
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
    expect(String(answer.headers['access-control-allow-headers'])).not.toMatch(/api-key/i);
    for (const origin of ['https://www.tycg.example.evil.example', 'http://www.tycg.example', 'https://tycg.example', 'null']) {
      expect((await preflight(open, origin)).headers['access-control-allow-origin']).toBeUndefined();
    }
    const read = await new Client(open.app).get('/agencies', { origin: 'https://www.tycg.example' });
    expect(read.headers).toMatchObject({
      'access-control-allow-origin': 'https://www.tycg.example',
      vary: expect.stringMatching(/origin/i),
    });
    await open.close();
  });
});

describe('requests that a page of another site makes a browser send with its cookie', () => {
  let cookie: string;

  beforeAll(async () => {
    const answer = await city.citizen.post('/auth/login', { username: 'supervisor.ty-rmo', password: 'open-sesame-1999' });
    cookie = String(answer.headers['set-cookie']).split(';')[0]!;
  });

  const UNSAFE: [NonNullable<InjectOptions['method']>, string][] = [
    ['POST', '/petitions'],
    ['PUT', '/me/deputy'],
    ['DELETE', '/me/deputy'],
  ];
  const from = (headers: Record<string, string>, [method, url]: (typeof UNSAFE)[number]): Promise<Answer> =>
    send({
      method,
      url: `/api/v1${url}`,
      headers: { cookie, host: '1999.example', ...headers },
      ...(method !== 'DELETE' && { payload: {} }),
    });

  test.each(UNSAFE)('are refused for %s %s', async (...route) => {
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      {},
    ]) {
      expectProblem(await from(headers as Record<string, string>, route), { status: 403, code: 'auth.cross_site' });
    }
    expect((await from({ 'sec-fetch-site': 'same-origin' }, route)).body?.code).not.toBe('auth.cross_site');
  });

  test('cannot sign a browser in as somebody else: forms of other sites send no JSON', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const payload = JSON.stringify({ username: 'operator', password: 'open-sesame-1999' });
      const answer = await send({ method: 'POST', url: '/api/v1/auth/login', payload, headers: { 'content-type': type } });
      expectProblem(answer, { status: 415, code: 'request.unsupported_media_type' });
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });
});

describe('what is too large is refused', () => {
  test('a body', async () => {
    const answer = await city.citizen.post('/public/petitions', { description: 'x'.repeat(256 * 1024) });
    expectProblem(answer, { status: 413, code: 'request.too_large' });
  });

  test('a part of an address', async () => {
    const answer = await city.citizen.get(`/public/surveys/${'x'.repeat(201)}`);
    expectProblem(answer, { status: 414, code: 'request.uri_too_long' });
  });

  test('headers', async () => {
    const asked = request({ port, path: '/healthz', headers: { cookie: 'x'.repeat(16_384) } }).end();
    const [answer] = await once(asked, 'response');
    expect(answer.statusCode).toBe(431);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(JSON.parse(await text(answer))).toMatchObject({ status: 431, code: 'request.headers_too_large' });
  });
});

test('who sends a request byte by byte holds a connection for so long, and there are so many', () => {
  const server = city.app.getHttpServer();
  expect(server).toMatchObject({
    requestTimeout: 120_000,
    headersTimeout: 15_000,
    keepAliveTimeout: 65_000,
    maxConnections: 4_000,
  });
});
