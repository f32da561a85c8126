import { type Challenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { libraryLetter } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Answer, newKey, startTestApp, type TestApp } from '../support/test-app.ts';
import { photo, upload } from '../support/uploads.ts';

const REQUIRED = { status: 428, code: 'challenge.required' };
const LETTER = libraryLetter;

let city: TestApp;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-20T09:00:00+08:00', environment: { PUBLIC_FREE_SUBMISSIONS: '3' } });
});

afterAll(() => city.close());

let addresses = 0;
const newAddress = (): string => `198.18.1.${(addresses += 1)}`;

interface Sent {
  readonly from?: string;
  readonly solution?: string;
  readonly body?: object;
  readonly to?: string;
  readonly key?: string;
  readonly at?: TestApp;
}

const send = ({
  from = newAddress(),
  solution,
  body = LETTER,
  to = '/public/petitions',
  key,
  at = city,
}: Sent): Promise<Answer> =>
  at.citizen.send({
    method: 'POST',
    url: `/api/v1${to}`,
    remoteAddress: from,
    headers: {
      ...(solution !== undefined && { 'x-challenge-solution': solution }),
      ...(key !== undefined && { 'idempotency-key': key }),
    },
    payload: body,
  });

/** What the page of a city does in the background, while somebody types. */
async function solve(challenge: Challenge): Promise<string> {
  const solution = await solveChallenge({ challenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
}

const freshChallenge = async (): Promise<Challenge> => (await city.citizen.get('/public/challenges')).body;

/** An address that has sent what is free. */
async function busyAddress(): Promise<string> {
  const from = newAddress();
  for (let i = 0; i < 3; i += 1) expect((await send({ from })).status).toBe(201);
  return from;
}

test('the first few petitions of an address are taken as they come; then a proof of work is asked for, and given', async () => {
  const from = await busyAddress();
  const refused = await send({ from });
  expectProblem(refused, REQUIRED);
  expect(refused.body.challenge).toMatchObject({ parameters: { algorithm: 'PBKDF2/SHA-256' }, signature: expect.any(String) });
  expect((await send({ from, solution: await solve(refused.body.challenge) })).status).toBe(201);
  expectProblem(await send({ from }), REQUIRED);
  expect((await send({})).status).toBe(201); // others are not troubled
});

test('a challenge that was fetched before anything was sent will do, wherever it is sent from', async () => {
  const solution = await solve(await freshChallenge());
  expect((await send({ from: await busyAddress(), solution })).status).toBe(201);
});

describe('a solution', () => {
  test('is good for one request, however many send it at once', async () => {
    const from = await busyAddress();
    const solution = await solve(await freshChallenge());
    const answers = await Promise.all(Array.from({ length: 5 }, () => send({ from, solution })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 428, 428, 428, 428]);
    expectProblem(await send({ from, solution }), REQUIRED);
  });

  test('is of no use when its time is over', async () => {
    const from = await busyAddress();
    const solution = await solve(await freshChallenge());
    await city.advanceTo(new Date(city.clock.now().getTime() + 11 * 60_000).toISOString());
    expectProblem(await send({ from, solution }), REQUIRED);
  });

  test('is refused when it is wrong, made easier, of another city, or no solution', async () => {
    const from = await busyAddress();
    const challenge = await freshChallenge();
    const right = JSON.parse(Buffer.from(await solve(challenge), 'base64').toString()) as {
      solution: { counter: number; derivedKey: string };
    };
    const written = (payload: unknown): string => Buffer.from(JSON.stringify(payload)).toString('base64');
    const { parameters } = challenge;
    const otherCity = { parameters, signature: 'ab'.repeat(32) };
    for (const solution of [
      written({ challenge, solution: { ...right.solution, derivedKey: '00'.repeat(32) } }),
      written({ challenge, solution: {} }),
      written({
        challenge: { ...challenge, parameters: { ...parameters, keyPrefix: '00', keySignature: undefined } },
        solution: right.solution,
      }),
      written({ challenge: { ...challenge, parameters: { ...parameters, data: { until: 9e15 } } }, solution: right.solution }),
      written({ challenge: otherCity, solution: right.solution }),
      written({ challenge: {}, solution: right.solution }),
      written(null),
      written([]),
      'not base64 at all',
      'A'.repeat(5_000),
      '',
    ]) {
      expectProblem(await send({ from, solution }), REQUIRED);
    }
    expect((await send({ from, solution: written({ challenge, solution: right.solution }) })).status).toBe(201);
  });

  test('of one process is taken by another: they share what they sign with', async () => {
    const other = await startTestApp({ beside: city, environment: { PUBLIC_CHALLENGE: 'always' }, worker: false });
    const solution = await solve(await freshChallenge());
    expect((await send({ solution, at: other })).status).toBe(201);
    expectProblem(await send({ solution, at: other }), REQUIRED);
    await other.close();
  });
});

describe('the field that people do not see', () => {
  test('makes a program, or a browser that fills in everything, solve a challenge; nothing of the petition is lost', async () => {
    const body = { ...LETTER, website: 'https://buy.example' };
    const refused = await send({ body });
    expectProblem(refused, REQUIRED);
    expect((await send({ body, solution: await solve(refused.body.challenge) })).status).toBe(201);
  });

  test('may be there and empty', async () => {
    for (const website of ['', null]) expect((await send({ body: { ...LETTER, website } })).status).toBe(201);
  });

  test('is unknown everywhere else', async () => {
    const answer = await (await city.as('operator')).post('/petitions', { ...libraryLetter, channel: 'COUNTER', website: '' });
    expectProblem(answer, { status: 422, code: 'input.invalid', fields: { website: 'field.unknown' } });
  });
});

test('the same key sent again is answered as before, and the hidden field makes no other body of it', async () => {
  const key = newKey();
  const first = await send({ key });
  const again = await send({ key, body: { ...LETTER, website: '' } });
  expect([again.status, again.body.petitionNo, again.headers['idempotent-replayed']]).toEqual([
    201,
    first.body.petitionNo,
    'true',
  ]);
});

test('an address is asked at every public form together, and nothing else asks', async () => {
  const from = await busyAddress();
  expectProblem(await send({ from, to: '/public/reports' }), REQUIRED);
  expectProblem(await send({ from, to: `/public/surveys/${'A'.repeat(43)}/reopen-request`, body: { reason: 'x' } }), REQUIRED);
  const lookedUp = await city.citizen.send({ url: '/api/v1/public/petitions/P26-000001-9?code=x', remoteAddress: from });
  expectProblem(lookedUp, { status: 404, code: 'petition.not_found' });
});

describe('a city decides', () => {
  test('that everybody solves one', async () => {
    const strict = await startTestApp({ beside: city, environment: { PUBLIC_CHALLENGE: 'always' }, worker: false });
    const refused = await send({ at: strict });
    expectProblem(refused, REQUIRED);
    expect((await send({ at: strict, solution: await solve(refused.body.challenge) })).status).toBe(201);
    await strict.close();
  });

  test('also of files, each', async () => {
    const strict = await startTestApp({ beside: city, environment: { PUBLIC_CHALLENGE: 'always' }, worker: false });
    const file = { bytes: await photo() };
    const refused = await upload(strict.citizen, '/public/attachments', file);
    expectProblem(refused, REQUIRED);
    const solution = { 'x-challenge-solution': await solve(refused.body.challenge) };
    expect((await upload(strict.citizen, '/public/attachments', file, solution)).status).toBe(201);
    expectProblem(await upload(strict.citizen, '/public/attachments', file, solution), REQUIRED);
    const operator = await strict.as('operator');
    expect((await upload(operator, '/attachments', file)).status).toBe(201); // the staff's are nobody's form
    await strict.close();
  });

  test('that nobody does', async () => {
    const open = await startTestApp({ beside: city, environment: { PUBLIC_CHALLENGE: 'off' }, worker: false });
    const from = newAddress();
    for (let i = 0; i < 5; i += 1) expect((await send({ from, at: open, body: { ...LETTER, website: 'x' } })).status).toBe(201);
    await open.close();
  });
});
