import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { operationsOf, type Operation, type Request, requestsFor } from '../support/fuzz/requests.ts';
import type { Vocabulary } from '../support/fuzz/schema-values.ts';
import { libraryLetter, pothole, roadHog, signalTiming } from '../support/petition-bodies.ts';
import { problemFaults } from '../support/problem.ts';
import { type Answer, type Client, startTestApp, type TestApp } from '../support/test-app.ts';

/** What the server publishes; a test of its own holds it to the code. */
const OPENAPI = join(__dirname, '../../docs/generated/openapi.json');

/** `npm run fuzz -- --runs 500 --seed 7`; the suite itself asks little, and always the same. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 8);
const SEED = Number(process.env['FUZZ_SEED'] ?? 1999);
/** Whatever is asked is answered by then, on a slow machine too. */
const HANGS_MS = 20_000;

const WHO = ['operator', 'dispatcher', 'handler.ty-rmo', 'supervisor.ty-rmo', 'city', 'admin', 'auditor', 'village'];
/** Whose accounts are disabled and changed: nobody else asks as one of them. */
const BYSTANDERS = ['handler.ty-tra', 'supervisor.ty-tra', 'handler.ty-lib'];

let city: TestApp;
let operations: readonly Operation[];
let vocabulary: Omit<Vocabulary, 'slips'>;

beforeAll(async () => {
  process.stdout.write(`fuzzing with FUZZ_SEED=${SEED} FUZZ_RUNS=${RUNS}\n`);
  city = await startTestApp({ startsAt: '2026-11-20T09:00:00+08:00' });
  const file = JSON.parse(readFileSync(OPENAPI, 'utf8'));
  operations = operationsOf(file);
  vocabulary = { schemas: file.components.schemas, known: await knownValues() };
});

afterAll(() => city.close());

/** What gets a request past the first look: numbers, codes and people that there are. */
async function knownValues(): Promise<Vocabulary['known']> {
  const operator = await city.as('operator');
  const filed = [];
  for (const petition of [pothole, signalTiming, roadHog, pothole])
    filed.push((await operator.post('/petitions', petition)).body);
  filed.push((await city.citizen.post('/public/petitions', libraryLetter)).body);
  await (await city.as('handler.ty-rmo')).post(`/cases/${filed[0].case.caseNo}/accept`);
  await city.drain();
  const caseNos = filed.map((one) => one.case?.caseNo ?? one.caseNo).filter(Boolean) as string[];
  const people = await Promise.all(WHO.map(idOf));
  const bystanders = await Promise.all(BYSTANDERS.map(idOf));
  return {
    caseNo: caseNos,
    intoCaseNo: caseNos,
    parentCaseNo: caseNos,
    earlierCaseNo: caseNos,
    joinCaseNo: caseNos,
    caseNos,
    petitionNo: filed.map(({ petitionNo }) => petitionNo as string),
    code: filed.map(({ lookupCode }) => lookupCode as string),
    agencyCode: ['TY-RMO', 'TY-TRA', 'TY-OEM', 'TY-LIB'],
    agency: ['TY-RMO', 'TY-TRA'],
    proposedAgencyCode: ['TY-TRA'],
    categoryCode: ['RD-001', 'TF-002', 'CU-001'],
    handlerId: people,
    accountId: bystanders,
    deputyId: people,
    outcome: ['UPHELD', 'NOT_UPHELD'],
    lat: [24.957, 24.8806],
    lng: [121.225, 121.2868],
    'if-match': ['"1"', 'W/"2"', '*', '"1", "2"'],
    'idempotency-key': ['k', 'the same'],
  };
}

const idOf = async (name: string): Promise<string> => (await (await city.as(name)).get('/auth/me')).body.id as string;

/** Whoever has signed out is nobody from then on, and whoever guesses their own password is locked out. */
const endsSession = ({ path }: Operation): boolean => /\/auth\/(?:logout|password)$/.test(path);

/** A clock that is moved a year on rings for an hour: nothing is learnt from that. */
const movesTheClock = ({ url, payload }: Request): boolean => url.includes('/dev/clock') && /\d{4}-\d\d/.test(payload ?? '');

/** A refused HEAD says nothing but its status. */
function faultsOf(request: Request, answer: Answer): readonly string[] {
  if (answer.status < 400) return [];
  if (request.method === 'HEAD') return answer.status < 500 ? [] : [`HEAD is answered with ${answer.status}`];
  return problemFaults(answer);
}

async function ask(client: Client, request: Request): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const hangs = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${HANGS_MS} ms`)), HANGS_MS);
  });
  return Promise.race([client.send(request as Parameters<Client['send']>[0]), hangs]).finally(() => clearTimeout(timer));
}

/** Everybody once, and those who may call a route, as the route itself says, more often. */
async function callersOf({ method, path }: Operation): Promise<string[]> {
  const url = path.replaceAll(/\{\w+\}/g, '-');
  const answers = await Promise.all(
    WHO.map(async (who) => {
      const client = await city.as(who);
      return client.send({ method: method, url, headers: { ...client.credentials } });
    }),
  );
  const allowed = WHO.filter((_, i) => ![401, 403].includes(answers[i]!.status));
  return ['', ...WHO, ...Array.from({ length: 4 }, () => allowed).flat()];
}

test(
  'whatever is sent to any route by anybody is answered as the contract says',
  async () => {
    const statuses = new Map<number, number>();
    for (const operation of operations) {
      const requests = requestsFor(operation, vocabulary).filter((request) => !movesTheClock(request));
      const who = fc.constantFrom(...(endsSession(operation) ? [''] : await callersOf(operation)));
      const answered = fc.asyncProperty(who, requests, async (name, request) => {
        const client = name === '' ? city.citizen : await city.as(name);
        const answer = await ask(client, { ...request, headers: { ...client.credentials, ...request.headers } });
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        expect(faultsOf(request, answer)).toEqual([]);
      });
      await fc.assert(answered, { numRuns: RUNS, seed: SEED });
    }
    process.stdout.write(`answered with ${JSON.stringify(Object.fromEntries(statuses))}\n`);
    const done = [200, 201, 202, 204].reduce((sum, status) => sum + (statuses.get(status) ?? 0), 0);
    expect(done).toBeGreaterThan((operations.length * RUNS) / 10); // else nothing behind the door was looked at
  },
  Math.max(120_000, RUNS * 20_000),
);

test('and what was taken is worked through to the end', async () => {
  await city.drain();
  expect((await (await city.signIn('operator')).get('/cases?limit=200')).status).toBe(200);
});
