import { createHash } from 'node:crypto';
import { Database, sql } from '../../src/platform/database/index.ts';
import { Facts } from '../../src/platform/facts/index.ts';
import { pothole } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { RecordedCity } from '../support/recorded-city.ts';
import { type Answer, type Client, newKey, type TestApp } from '../support/test-app.ts';

const NOBODYS = '00000000-0000-4000-8000-000000000000';
const ADDRESS = '198.51.100.7';

let recorded: RecordedCity;
let city: TestApp;
let caseNo: string;
let auditor: Client;

const search = (query: string): Promise<Answer['body'][]> => recorded.search(query);

beforeAll(async () => {
  recorded = await RecordedCity.begin();
  ({ app: city, auditor, caseNo } = recorded);
});

afterAll(() => city.close());

describe('a search in the record', () => {
  test('finds by case, by account, by type, by time and by words, the newest first', async () => {
    const ofCase = await search(`caseNo=${caseNo}&limit=200`);
    expect(ofCase.map(({ type }) => type)).toEqual(expect.arrayContaining(['petition.registered', 'case.opened', 'case.noted']));
    expect(ofCase.map(({ seq }) => Number(seq))).toEqual(ofCase.map(({ seq }) => Number(seq)).sort((a, b) => b - a));
    const ofHandler = await search('account=handler.ty-rmo&limit=200');
    expect(new Set(ofHandler.map(({ actor }) => actor.id)).size).toBe(1);
    expect(ofHandler.map(({ type }) => type)).toEqual(expect.arrayContaining(['case.accepted', 'case.noted']));
    expect((await search('type=case.noted')).map(({ subject }) => subject.caseNo)).toEqual([caseNo]);
    expect(await search('from=2026-11-21')).toEqual([]);
    expect(await search('to=2026-11-20&type=case.noted')).toHaveLength(1);
    expect((await search(`q=${encodeURIComponent('複勘')}&from=2026-11-01&to=2026-11-30`)).map(({ type }) => type)).toContain(
      'case.noted',
    );
    expect(await search('account=nobody')).toEqual([]);
    expect(await search('caseNo=C26-000000-0')).toEqual([]);
    expect(await search(`subject=${NOBODYS}`)).toEqual([]);
    expect(
      await search(`subject=${ofCase[0].subject.id}&type=case.noted&account=handler.ty-rmo&q=${encodeURIComponent('複勘')}`),
    ).toHaveLength(1);
  });

  test('tells type, time, place and who, and the hash by which it is sealed', async () => {
    const [noted] = await search('type=case.noted');
    expect(noted).toMatchObject({
      type: 'case.noted',
      at: expect.stringMatching(/^2026-11-20T09:.*\+08:00$/),
      actor: { kind: 'STAFF', name: expect.any(String) },
      requestId: expect.stringMatching(/./),
      address: '127.0.0.1',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test('goes through the whole record page by page, none twice', async () => {
    const all = await search(`caseNo=${caseNo}&limit=200`);
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await auditor.get(`/audit/facts?caseNo=${caseNo}&limit=2${cursor}`);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor as string}`;
    } while (cursor !== '');
    expect(seen).toEqual(all.map(({ id }) => id));
  });

  test('is itself recorded: what was asked, but not the words, which may be a name', async () => {
    await search(`q=${encodeURIComponent('王小明')}&caseNo=${caseNo}&from=2026-11-20`);
    const [own] = await search('type=audit.searched');
    expect(own).toMatchObject({ data: { caseNo, from: '2026-11-20', to: null, text: true }, actor: { kind: 'STAFF' } });
    expect(JSON.stringify(own)).not.toContain('王小明');
  });

  test.each([
    ['words alone, over years', 'q=x', 'q', 'audit.search_too_wide'],
    ['words over more than a month', 'q=x&from=2026-01-01', 'q', 'audit.search_too_wide'],
    ['a subject that is no id', 'subject=x', 'subject', 'field.id'],
    ['a type that is none', 'type=%25', 'type', 'field.format'],
    ['a day that does not exist', 'from=2026-02-30', 'from', 'field.day'],
    ['a condition that nobody knows', 'actor=x', 'actor', 'field.unknown'],
  ])('%s is refused', async (_, query, field, code) => {
    const answer = await auditor.get(`/audit/facts?${query}`);
    expectProblem(answer, { status: 422, code: 'input.invalid' });
    expect(answer.body.errors).toMatchObject([{ field, code }]);
  });

  test('a cursor of something else is refused', async () => {
    for (const cursor of [
      'x',
      Buffer.from('["2026-02-30T00:00:00Z","1"]').toString('base64url'),
      Buffer.from('["2026-11-20T00:00:00Z","x"]').toString('base64url'),
    ])
      expectProblem(await auditor.get(`/audit/facts?cursor=${cursor}`), { status: 400, code: 'page.bad_cursor' });
  });
});

describe('where something was done', () => {
  const from = (client: { send: Client['send'] }, url: string, body: object): Promise<Answer> =>
    client.send({
      method: 'POST',
      url: `/api/v1${url}`,
      remoteAddress: ADDRESS,
      headers: { 'content-type': 'application/json', 'x-request-id': 'at-the-desk' },
      payload: JSON.stringify(body),
    });

  test('is kept of a sign-in, whether it succeeds or fails', async () => {
    await from(city.citizen, '/auth/login', { username: 'village', password: 'wrong-password' });
    await from(city.citizen, '/auth/login', { username: 'village', password: 'open-sesame-1999' });
    for (const type of ['account.sign_in_failed', 'account.signed_in']) {
      expect((await search(`type=${type}&limit=1`))[0]).toMatchObject({ requestId: 'at-the-desk', address: ADDRESS });
    }
  });

  test('is shown to auditors of what administrators do to accounts, in its place alone and not in the data besides', async () => {
    const admin = await city.as('admin');
    const at = (url: string, body: object): Promise<Answer> =>
      admin.send({
        method: 'POST',
        url: `/api/v1${url}`,
        remoteAddress: ADDRESS,
        headers: { 'content-type': 'application/json', 'idempotency-key': newKey(), ...admin.credentials },
        payload: JSON.stringify(body),
      });
    const { id } = (await (await city.as('village')).get('/auth/me')).body as { id: string };
    expect((await at(`/accounts/${id}/disable`, { reason: '職務異動' })).status).toBe(200);
    expect((await at(`/accounts/${id}/enable`, { reason: '回任' })).status).toBe(200);
    const roles = [{ role: 'HANDLER', agencyCode: 'TY-RMO' }];
    const asked = await at('/accounts', { username: 'new.comer', displayName: '新人', roles, reason: '到職' });
    expect(asked.status).toBe(201);
    for (const type of ['account.disabled', 'account.enabled', 'account.requested']) {
      const [fact] = await search(`type=${type}&limit=1`);
      expect(fact).toMatchObject({ type, address: ADDRESS, actor: { kind: 'STAFF', name: '系統管理員' } });
      expect(fact!.data).not.toHaveProperty('address');
    }
    const links = await city.rows(sql`SELECT f.id FROM facts f WHERE f.type LIKE 'account.%' AND f.data ? 'address'`);
    expect(links).toEqual([]);
  });

  test('is of citizens the request alone: their address is personal data', async () => {
    const { petitioner, subject, description, location } = pothole;
    const answer = await from(city.citizen, '/public/petitions', {
      subject,
      description,
      location,
      categoryCode: 'RD-001',
      petitioner,
    });
    expect(answer.status).toBe(201);
    const rows = await city.rows(
      sql`SELECT DISTINCT f.address, f.request_id AS "requestId" FROM facts f WHERE f.request_id = 'at-the-desk' AND f.type LIKE 'petition.%'`,
    );
    expect(rows).toEqual([{ address: null, requestId: 'at-the-desk' }]);
  });

  test('is nothing of what follows by itself', async () => {
    await city.drain();
    const rows = await city.rows(
      sql`SELECT count(*)::integer AS n FROM facts f WHERE f.address IS NOT NULL AND f.actor_kind = 'CITIZEN'`,
    );
    expect(rows).toEqual([{ n: 0 }]);
  });
});

describe('the monthly review', () => {
  test('shows failed sign-ins, lockouts, administration, exports and sign-ins at night', async () => {
    for (let i = 0; i < 5; i += 1) await city.citizen.post('/auth/login', { username: 'dispatcher', password: 'wrong-password' });
    await (await city.as('city')).get(`/cases/${caseNo}/bundle`);
    city.clock.advanceTo(new Date('2026-11-21T23:30:00+08:00')); // a Saturday
    await city.signIn('operator');
    const { status, body } = await auditor.get('/audit/review?month=2026-11');
    expect(status).toBe(200);
    const lines = body.lines.map(
      ({ heading, type, username, count }: Answer['body']) => `${heading} ${type} ${username} ${count}`,
    );
    expect(lines).toEqual(
      expect.arrayContaining([
        'FAILED_SIGN_INS account.sign_in_failed dispatcher 5',
        'LOCKOUTS account.locked dispatcher 1',
        expect.stringMatching(/^EXPORTS case.exported city \d+$/),
        expect.stringMatching(/^AUDIT_SEARCHES audit.searched auditor \d+$/),
        'OUT_OF_HOURS_SIGN_INS account.signed_in operator 1',
      ]),
    );
    expect(body.over).toBe(false);
  });

  test('comes as a file whose digest is told', async () => {
    const { body, headers } = await auditor.get('/audit/review?month=2026-10&format=csv');
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(body).toMatch(/^heading,type,username,display_name,count,first,last\n/);
    const { digest } = (await auditor.get('/audit/review?month=2026-10')).body;
    expect(digest).toBe(createHash('sha256').update(body).digest('hex'));
  });

  test('shows who looked at petitioners’ files and numbers, and what is administration whoever does it', async () => {
    const by = (await city.rows<{ id: string }>(sql`SELECT a.id FROM accounts a WHERE a.username = 'auditor'`))[0]!.id;
    const types = ['attachment.viewed', 'petition.identity_viewed', 'retention.approved', 'vault.rotated', 'api_key.created'];
    const kinds = ['attachment', 'petition', 'retention', 'vault', 'api_key'] as const;
    const actor = { kind: 'STAFF', id: by, name: '稽核' } as const;
    const happened = types.map((type, i) => ({ type, subject: { kind: kinds[i]!, id: NOBODYS }, data: {} }));
    await city.app.get(Database).transaction((tx) => city.app.get(Facts).record(tx, actor, happened));
    const { lines } = (await auditor.get('/audit/review?month=2026-11')).body;
    const told = lines.map(({ heading, type, username }: Answer['body']) => `${heading} ${type} ${username}`);
    expect(told).toEqual(
      expect.arrayContaining([
        'REVEALS attachment.viewed auditor',
        'REVEALS petition.identity_viewed auditor',
        'ADMINISTRATION retention.approved auditor',
        'ADMINISTRATION vault.rotated auditor',
        'ADMINISTRATION api_key.created auditor',
      ]),
    );
  });

  test.each(['json', 'csv'])('that somebody read it as %s is recorded, with what they saw', async (format) => {
    const { status } = await auditor.get(`/audit/review?month=2026-09&format=${format}`);
    const [read] = await search('type=audit.review_read&limit=1');
    expect([status, read]).toMatchObject([
      200,
      { actor: { kind: 'STAFF' }, data: { month: '2026-09', format, digest: expect.stringMatching(/^[0-9a-f]{64}$/) } },
    ]);
  });

  test('is not signed off by whoever saw something else', async () => {
    const seen = { month: '2026-09', note: '無異常', digest: 'ab'.repeat(32) };
    expectProblem(await auditor.post('/audit/reviews', seen), { status: 409, code: 'audit.review_changed' });
    const { digest } = (await auditor.get('/audit/review?month=2026-09')).body;
    const signed = await auditor.post('/audit/reviews', { ...seen, digest });
    expect([signed.status, signed.body.digest]).toEqual([201, digest]);
  });

  test('is signed off once for each month that is over, by name, for what was seen', async () => {
    const { digest } = (await auditor.get('/audit/review?month=2026-10')).body;
    const key = newKey();
    const signed = await auditor.post('/audit/reviews', { month: '2026-10', note: '無異常' }, { 'idempotency-key': key });
    expect(signed.status).toBe(201);
    expect(signed.body).toMatchObject({ month: '2026-10', note: '無異常', digest, reviewerName: expect.any(String) });
    const again = await auditor.post('/audit/reviews', { month: '2026-10', note: '無異常' }, { 'idempotency-key': key });
    expect([again.status, again.headers['idempotent-replayed'], again.body]).toEqual([201, 'true', signed.body]);
    expectProblem(await auditor.post('/audit/reviews', { month: '2026-10', note: 'x' }), {
      status: 409,
      code: 'audit.already_reviewed',
    });
    expectProblem(await auditor.post('/audit/reviews', { month: '2026-11', note: 'x' }), {
      status: 409,
      code: 'audit.month_not_over',
    });
    expect((await auditor.get('/audit/reviews')).body.items[0]).toEqual(signed.body);
    expect((await search('type=audit.reviewed'))[0]).toMatchObject({ data: { month: '2026-10', note: '無異常', digest } });
  });

  test.each([
    ['a month that is none', { month: '2026-13', note: 'x' }, 'month', 'field.format'],
    ['no note', { month: '2026-08', note: ' ' }, 'note', 'field.required'],
    ['a digest that is none', { month: '2026-08', note: 'x', digest: 'x' }, 'digest', 'field.format'],
  ])('%s is refused', async (_, body, field, code) => {
    const answer = await auditor.post('/audit/reviews', body);
    expectProblem(answer, { status: 422, code: 'input.invalid' });
    expect(answer.body.errors).toEqual(expect.arrayContaining([expect.objectContaining({ field, code })]));
  });
});
