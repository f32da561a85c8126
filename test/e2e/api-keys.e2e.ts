import { sql } from '../../src/platform/database/index.ts';
import { pothole } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { routesOf } from '../support/routes.ts';
import { type Answer, Client, newKey, startTestApp, type TestApp } from '../support/test-app.ts';

const NOT_SIGNED_IN = { status: 401, code: 'auth.required' };
const NOT_ALLOWED = { status: 403, code: 'auth.not_allowed' };
const IN_A_MONTH = '2026-12-20T09:00:00+08:00';
const INTAKE = { name: '交通局號誌系統', scopes: ['petition.create', 'case.read', 'case.note'], expiresAt: IN_A_MONTH };

let city: TestApp;
let admin: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-20T09:00:00+08:00' });
  admin = await city.as('admin');
});

afterAll(() => city.close());

interface Made {
  readonly id: string;
  readonly key: string;
  readonly machine: Client;
}

async function make(wish: object): Promise<Made> {
  const { status, body } = await admin.post('/api-keys', { ...INTAKE, name: newKey(), ...wish });
  expect([status, body.code]).toEqual([201, undefined]);
  return { ...body, machine: withKey(body.key) };
}

const withKey = (key: string): Client => new Client(city.app, { 'x-api-key': key });

describe('a program with a key', () => {
  test('takes in what it is allowed to, and the record says which program it was', async () => {
    const { body: made } = await admin.post('/api-keys', INTAKE);
    const machine = withKey(made.key);
    const taken = await machine.post('/petitions', pothole, { 'idempotency-key': newKey() });
    expect(taken.status).toBe(201);
    expect((await machine.post(`/cases/${taken.body.case.caseNo}/note`, { text: '號誌已自動檢測' })).status).toBe(200);
    const [fact] = await city.rows<object>(
      sql`SELECT f.actor_kind AS kind, f.actor_id AS id, f.actor_name AS name FROM facts f WHERE f.type = 'case.noted'`,
    );
    expect(fact).toEqual({ kind: 'MACHINE', id: made.id, name: '交通局號誌系統' });
    const { items } = (await machine.get(`/cases/${taken.body.case.caseNo}/events`)).body;
    expect(items.map((event: { actor: object }) => event.actor)).toContainEqual({ kind: 'MACHINE', name: '交通局號誌系統' });
  });

  test('may do nothing that its scopes do not name', async () => {
    const { machine } = await make({ scopes: ['reference.read'] });
    for (const path of ['/cases', '/auth/me', '/outbox', '/api-keys', '/ops/attention']) {
      expectProblem(await machine.get(path), NOT_ALLOWED);
    }
    expectProblem(await machine.post('/auth/logout'), NOT_ALLOWED);
  });

  test('reaches the cases of its agencies, and no other: those are missing', async () => {
    const { caseNo } = (await (await city.as('operator')).post('/petitions', pothole)).body.case;
    const own = await make({ scopes: ['case.read'], agencyCodes: ['TY-RMO'] });
    const other = await make({ scopes: ['case.read'], agencyCodes: ['TY-LIB'] });
    expect((await own.machine.get(`/cases/${caseNo}`)).status).toBe(200);
    expectProblem(await other.machine.get(`/cases/${caseNo}`), { status: 404, code: 'case.not_found' });
    expect((await other.machine.get('/cases?count=true')).body.total).toBe(0);
  });

  test('reads what disputes cost its agencies, and no other', async () => {
    const { caseNo } = (await (await city.as('operator')).post('/petitions', pothole)).body.case;
    await (await city.as('dispatcher')).post(`/cases/${caseNo}/transfer`, { agencyCode: 'TY-LIB', reason: '權責' });
    const told = async (agencyCodes: readonly string[] | null): Promise<string[]> => {
      const { machine } = await make({ scopes: ['rerouting.read'], agencyCodes });
      return (await machine.get('/reroutings')).body.items.map((item: { agencyCode: string }) => item.agencyCode);
    };
    expect([await told(null), await told(['TY-RMO']), await told(['TY-LIB'])]).toEqual([['TY-RMO'], ['TY-RMO'], []]);
  });

  test('has no lists, no deputy and no shortlist of its own: those are of people', async () => {
    const { machine } = await make({ scopes: ['case.read'] });
    expectProblem(await machine.get('/me/lists'), NOT_ALLOWED);
    expectProblem(await machine.put('/me/looked', {}), NOT_ALLOWED);
    expectProblem(await machine.post('/me/lists', { name: 'x', filter: {} }), NOT_ALLOWED);
    expectProblem(await machine.get('/me/deputy'), NOT_ALLOWED);
  });

  test('with everything that a key may have breaks nothing, wherever it calls', async () => {
    const { body } = await admin.post('/api-keys', { ...INTAKE, name: newKey(), scopes: ['nothing'] });
    expect(body.errors).toEqual([expect.objectContaining({ field: 'scopes', code: 'field.not_allowed' })]);
    const { machine } = await make({ scopes: await grantable(), perMinute: 6_000 });
    const { caseNo } = (await machine.post('/petitions', pothole)).body.case;
    for (const route of routesOf(city)) {
      const [method, path] = route.split(' ') as ['GET' | 'POST' | 'PUT' | 'DELETE', string];
      const url = path.replace(':caseNo', caseNo as string).replace(/:\w+/, newKey());
      const prefix = /^\/(healthz|readyz|metrics)/.test(url) ? '' : '/api/v1';
      const payload = { text: 'x', reason: 'x', outcome: 'UPHELD', agencyCode: 'TY-RMO', handlerId: newKey() };
      const answer = await machine.send({ method, url: prefix + url, ...(/POST|PUT/.test(method) && { payload }) });
      expect([route, answer.status < 500 || answer.body.code]).toEqual([route, true]);
      const { body: bare, status } = await machine.send({
        method,
        url: prefix + url,
        ...(/POST|PUT/.test(method) && { payload: {} }),
      });
      expect([route, status < 500 || bare.code]).toEqual([route, true]);
    }
  });

  test('with everything that a key may have closes no case', async () => {
    const { machine } = await make({ scopes: await grantable() });
    const { caseNo } = (await machine.post('/petitions', pothole)).body.case;
    expect((await machine.post(`/cases/${caseNo}/accept`, {})).status).toBe(200);
    const answered = await machine.post(`/cases/${caseNo}/submit-reply`, { text: '已修復', outcome: 'UPHELD' });
    expect([answered.status, answered.body.status]).toEqual([200, 'PENDING_APPROVAL']);
  });

  test('is held to its own number of requests a minute', async () => {
    const { machine } = await make({ scopes: ['reference.read', 'case.read'], perMinute: 3 });
    const statuses = [];
    for (let i = 0; i < 4; i += 1) statuses.push((await machine.get('/cases')).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    const answer = await machine.get('/cases');
    expectProblem(answer, { status: 429, code: 'rate.limited' });
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });
});

/** What the documentation of the route says that a key may be given, read from a refusal-free request for each permission. */
async function grantable(): Promise<string[]> {
  const me = await city.as('city');
  const all = new Set<string>((await me.get('/auth/me')).body.permissions);
  for (const name of ['operator', 'dispatcher', 'handler.ty-rmo', 'supervisor.ty-rmo', 'admin', 'auditor']) {
    for (const permission of (await (await city.as(name)).get('/auth/me')).body.permissions) all.add(permission);
  }
  const granted = [];
  for (const permission of all) {
    if ((await admin.post('/api-keys', { ...INTAKE, name: newKey(), scopes: [permission] })).status === 201)
      granted.push(permission);
  }
  return granted;
}

test('no key can be given what administrators do, what people answer for, or who petitioned in confidence', async () => {
  const cases = ['accept', 'note', 'read', 'receive_supplement', 'reply', 'supplement'].map((what) => `case.${what}`);
  const rest = ['calendar.read', 'disaster.read', 'petition.create', 'precedent.read', 'reference.read', 'reminder.read'];
  expect((await grantable()).sort()).toEqual([...cases, ...rest, 'rerouting.read', 'routing.explain'].sort());
});

describe('a key that is not valid', () => {
  test('is answered like none at all: unknown, misspelt, of another secret, expired or revoked', async () => {
    const { id, key, machine } = await make({});
    const short = await make({ expiresAt: new Date(city.clock.now().getTime() + 30_000).toISOString() });
    const revoked = await make({});
    expect((await machine.get('/cases')).status).toBe(200);
    expect((await admin.delete(`/api-keys/${revoked.id}`)).status).toBe(204);
    await city.advanceTo('2026-11-20T09:01:00+08:00');
    const other = (await make({})).key;
    const answers: Answer[] = [];
    for (const wrong of [
      short.key,
      revoked.key,
      `paian_${newKey().replaceAll('-', '')}_${'A'.repeat(43)}`,
      `paian_${id.replaceAll('-', '')}_${'A'.repeat(43)}`,
      key.slice(0, 39) + other.slice(39),
      key.slice(0, -1),
      `${key} `.repeat(2),
      'x',
      '',
    ]) {
      const answer = await withKey(wrong).get('/cases');
      expectProblem(answer, NOT_SIGNED_IN);
      answers.push(answer);
    }
    expect(new Set(answers.map(({ body: { requestId: _, ...said } }) => JSON.stringify(said))).size).toBe(1);
  });

  test('is not made good by a session beside it', async () => {
    const operator = await city.as('operator');
    expect((await operator.get('/cases')).status).toBe(200);
    expectProblem(await operator.get('/cases', { 'x-api-key': 'x' }), NOT_SIGNED_IN);
  });
});

describe('whoever keeps the keys', () => {
  test('is told the secret once: no list, no record and no table holds it', async () => {
    const idempotency = { 'idempotency-key': newKey() };
    const wish = { ...INTAKE, name: newKey() };
    const first = await admin.post('/api-keys', wish, idempotency);
    expect(first.body.key).toMatch(/^paian_[0-9a-f]{32}_[\w-]{43}$/);
    const again = await admin.post('/api-keys', wish, idempotency);
    expect([again.status, again.body, again.headers['idempotent-replayed']]).toEqual([
      201,
      { id: first.body.id, key: null },
      'true',
    ]);
    expectProblem(await admin.post('/api-keys', { ...wish, perMinute: 1 }, idempotency), {
      status: 422,
      code: 'idempotency.key_reused',
    });
    const secret = (first.body.key as string).slice(39);
    const places = [
      JSON.stringify((await admin.get('/api-keys?limit=200')).body),
      JSON.stringify(await city.rows(sql`SELECT row_to_json(k)::text AS row FROM api_keys k`)),
      JSON.stringify(await city.rows(sql`SELECT row_to_json(f)::text AS row FROM facts f`)),
      JSON.stringify(await city.rows(sql`SELECT row_to_json(i)::text AS row FROM idempotency_keys i`)),
    ];
    expect(places.filter((place) => place.includes(secret))).toEqual([]);
  });

  test('sees each key with who answers for it, and when it was last used', async () => {
    const { id, machine } = await make({ agencyCodes: ['TY-RMO'], perMinute: 7 });
    const seen = async () => (await admin.get('/api-keys?limit=200')).body.items.find((item: { id: string }) => item.id === id);
    expect(await seen()).toMatchObject({
      owner: { displayName: expect.any(String) },
      scopes: INTAKE.scopes,
      agencyCodes: ['TY-RMO'],
      perMinute: 7,
      expiresAt: '2026-12-20T09:00:00.000+08:00',
      lastUsedAt: null,
      revokedAt: null,
    });
    await machine.get('/cases');
    const { lastUsedAt } = await seen();
    expect(lastUsedAt).toMatch(/^2026-11-20T09:/);
    city.clock.startAt(new Date(Date.parse(lastUsedAt) + 30_000));
    await machine.get('/cases');
    expect((await seen()).lastUsedAt).toBe(lastUsedAt); // written once a minute at most
    city.clock.startAt(new Date(Date.parse(lastUsedAt) + 61_000));
    await machine.get('/cases');
    expect((await seen()).lastUsedAt).not.toBe(lastUsedAt);
  });

  test('puts another secret in its place, and the one before works as long as was said', async () => {
    const { id, key } = await make({});
    const rotated = await admin.post(`/api-keys/${id}/rotate`, { overlapHours: 1, expiresAt: '2027-01-20T09:00:00+08:00' });
    expect(rotated.status).toBe(200);
    expect((await withKey(rotated.body.key).get('/cases')).status).toBe(200);
    expect((await withKey(key).get('/cases')).status).toBe(200);
    await city.advanceTo(new Date(city.clock.now().getTime() + 3_700_000).toISOString());
    expect((await withKey(rotated.body.key).get('/cases')).status).toBe(200);
    expectProblem(await withKey(key).get('/cases'), NOT_SIGNED_IN);
    const leaked = await admin.post(`/api-keys/${id}/rotate`, { overlapHours: 0 });
    await city.advanceTo(new Date(city.clock.now().getTime() + 10_000).toISOString());
    expectProblem(await withKey(rotated.body.key).get('/cases'), NOT_SIGNED_IN);
    expect((await withKey(leaked.body.key).get('/cases')).status).toBe(200);
  });

  test('leaves a trace of everything', async () => {
    const { id } = await make({});
    await admin.post(`/api-keys/${id}/rotate`, {});
    await admin.delete(`/api-keys/${id}`);
    const facts = await city.rows<object>(
      sql`SELECT f.type, f.actor_kind AS by FROM facts f WHERE f.subject_id = ${id} AND f.subject_kind = 'api_key' ORDER BY f.seq`,
    );
    expect(facts).toEqual(['created', 'rotated', 'revoked'].map((what) => ({ type: `api_key.${what}`, by: 'STAFF' })));
  });

  test.each<[string, object, Record<string, string>]>([
    [
      'without anything',
      { name: undefined, scopes: undefined, expiresAt: undefined },
      { name: 'field.required', scopes: 'field.required', expiresAt: 'field.required' },
    ],
    ['for ever', { expiresAt: '2027-11-22T09:00:00+08:00' }, { expiresAt: 'api_key.expiry' }],
    ['in the past', { expiresAt: '2026-11-20T08:00:00+08:00' }, { expiresAt: 'api_key.expiry' }],
    ['without a scope', { scopes: [] }, { scopes: 'field.required' }],
    ['for an agency that does not exist', { agencyCodes: ['TY-XXX'] }, { agencyCodes: 'agency.unknown' }],
    ['for no agency', { agencyCodes: [] }, { agencyCodes: 'field.required' }],
    ['of nobody', { ownerId: '00000000-0000-4000-8000-000000000000' }, { ownerId: 'account.not_found' }],
    ['without a pace', { perMinute: 0 }, { perMinute: 'field.out_of_range' }],
  ])('cannot make one %s', async (_, wish, fields) => {
    expectProblem(await admin.post('/api-keys', { ...INTAKE, name: newKey(), ...wish }), {
      status: 422,
      code: 'input.invalid',
      fields,
    });
  });

  test('cannot give two the same name, but the name of one that was revoked', async () => {
    const name = newKey();
    const { id } = await make({ name });
    expectProblem(await admin.post('/api-keys', { ...INTAKE, name }), { status: 409, code: 'api_key.name_taken' });
    await admin.delete(`/api-keys/${id}`);
    await make({ name });
  });

  test('finds no key that is not there, or was revoked before', async () => {
    const { id } = await make({});
    await admin.delete(`/api-keys/${id}`);
    for (const none of [id, newKey(), 'x']) {
      expectProblem(await admin.delete(`/api-keys/${none}`), { status: 404, code: 'api_key.not_found' });
      expectProblem(await admin.post(`/api-keys/${none}/rotate`, {}), { status: 404, code: 'api_key.not_found' });
    }
  });
});
