import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CaseServer, waitBefore } from './case-server.ts';
import type { PetitionBody } from './row-to-petition.ts';

type Said = readonly [status: number, body: object, headers?: Record<string, string>];

const PETITION: PetitionBody = {
  channel: 'HOTLINE',
  subject: 's',
  description: 'd',
  receivedAt: '2016-01-02T03:04:05.000+08:00',
  location: {},
  externalId: 'UN1',
};
const SIGNED_IN: Said = [200, { token: 'T' }];
const REGISTERED: Said = [201, { case: { caseNo: 'C-1' } }];

/** Another machine: says one answer after the other, whatever is asked, and keeps what was asked. */
let remote: Server;
let answers: Said[];
let asked: { line: string; headers: IncomingMessage['headers']; body: unknown }[];
let waits: number[];

beforeEach(async () => {
  [answers, asked, waits] = [[], [], []];
  remote = createServer((request, response) => {
    let text = '';
    request.on('data', (piece: Buffer) => (text += piece.toString()));
    request.on('end', () => {
      asked.push({
        line: `${request.method} ${request.url}`,
        headers: request.headers,
        body: text === '' ? null : JSON.parse(text),
      });
      const [status, body, headers] = answers.shift() ?? [500, {}];
      if (status === 0) return void request.socket.destroy();
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => remote.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  remote.closeAllConnections();
  await new Promise((resolve) => remote.close(resolve));
});

const serverSaying = (...said: readonly Said[]): CaseServer => {
  answers.push(...said);
  const url = `http://127.0.0.1:${(remote.address() as AddressInfo).port}`;
  const pause = async (ms: number): Promise<void> => void waits.push(ms);
  return new CaseServer({ url, username: 'operator', password: 'secret', pause });
};

const register = (server: CaseServer) => server.register(PETITION, 'key-1');

test('it signs in once and registers with the token and the key', async () => {
  const server = serverSaying(SIGNED_IN, REGISTERED, REGISTERED);
  await server.signIn();
  expect(await register(server)).toEqual({ kind: 'TAKEN_IN', registered: { case: { caseNo: 'C-1' } } });
  await register(server);
  expect(asked.map(({ line }) => line)).toEqual(['POST /api/v1/auth/login', ...Array(2).fill('POST /api/v1/petitions')]);
  expect(asked[0]?.body).toEqual({ username: 'operator', password: 'secret' });
  expect(asked[1]).toMatchObject({ headers: { authorization: 'Bearer T', 'idempotency-key': 'key-1' }, body: PETITION });
});

test('agencies are read page by page', async () => {
  const agency = (code: string) => ({ code, name: code, districtCodes: [] });
  const server = serverSaying(
    [200, { items: [agency('A')], nextCursor: 'n x' }],
    [200, { items: [agency('B')], nextCursor: null }],
  );
  expect((await server.agencies()).map(({ code }) => code)).toEqual(['A', 'B']);
  expect(asked.map(({ line }) => line)).toEqual([
    'GET /api/v1/agencies?limit=200',
    'GET /api/v1/agencies?limit=200&cursor=n%20x',
  ]);
});

test.each([
  ['a replayed answer', [201, {}, { 'idempotent-replayed': 'true' }]],
  ['an external id that is taken', [409, { code: 'petition.external_id_taken' }]],
] as const)('%s means that the case is there already', async (_name, said) => {
  expect(await register(serverSaying(SIGNED_IN, said))).toEqual({ kind: 'ALREADY_THERE' });
});

test('a refusal names every field once, by code and in words', async () => {
  const errors = [
    { field: 'location.lat', code: 'field.type', message: 'must be a number' },
    { field: 'subject', code: 'field.required', message: 'is required' },
    { field: 'description', code: 'field.required', message: 'is required' },
  ];
  const server = serverSaying(SIGNED_IN, [422, { code: 'input.invalid', detail: 'The input is invalid', errors }]);
  expect(await register(server)).toEqual({
    kind: 'REJECTED',
    code: 'field.required field.type',
    reason: 'location.lat: must be a number; subject: is required; description: is required',
  });
  expect(waits).toEqual([]);
});

test.each([
  [422, 'REJECTED'],
  [404, 'REJECTED'],
  [500, 'FAILED'],
] as const)('HTTP %i is %s and not tried again', async (status, kind) => {
  const server = serverSaying(SIGNED_IN, [status, { code: 'some.code', detail: 'Some words' }]);
  expect(await register(server)).toEqual({ kind, code: 'some.code', reason: 'Some words' });
  expect(asked).toHaveLength(2);
});

test.each([429, 502, 503, 504, 0])('HTTP %i is tried again, with the same key', async (status) => {
  const server = serverSaying(SIGNED_IN, [status, {}], [status, {}, { 'retry-after': '7' }], REGISTERED);
  expect(await register(server)).toMatchObject({ kind: 'TAKEN_IN' });
  expect(waits).toEqual([250, status === 0 ? 500 : 7000]);
  expect(asked.slice(1).map(({ headers }) => headers['idempotency-key'])).toEqual(['key-1', 'key-1', 'key-1']);
});

test('a request with the same key under way is waited for', async () => {
  const server = serverSaying(
    SIGNED_IN,
    [409, { code: 'idempotency.in_progress' }],
    [201, {}, { 'idempotent-replayed': 'true' }],
  );
  expect(await register(server)).toEqual({ kind: 'ALREADY_THERE' });
});

test('after eight attempts the server is gone', async () => {
  const server = serverSaying(SIGNED_IN, ...Array<Said>(8).fill([503, {}]));
  await expect(register(server)).rejects.toThrow(/^http:\/\/127\.0\.0\.1:\d+ does not answer \(HTTP 503\)$/);
  expect(waits).toHaveLength(7);
});

test('a session that ended is begun again, once', async () => {
  const server = serverSaying(SIGNED_IN, [401, {}], [200, { token: 'T2' }], REGISTERED);
  expect(await register(server)).toMatchObject({ kind: 'TAKEN_IN' });
  expect(asked.at(-1)?.headers.authorization).toBe('Bearer T2');
  answers.push([401, {}], SIGNED_IN, [401, { detail: 'Sign in first' }]);
  await expect(register(server)).rejects.toThrow('operator may not register petitions: Sign in first');
});

test('a wrong password and a server that is not there are said at once', async () => {
  const refused = serverSaying([401, { code: 'auth.failed', detail: 'Wrong name or password' }]);
  await expect(refused.signIn()).rejects.toThrow('does not let operator sign in: Wrong name or password');
  const nowhere = new CaseServer({ url: 'http://127.0.0.1:9', username: 'a', password: 'b', pause: async () => undefined });
  await expect(nowhere.signIn()).rejects.toThrow('http://127.0.0.1:9 does not answer');
});

test.each([
  [1, null, 250],
  [4, null, 2_000],
  [20, null, 30_000],
  [1, '3', 3_000],
  [1, '0', 0],
  [1, '86400', 30_000],
  [2, 'Fri, 20 Nov 2026 09:30:00 GMT', 500],
])('after attempt %i, told %j, it waits %i ms', (attempt, retryAfter, ms) => {
  expect(waitBefore(attempt, retryAfter)).toBe(ms);
});
