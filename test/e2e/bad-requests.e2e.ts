import { pothole, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem, type ExpectedProblem } from '../support/problem.ts';
import { rowCounts } from '../support/row-counts.ts';
import { type Client, newKey, startTestApp, type TestApp } from '../support/test-app.ts';

let city: TestApp;
let operator: Client;
let caseNo: string;
let before: Record<string, number>;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-20T09:00:00+08:00' });
  operator = await city.as('operator');
  await Promise.all(['dispatcher', 'handler.ty-rmo', 'supervisor.ty-rmo', 'admin', 'city'].map((name) => city.as(name)));
  caseNo = (await operator.post('/petitions', pothole)).body.case.caseNo;
  await city.drain();
  before = await rowCounts(city);
});

afterEach(async () => {
  await city.drain();
  expect(await rowCounts(city)).toEqual(before);
});

afterAll(() => city.close());

const INVALID = { status: 422, code: 'input.invalid' };
const invalid = (fields: Record<string, string>): ExpectedProblem => ({ ...INVALID, fields });
const long = (characters: number): string => '長'.repeat(characters);

describe('a header that cannot be meant is refused', () => {
  test.each([' ', 'a b', 'x'.repeat(201), '鑰匙'])('the idempotency key %j', async (key) => {
    const answer = await operator.post('/petitions', signalTiming, { 'idempotency-key': key });
    expectProblem(answer, { status: 400, code: 'idempotency.key_malformed' });
  });

  test.each(['1', '"x"', 'W/', '"1', '"-1"', '"1e3"', `"${'9'.repeat(30)}"`])('the version %s', async (match) => {
    const answer = await (await city.as('handler.ty-rmo')).post(`/cases/${caseNo}/accept`, {}, { 'if-match': match });
    expectProblem(answer, { status: 400, code: 'request.bad_etag' });
  });

  test.each(['Bearer x', 'Bearer ', 'Basic b3BlcmF0b3I6eA==', `Bearer ${'A'.repeat(43)}`, 'Bearer \u00e4'])(
    'the credential %s',
    async (authorization) => {
      expectProblem(await city.citizen.get('/cases', { authorization }), { status: 401, code: 'auth.required' });
    },
  );
});

describe('a query that makes no sense is refused', () => {
  test.each<[string, string]>([
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=abc', 'limit'],
    ['limit=1.5', 'limit'],
    ['limit=', 'limit'],
    ['limit=10&limit=20', 'limit'],
    ['count=maybe', 'count'],
    ['overdue=perhaps', 'overdue'],
    ['handler=you', 'handler'],
    ['sort=price', 'sort'],
    ['status=LOST', 'status'],
    ['dueBefore=tomorrow', 'dueBefore'],
    ['q=%00', 'q'],
    [`q=${'a'.repeat(201)}`, 'q'],
    ['agency=a&agency=b', 'agency'],
    ['district=%00', 'district'],
    ['colour=red', 'colour'],
  ])('?%s', async (query, field) => {
    const answer = await operator.get(`/cases?${query}`);
    expectProblem(answer, INVALID);
    expect(answer.body.errors.map((error: { field: string }) => error.field)).toEqual([field]);
  });

  const cursor = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  test.each([
    'x',
    '%00',
    '%F0%9F%92%A9',
    cursor([]),
    cursor(['2026-11-20T09:00:00Z']),
    cursor(['2026-11-20T09:00:00Z', '1']),
    cursor(['now', newKey()]),
    cursor(['+275760-09-13T00:00:00.000Z', newKey()]),
    cursor([1, 2]),
    cursor({ length: 2 }),
    'x'.repeat(500),
  ])('the cursor %s', async (value) => {
    for (const path of ['/cases', '/reminders']) {
      expectProblem(await operator.get(`${path}?cursor=${value}`), { status: 400, code: 'page.bad_cursor' });
    }
  });

  test.each(['', '?lat=1', '?lat=x&lng=y', '?lat=&lng=', '?lat=NaN&lng=Infinity', '?lat=91&lng=181', '?lat=1&lat=2&lng=3'])(
    '/areas%s',
    async (query) => {
      expectProblem(await city.citizen.get(`/areas${query}`), INVALID);
    },
  );
});

