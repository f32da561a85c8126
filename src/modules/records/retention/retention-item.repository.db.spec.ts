import { addArchive } from '../../../../test/support/archive.ts';
import { addCase, addPetition } from '../../../../test/support/case-rows.ts';
import { isWaitedFor } from '../../../../test/support/lock-waits.ts';
import { type PlanStep, planOf, RecordingDatabase } from '../../../../test/support/plan.ts';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/test-database.ts';
import { until } from '../../../../test/support/until.ts';
import { newId } from '../../../kernel/ids.ts';
import type { City } from '../../../platform/config/index.ts';
import { createDataSource } from '../../../platform/database/data-source.ts';
import { Database, type Sql, sql } from '../../../platform/database/index.ts';
import { type DueLimits, dueCases, RetentionItemRepository } from './retention-item.repository.ts';

const CASES = 60_000;
const items = new RetentionItemRepository({ timeZone: 'Asia/Taipei' } as City);
const CLOSED = { status: 'CLOSED', closedAt: new Date('2020-06-01T00:00:00Z') };
const limits: DueLimits = {
  categories: [{ code: 'TX-001', class: 'TAX', before: new Date('2011-01-01T00:00:00Z') }],
  general: { class: 'GENERAL', before: new Date('2021-01-01T00:00:00Z') },
};
let copy: TestDatabase;
let database: RecordingDatabase;
let program: Database;

beforeAll(async () => {
  copy = await createTestDatabase();
  database = new RecordingDatabase(await createDataSource({ url: copy.ownerUrl, pool: 2 }).initialize());
  program = new Database(await createDataSource({ url: copy.url, pool: 1 }).initialize());
});

afterAll(async () => {
  await program.onApplicationShutdown();
  await database.onApplicationShutdown();
  await copy.drop();
});

const [PREVIEWER, APPROVER] = [newId(), newId()];

/** That somebody did something with a batch, as the record tells it. */
const batchFact = (id: string, type: string, by: string, asOf: string): Sql => sql`
  INSERT INTO facts (id, type, subject_kind, subject_id, at, actor_kind, actor_id, actor_name, data, public)
  VALUES (${newId()}, ${type}, 'retention', ${id}, '2026-11-20T09:00:00+08:00', 'STAFF', ${by}, 'x', ${{ asOf }}, false)`;

/** A batch of these cases that runs, decided by two people unless one is named; `null`: nobody approved it. */
async function running(state = 'RUNNING', approver: string | null = APPROVER, asOf = '2026-11-20'): Promise<string> {
  const id = newId();
  await database.query(batchFact(id, 'retention.previewed', PREVIEWER, asOf));
  if (approver !== null) await database.query(batchFact(id, 'retention.approved', approver, asOf));
  await database.query(sql`
    INSERT INTO retention_batches (id, no, state, as_of, classes, previewed_by, previewed_at, approved_by)
    SELECT ${id}::uuid, count(*) + 1, ${state}::text, ${asOf}::date, '[]'::jsonb, '{"id": "a"}'::jsonb, now(), '{"id": "b"}'::jsonb
    FROM retention_batches`);
  return id;
}

const item = (batchId: string, caseId: string): Promise<unknown> =>
  database.query(
    sql`INSERT INTO retention_items (batch_id, case_id, class, state) VALUES (${batchId}, ${caseId}, 'GENERAL', 'DUE')`,
  );

const tombstone = (batchId: string, caseId: string, closedOn = '2020-06-01'): Sql => sql`
  INSERT INTO tombstones (case_id, batch_id, batch_no, case_no, class, status, received_on, closed_on, anonymised_at)
  VALUES (${caseId}, ${batchId}, 1, 'C', 'GENERAL', 'CLOSED', '2020-01-01', ${closedOn}, now())`;

const blank = (batchId: string, caseId: string): Sql => sql`SELECT blank_facts(${batchId}::uuid, ${caseId}::uuid) AS n`;

