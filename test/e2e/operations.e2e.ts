import { Writable } from 'node:stream';
import { pothole } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

let city: TestApp;
const lines: string[] = [];
const log = new Writable({
  write: (line: Buffer, _, done) => {
    lines.push(line.toString());
    done();
  },
});

beforeAll(async () => {
  city = await startTestApp({ log, startsAt: '2026-11-20T09:00:00+08:00' });
});

afterAll(() => city.close());

test('the process is up, and ready with its database, queue and migrations', async () => {
  expect((await city.citizen.get('/healthz')).body).toEqual({ status: 'ok' });
  const ready = await city.citizen.get('/readyz');
  expect([ready.status, ready.body]).toEqual([200, { status: 'ready' }]);
});

test('what it counts is told in the format of Prometheus, by route and never by address', async () => {
  const operator = await city.as('operator');
  const { body } = await operator.post('/petitions', pothole);
  await operator.get(`/cases/${body.case.caseNo as string}`);
  const { status, headers, body: text } = await city.citizen.get('/metrics');
  expect([status, headers['content-type']]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
  expect(text).toMatch(/^http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/cases\/:caseNo",status="200"\} 1$/m);
  expect(text).not.toContain(body.case.caseNo);
});

describe('a request id', () => {
  test('is taken over when it is harmless, and made otherwise', async () => {
    const given = await city.citizen.get('/agencies', { 'x-request-id': 'proxy-1.2_3' });
    expect(given.headers['x-request-id']).toBe('proxy-1.2_3');
    for (const strange of ['a b', 'x'.repeat(65), 'a\u00e9', '{"level":"fatal"}', '']) {
      const { headers } = await city.citizen.get('/agencies', { 'x-request-id': strange });
      expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    }
    const [one, two] = [await city.citizen.get('/healthz'), await city.citizen.get('/healthz')];
    expect(one.headers['x-request-id']).not.toBe(two.headers['x-request-id']);
  });

  test('stands in every refusal', async () => {
    const { body } = await city.citizen.get('/cases', { 'x-request-id': 'mine' });
    expect(body.requestId).toBe('mine');
  });
});

test('the log says whose request it was, also of what was only looked at or refused, and of nobody else’s', async () => {
  const operator = await city.as('operator');
  const { id: account } = (await operator.get('/auth/me')).body as { id: string };
  lines.length = 0;
  expectProblem(await operator.get('/outbox'), { status: 403, code: 'auth.not_allowed' });
  await city.citizen.get('/agencies');
  const requests = lines.map((line) => JSON.parse(line) as { msg: string }).filter(({ msg }) => msg === 'request');
  expect(requests).toEqual([
    expect.objectContaining({ route: '/api/v1/outbox', status: 403, account }),
    expect.not.objectContaining({ account: expect.anything() as unknown }),
  ]);
});

describe('an address where nothing is', () => {
  test.each(['/nothing', '/cases/C26-000001-9/nothing', '/public', '/api', '/api/v1', '/api/v2/cases', '/readyz/now'])(
    'GET %s',
    async (path) => {
      expectProblem(await city.citizen.get(path), { status: 404, code: 'route.not_found' });
    },
  );

  test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const)('%s of a list', async (method) => {
    expectProblem(await city.citizen.send({ method, url: '/api/v1/cases' }), { status: 404, code: 'route.not_found' });
  });
});

test('answers are for nobody’s cache, and for no guessing browser', async () => {
  const { headers } = await city.citizen.get('/agencies');
  expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  expect(headers['x-powered-by']).toBeUndefined();
});

describe('reference data', () => {
  test.each([
    ['/agencies', 144],
    ['/categories', 164],
  ])('%s is told whole, a page at a time', async (path, total) => {
    const codes: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await city.citizen.get(`${path}?count=true&limit=60${cursor}`);
      expect(body.total).toBe(total);
      codes.push(...(body.items as { code: string }[]).map(({ code }) => code));
      if (body.nextCursor === null) break;
      cursor = `&cursor=${body.nextCursor as string}`;
    }
    expect(codes).toEqual([...new Set(codes)].sort());
    expect(codes).toHaveLength(total);
  });
});
