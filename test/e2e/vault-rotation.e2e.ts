import { Sql, sql } from '../../src/platform/database/index.ts';
import { RotationWork } from '../../src/platform/vault/index.ts';
import { pothole, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Answer, newKey, startTestApp, type TestApp } from '../support/test-app.ts';
import { OTHERS_MS } from '../support/vault-city.ts';

const PETITIONER = {
  name: '歐陽清風',
  phone: '0937-123-987',
  email: 'qingfeng.ouyang@example.org',
  address: '桃園市桃園區縣府路1999號',
  preferredContact: 'EMAIL',
};

let city: TestApp;
let beside: TestApp;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-16T09:00:00+08:00' });
  beside = await startTestApp({ beside: city, worker: false });
});

afterAll(async () => {
  await beside.close();
  await city.close();
});

const petition = async (to: TestApp, key = newKey()): Promise<Answer> =>
  (await to.as('operator')).post('/petitions', { ...signalTiming, petitioner: PETITIONER }, { 'idempotency-key': key });

/** Somebody's details are put right: what they were is kept. */
async function correct({ petitionNo, case: { caseNo } }: Answer['body']): Promise<void> {
  const operator = await city.as('operator');
  await operator.post(`/cases/${caseNo}/petitions/${petitionNo}/reveal`, { purpose: 'VERIFY' });
  const { status } = await operator.patch(`/petitions/${petitionNo}/petitioner`, { phone: '0922-000-111' });
  expect(status).toBe(200);
}

/** The worker looks for what there is to do now. */
const work = (): Promise<number> => city.app.get(RotationWork, { strict: false }).run();

const minutes = async (n: number): Promise<void> => {
  await city.advanceTo(new Date(city.clock.now().getTime() + n * 60_000).toISOString());
};

/** Under which keys something lies in any column of any table, by what such a column begins with. */
async function keysInUse(): Promise<number[]> {
  const columns = await city.rows<{ place: string; holder: string }>(sql`
    SELECT quote_ident(c.column_name) AS place, quote_ident(c.table_name) AS holder
    FROM information_schema.columns c
    WHERE c.table_schema = 'public' AND c.data_type = 'bytea' AND c.column_name <> 'wrapped'`);
  const found = new Set<number>();
  for (const { place, holder } of columns) {
    const text = `SELECT DISTINCT substring(${place} FOR 5) AS head FROM ${holder} WHERE substring(${place} FOR 4) = '\\x01000000'`;
    const rows = await city.rows<{ head: Buffer }>(new Sql([text], []));
    for (const { head } of rows) found.add(head.readUInt32BE(1));
  }
  return [...found].sort();
}

describe('an administrator changes the keys', () => {
  let admin: Awaited<ReturnType<TestApp['as']>>;
  let asked: Answer;
  const key = newKey();
  let first: Answer;

  beforeAll(async () => {
    admin = await city.as('admin');
    first = await petition(city, key);
    await correct((await petition(city)).body);
    await city.drain();
    asked = await admin.post('/vault/rotations');
  });

  const state = async (): Promise<Answer['body']> => (await admin.get(`/vault/rotations/${asked.body.id}`)).body;

  test('and is told where to follow it', () => {
    expect(asked.status).toBe(202);
    expect(asked.headers.location).toBe(`/api/v1/vault/rotations/${asked.body.id}`);
    expect(asked.body).toEqual({
      id: expect.any(String),
      state: 'WAITING',
      done: 0,
      total: expect.any(Number),
      askedAt: expect.stringContaining('+08:00'),
      finishedAt: null,
    });
    expect(asked.body.total).toBeGreaterThan(2);
  });

  test('not twice at the same time', async () => {
    expectProblem(await admin.post('/vault/rotations'), { status: 409, code: 'vault.rotating' });
  });

  test('and the city works on: what is taken in, found, mailed and asked for again, in processes that do the work and in others', async () => {
    for (const pause of [0, 2, 2, 2]) {
      if (pause > 0) await minutes(pause);
      await work();
      for (const process of [city, beside]) expect((await petition(process)).status).toBe(201);
      const again = await petition(beside, key);
      expect([again.status, again.headers['idempotent-replayed'], again.body]).toEqual([201, 'true', first.body]);
      const seen = await (await beside.as('handler.ty-tra')).get(`/cases/${first.body.case.caseNo}/petitions`);
      expect(seen.body.items[0].petitionNo).toBe(first.body.petitionNo);
      expect(seen.status).toBe(200);
      expect(await city.templatesTo(PETITIONER.email, first.body.case.caseNo)).toContain('acknowledgement');
    }
  });

  test('until everything is under the new ones, in every column of every table', async () => {
    const end = performance.now() + OTHERS_MS;
    for (let i = 0; i < 5 || ((await state()).state !== 'DONE' && performance.now() < end); i += 1) {
      await minutes(2);
      await work();
    }
    expect(await state()).toMatchObject({ state: 'DONE', finishedAt: expect.stringContaining('+08:00') });
    const { done, total } = await state();
    expect(done).toBe(total);
    expect(done).toBeGreaterThan(asked.body.total);
    expect(await keysInUse()).toEqual([3]);
  });

  test('and again later, from keys of which nothing is left to keys that were made now', async () => {
    const next = await admin.post('/vault/rotations');
    expect([next.status, next.body.state]).toEqual([202, 'WAITING']);
    expect(next.body.id).not.toBe(asked.body.id);
  });
});

describe('bad input', () => {
  test.each(['x', '00000000-0000-4000-8000-000000000000'])('a change of keys that is not there is not found: %s', async (id) => {
    const answer = await (await city.as('admin')).get(`/vault/rotations/${id}`);
    expectProblem(answer, { status: 404, code: 'vault.rotation_not_found' });
  });

  test.each(['operator', 'city', 'auditor', 'supervisor.ty-rmo'])('%s may neither ask for it nor follow it', async (who) => {
    const client = await city.as(who);
    for (const answer of [await client.post('/vault/rotations'), await client.get('/vault/rotations/x')])
      expectProblem(answer, { status: 403, code: 'auth.not_allowed' });
  });

  test('who is not signed in is told nothing', async () => {
    expectProblem(await city.citizen.post('/vault/rotations'), { status: 401, code: 'auth.required' });
    expectProblem(await city.citizen.post('/vault/rotations', pothole), { status: 401, code: 'auth.required' });
  });
});
