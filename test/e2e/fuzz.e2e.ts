import fc from 'fast-check';
import { asCitizen, caller, libraryLetter, pothole, roadHog } from '../support/petition-bodies.ts';
import { problemFaults } from '../support/problem.ts';
import { type Answer, type Client, startTestApp, type TestApp } from '../support/test-app.ts';

const RUNS = 45;

let city: TestApp;
let operator: Client;
let caseNo: string;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-20T09:00:00+08:00' });
  operator = await city.as('operator');
  caseNo = (await operator.post('/petitions', pothole)).body.case.caseNo;
});

afterAll(() => city.close());

/** Text as nobody types it: every kind of character, halves of characters included. */
const strange = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.base64String(),
  fc.constant('\ud800\u0000'),
);
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  strange,
  fc.double(),
  fc.constantFrom('', 'null', '0', '__proto__', 1e308, -0),
);

/** A body like a right one: each member is as it should be, something else, or not there; and there may be more. */
function near(right: Readonly<Record<string, unknown>>): fc.Arbitrary<object> {
  const members = Object.entries(right).map(([name, value]) => {
    const nested = typeof value === 'object' && value !== null && !Array.isArray(value) ? [near(value as typeof right)] : [];
    return [
      name,
      fc.option(fc.oneof({ weight: 4, arbitrary: fc.constant(value) }, ...nested, anything), { nil: undefined, freq: 8 }),
    ];
  });
  const more = fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, fc.dictionary(strange, anything, { maxKeys: 2 }));
  return fc
    .tuple(fc.record(Object.fromEntries(members) as Record<string, fc.Arbitrary<unknown>>), more)
    .map(([a, b]) => ({ ...b, ...a }));
}

/** Half a character cannot be written into an address at all. */
const inAddress = (text: string): string => encodeURIComponent(text.toWellFormed());

/** Whatever is sent: it is done, or refused in the words of the contract. */
function acceptable(answer: Answer): void {
  if (answer.status < 400) expect(String(answer.headers['content-type'])).toMatch(/^application\/json/);
  else expect(problemFaults(answer)).toEqual([]);
}

const PETITION = {
  ...pothole,
  receivedAt: '2026-11-20T08:00:00+08:00',
  answers: { roadWidth: 'NARROW' },
  attachmentIds: [],
  callId: 'x',
  joinCaseNo: null,
};
const COMMAND = {
  agencyCode: 'TY-TRA',
  coAgencyCodes: ['TY-OEM'],
  handlerId: '00000000-0000-4000-8000-000000000000',
  proposedAgencyCode: 'TY-TRA',
  reason: '理由',
  text: '內容',
  public: true,
  attachmentIds: [],
  outcome: 'UPHELD',
  reply: '已處理',
};
const COMMANDS: readonly (readonly [command: string, by: string, members: readonly (keyof typeof COMMAND)[]])[] = [
  ['dispatch', 'dispatcher', ['agencyCode', 'coAgencyCodes', 'reason']],
  ['transfer', 'dispatcher', ['agencyCode', 'reason']],
  ['reopen', 'dispatcher', ['reason']],
  ['note', 'operator', ['text', 'public', 'attachmentIds']],
  ['accept', 'handler.ty-rmo', ['handlerId']],
  ['return', 'handler.ty-rmo', ['reason', 'proposedAgencyCode']],
  ['close', 'handler.ty-rmo', ['outcome', 'reply']],
  ['submit-reply', 'handler.ty-rmo', ['text', 'outcome', 'attachmentIds']],
  ['assign', 'supervisor.ty-rmo', ['handlerId']],
];

describe('whatever is sent is taken or refused, and nothing breaks', () => {
  test.each<[string, string, object]>([
    ['/petitions', 'operator', PETITION],
    ['/public/petitions', '', { ...libraryLetter, petitioner: caller }],
    ['/public/reports', '', asCitizen(roadHog)],
    ['/routing/explain', 'dispatcher', { ...asCitizen(PETITION), channel: 'HOTLINE', nature: null, at: '2026-11-20T08:00:00Z' }],
    ['/auth/login', '', { username: 'operator', password: 'x', totp: null }],
  ])('to %s', async (path, username, right) => {
    const client = username === '' ? city.citizen : await city.as(username);
    const runs = path === '/auth/login' ? RUNS / 3 : RUNS;
    await fc.assert(
      fc.asyncProperty(fc.oneof({ weight: 6, arbitrary: near({ ...right }) }, anything), async (body) => {
        acceptable(await client.post(path, JSON.stringify(body)));
      }),
      { numRuns: Math.ceil(runs) },
    );
  });

  test('as a command to a case, with a version or a key that nobody meant', async () => {
    const clients = new Map(
      await Promise.all([...new Set(COMMANDS.map(([, by]) => by))].map(async (by) => [by, await city.as(by)] as const)),
    );
    const header = fc.stringMatching(/^["W/0-9 *,_ax-]{0,12}$/);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...COMMANDS), near(COMMAND), header, async ([command, by, members], body, match) => {
        const own = Object.fromEntries(Object.entries(body).filter(([name]) => members.includes(name as keyof typeof COMMAND)));
        acceptable(
          await clients.get(by)!.post(`/cases/${caseNo}/${command}`, own, { 'if-match': match, 'idempotency-key': match }),
        );
      }),
      { numRuns: RUNS },
    );
  });

  test('as an address', async () => {
    const piece = fc.oneof(strange.map(inAddress), fc.stringMatching(/^[%0Fa/.;:@]{0,12}$/), fc.constant(caseNo));
    const paths = fc.oneof(
      fc.tuple(piece, piece).map(([no, code]) => `/public/petitions/${no}?code=${code}`),
      fc.tuple(piece, fc.constantFrom('', '/events', '/clock', '/routing')).map(([no, part]) => `/cases/${no}${part}`),
      fc
        .tuple(fc.constantFrom('status', 'q', 'cursor', 'limit', 'dueBefore', 'overdue', 'agency', 'sort', 'x'), piece)
        .map(([name, value]) => `/cases?${name}=${value}`),
      piece.map((token) => `/public/confirmations/${token}`),
      piece.map((token) => `/public/surveys/${token}`),
      piece.map((no) => `/reminders?caseNo=${no}`),
      fc.tuple(piece, piece).map(([lat, lng]) => `/areas?lat=${lat}&lng=${lng}`),
    );
    await fc.assert(
      fc.asyncProperty(paths, async (path) => {
        acceptable(await operator.get(path));
      }),
      { numRuns: RUNS * 3 },
    );
  });

  test('and what was taken is worked through to the end', async () => {
    await city.drain();
    expect((await operator.get('/cases?limit=200')).status).toBe(200);
  });
});