describe('an address that leads nowhere', () => {
  test.each(['%00', 'C26-000001-0', '../admin', '%ED%A0%80', "' OR 1=1 --", '案件', 'x'.repeat(199)])('/cases/%s', async (no) => {
    for (const client of [operator, await city.as('handler.ty-rmo')]) {
      const answer = await client.get(`/cases/${encodeURI(no).replace('%25', '%')}`);
      expect([404, 400]).toContain(answer.status);
      expectProblem(answer, { status: answer.status, code: answer.body.code });
    }
  });

  test.each(['/cases/%', '/cases/%E0%A4%A', '/public/petitions/%FF?code=x', '/%'])('%s', async (path) => {
    const answer = await operator.get(path);
    expect([400, 404]).toContain(answer.status);
    expectProblem(answer, { status: answer.status, code: answer.body.code });
  });

  test('of a petition takes every wrong number and code for a missing petition', async () => {
    for (const [no, code] of [
      ['P26-000001-0', 'x'],
      ['%00', '%20x'],
      ['C26-000001-1', 'AAAA-AAAA'],
      ['x'.repeat(150), 'x'.repeat(40)],
    ]) {
      expectProblem(await city.citizen.get(`/public/petitions/${no}?code=${code}`), { status: 404, code: 'petition.not_found' });
    }
    expectProblem(await city.citizen.get('/public/petitions/P26-000001-0'), invalid({ code: 'field.required' }));
  });
});

describe('a command', () => {
  const REQUIRED = 'field.required';
  test.each<[string, string, object, Record<string, string>]>([
    ['dispatcher', 'dispatch', {}, { agencyCode: REQUIRED, reason: REQUIRED }],
    [
      'dispatcher',
      'dispatch',
      { agencyCode: 'TY-RMO', coAgencyCodes: ['TY-TRA', 'TY-TRA'], reason: 'x' },
      { coAgencyCodes: 'field.duplicate' },
    ],
    ['dispatcher', 'transfer', { agencyCode: 'TY-XXX', reason: 'x' }, { agencyCode: 'agency.not_receiving' }],
    ['dispatcher', 'transfer', { agencyCode: 'TYCG', reason: 'x' }, { agencyCode: 'agency.not_receiving' }],
    ['dispatcher', 'transfer', { agencyCode: 'TY-RMO', reason: 'x' }, { agencyCode: 'case.same_agency' }],
    ['supervisor.ty-rmo', 'transfer', { agencyCode: 'TY-TRA', reason: '  ' }, { reason: REQUIRED }],
    ['supervisor.ty-rmo', 'assign', { handlerId: 'me' }, { handlerId: 'field.id' }],
    ['supervisor.ty-rmo', 'assign', { handlerId: newKey() }, { handlerId: 'case.handler_not_of_agency' }],
    ['handler.ty-rmo', 'accept', { handlerId: newKey() }, { handlerId: 'case.handler_not_of_agency' }],
    ['handler.ty-rmo', 'accept', { handler: 'me' }, { handler: 'field.unknown' }],
    ['handler.ty-rmo', 'return', { reason: '' }, { reason: REQUIRED }],
    ['handler.ty-rmo', 'return', { reason: 'x', proposedAgencyCode: 'TY-XXX' }, { proposedAgencyCode: 'agency.not_receiving' }],
    ['handler.ty-rmo', 'note', { text: long(10_001) }, { text: 'field.too_long' }],
    ['handler.ty-rmo', 'note', { text: 'x\u0000', public: 'yes' }, { text: 'field.control_characters', public: 'field.type' }],
    ['handler.ty-rmo', 'note', { text: 'x', attachmentIds: [newKey()] }, { attachmentIds: 'attachment.unknown' }],
    ['handler.ty-rmo', 'close', { outcome: 'DONE', reply: ' ' }, { outcome: 'field.not_allowed', reply: REQUIRED }],
    ['handler.ty-rmo', 'submit-reply', {}, { text: REQUIRED, outcome: REQUIRED }],
    [
      'handler.ty-rmo',
      'submit-reply',
      { text: 'x', outcome: 'UPHELD', attachmentIds: [newKey()] },
      { attachmentIds: 'attachment.unknown' },
    ],
    ['city', 'reopen', { reason: 7 }, { reason: 'field.type' }],
    ['admin', '../../dev/clock', { now: 'tomorrow' }, { now: 'field.instant' }],
    [
      'operator',
      '../../routing/explain',
      { channel: 'X', at: 'x', nature: 'Y' },
      { channel: 'field.not_allowed', at: 'field.instant', nature: 'field.not_allowed' },
    ],
  ])('of %s to %s is refused: %#', async (username, command, body, fields) => {
    const path = new URL(`/cases/${caseNo}/${command}`, 'http://x').pathname;
    const own = Object.values(fields).find((code) => code.startsWith('case.')); // the case itself refuses
    expectProblem(await (await city.as(username)).post(path, body), { status: 422, code: own ?? 'input.invalid', fields });
  });
});