/** A case with a fact that has a link, as the sealing makes it. */
async function sealedCase(as: typeof CLOSED | null = CLOSED): Promise<string> {
  const { id } = await addCase(database, [await addPetition(database)], as ?? {});
  await database.query(sql`
    WITH f AS (
      INSERT INTO facts (id, type, subject_kind, subject_id, at, actor_kind, actor_name, data, public)
      VALUES (gen_random_uuid(), 'case.noted', 'case', ${id}::uuid, now(), 'SYSTEM', 'system', '{"text": "x"}', false)
      RETURNING id, seq, subject_id
    )
    INSERT INTO fact_links (no, subject_id, position, fact_id, seq, hash, salt, data_digest)
    SELECT f.seq, f.subject_id, 1, f.id, f.seq, '\\x01', '\\x02', '\\x03' FROM f`);
  return id;
}

const unsealedFact = (caseId: string): Sql => sql`
  WITH f AS (
    INSERT INTO facts (id, type, subject_kind, subject_id, at, actor_kind, actor_name, data, public)
    VALUES (gen_random_uuid(), 'case.exported', 'case', ${caseId}::uuid, now(), 'SYSTEM', 'system', '{"text": "y"}', false)
    RETURNING id, seq
  )
  INSERT INTO unsealed_facts (seq, fact_id) SELECT f.seq, f.id FROM f`;

describe('the database lets facts be blanked', () => {
  const dataOf = async (id: string): Promise<unknown> =>
    (await database.query<{ data: object }>(sql`SELECT f.data FROM facts f WHERE f.subject_id = ${id}`))[0]!.data;

  test('by the program’s role, where the tombstone of the very case and batch stands', async () => {
    const [caseId, batchId] = [await sealedCase(), await running()];
    await item(batchId, caseId);
    await program.transaction((tx) => tx.query(tombstone(batchId, caseId)));
    expect(await program.query(blank(batchId, caseId))).toEqual([{ n: 1 }]);
    expect(await dataOf(caseId)).toEqual({});
    const links = sql`SELECT l.salt, l.data_digest IS NOT NULL AS digest FROM fact_links l WHERE l.subject_id = ${caseId}`;
    expect(await database.query(links)).toEqual([{ salt: null, digest: true }]);
    expect(await program.query(blank(batchId, caseId))).toEqual([{ n: 0 }]);
  });

  test.each<[string, () => Promise<{ batchId: string; caseId: string }>]>([
    ['without a tombstone', async () => ({ batchId: await running(), caseId: await sealedCase() })],
    ['by the tombstone of another batch', async () => ({ ...(await buried()), batchId: await running() })],
    ['by the tombstone of another case', async () => ({ ...(await buried()), caseId: await sealedCase() })],
    ['of a batch that was not approved', () => buried({ state: 'PREVIEWED' })],
    ['of a batch that is done', () => buried({ state: 'DONE' })],
    ['of a batch whose row alone says that it was approved', () => buried({ approver: null })],
    ['of a batch that one person decided', () => buried({ approver: PREVIEWER })],
    ['of a batch as of a day that had not come when it was previewed', () => buried({ asOf: '2036-11-20' })],
    ['of a case that was closed less than a year before', () => buried({ closedOn: '2026-01-01', closedAt: '2026-01-01' })],
    ['of a case that was closed on another day than its tombstone says', () => buried({ closedAt: '2026-11-01' })],
    ['of a case that is open', () => buried({ closedAt: null })],
  ])('but not %s', async (_, prepare) => {
    const { batchId, caseId } = await prepare();
    await expect(program.query(blank(batchId, caseId))).rejects.toThrow('has no tombstone of a running batch');
    expect(await dataOf(caseId)).toEqual({ text: 'x' });
  });

  test('and not before they are sealed', async () => {
    const { batchId, caseId } = await buried();
    await database.query(
      sql`INSERT INTO unsealed_facts (seq, fact_id) SELECT f.seq, f.id FROM facts f WHERE f.subject_id = ${caseId}`,
    );
    await expect(program.query(blank(batchId, caseId))).rejects.toThrow('are not sealed yet');
  });

  test('nor with one that comes while it is done: it is left as it is, and all is done again', async () => {
    const { batchId, caseId } = await buried();
    let blanked: Promise<unknown> | undefined;
    await database
      .transaction(async (tx) => {
        await tx.query(
          sql`INSERT INTO blanked_subjects (subject_id, batch_id, case_id) VALUES (${caseId}, ${batchId}, ${caseId})`,
        );
        blanked = program.query(blank(batchId, caseId)).catch((error: unknown) => error); // waits for this row, and has looked for what is not sealed
        await until(() => isWaitedFor(tx));
        await database.query(unsealedFact(caseId));
        throw new Error('nothing was blanked here');
      })
      .catch(() => undefined);
    expect(await blanked).toMatchObject({ code: '40001', message: `facts of case ${caseId} are not sealed yet` });
    const facts = sql`SELECT f.data FROM facts f WHERE f.subject_id = ${caseId} ORDER BY f.seq`;
    expect(await database.query(facts)).toEqual([{ data: { text: 'x' } }, { data: { text: 'y' } }]);
  });

  test.each([
    ['update', sql`UPDATE facts SET data = '{}'`],
    ['delete', sql`DELETE FROM facts`],
    ['unsalt', sql`UPDATE fact_links SET salt = NULL`],
    ['say which', sql`INSERT INTO blanked_subjects (subject_id, batch_id, case_id) VALUES (${newId()}, ${newId()}, ${newId()})`],
    ['change a tombstone', sql`UPDATE tombstones SET class = 'x'`],
    ['remove a tombstone', sql`DELETE FROM tombstones`],
  ])('while the program’s role itself may not %s', async (_, statement) => {
    await expect(program.query(statement)).rejects.toThrow('permission denied');
  });

  interface Buried {
    readonly state?: string;
    readonly approver?: string | null;
    readonly asOf?: string;
    readonly closedOn?: string;
    readonly closedAt?: string | null;
  }

  async function buried(of: Buried = {}): Promise<{ batchId: string; caseId: string }> {
    const { state, approver, asOf, closedOn = '2020-06-01', closedAt = '2020-06-01' } = of;
    const caseId = await sealedCase(closedAt === null ? null : { ...CLOSED, closedAt: new Date(`${closedAt}T00:00:00Z`) });
    const batchId = await running(state, approver, asOf);
    await item(batchId, caseId);
    await database.query(tombstone(batchId, caseId, closedOn));
    return { batchId, caseId };
  }
});

describe('of a large archive', () => {
  let steps: readonly PlanStep[];

  beforeAll(async () => {
    await addArchive(database, CASES);
    await database.query(sql`ANALYZE cases, legal_holds, fact_links`);
    steps = await planOf(database, sql`WITH ${dueCases(limits)} SELECT d.id FROM due d`);
  });

  test('what is due is a range of an index, and nothing else of the archive is read', () => {
    const cases = steps.filter(({ name }) => name.startsWith('cases'));
    expect(cases.map(({ name }) => name)).toContain('cases_kept');
    expect(cases.map(({ kind }) => kind)).not.toContain('Seq Scan');
    expect(Math.max(...cases.map(({ rows }) => rows))).toBeLessThanOrEqual(CASES / 100 + 50);
  });

  test('each class has its own time', async () => {
    const batchId = await running('PREVIEWED');
    await database.transaction((tx) => items.preview(tx, batchId, limits));
    const counts = await items.counts(database, batchId);
    expect(counts.map((each) => each.class)).not.toContain('TAX');
    expect(counts.reduce((n, { count }) => n + count, 0)).toBeGreaterThanOrEqual(CASES / 100);
  });
});
