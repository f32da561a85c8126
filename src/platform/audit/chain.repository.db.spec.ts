import { planOf, RecordingDatabase } from '../../../test/support/plan.ts';
import { openSealedRecord, type SealedRecord } from '../../../test/support/sealed-record.ts';
import { SetClock } from '../../../test/support/set-clock.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { newId } from '../../kernel/ids.ts';
import { createDataSource } from '../database/data-source.ts';
import { type Sql, sql } from '../database/index.ts';
import { ChainRepository } from './chain.repository.ts';

const BATCH = 1_000;

/** Facts that wait for their links, one subject each. */
const waitingFacts = (count: number): Sql => sql`
  WITH f AS (
    INSERT INTO facts (id, type, subject_kind, subject_id, at, actor_kind, actor_name, data, public)
    SELECT gen_random_uuid(), 'lamp.lit', 'case', gen_random_uuid(), now(), 'SYSTEM', 'system', '{}', false FROM generate_series(1, ${count})
    RETURNING id, seq
  )
  INSERT INTO unsealed_facts (seq, fact_id) SELECT f.seq, f.id FROM f`;

describe('facts that were removed before they were sealed', () => {
  let record: SealedRecord;

  beforeEach(async () => {
    record = await openSealedRecord(new SetClock(new Date('2026-11-20T09:00:00+08:00')));
  });

  afterEach(() => record.close());

  test.each([1, BATCH])('%s of them do not keep the others from being sealed', async (removed) => {
    await record.database.query(waitingFacts(2 * BATCH + removed));
    const first = sql`SELECT u.fact_id FROM unsealed_facts u ORDER BY u.seq LIMIT ${removed}`;
    await record.tamper(sql`DELETE FROM facts WHERE id IN (${first})`);
    expect([await record.sealer.run(), await record.sealer.run()]).toEqual([2 * BATCH, 0]);
    expect(await record.verifier.verify()).toMatchObject({ links: 2 * BATCH, waiting: removed, breaks: 1 });
  });
});

describe('after a storm', () => {
  let copy: TestDatabase;
  let database: RecordingDatabase;

  beforeAll(async () => {
    copy = await createTestDatabase();
    database = new RecordingDatabase(await createDataSource({ url: copy.ownerUrl, pool: 1 }).initialize());
    await database.query(sql`
      INSERT INTO facts (id, type, subject_kind, subject_id, at, actor_kind, actor_name, data, public)
      SELECT gen_random_uuid(), 'lamp.lit', 'case', ${newId()}, now(), 'SYSTEM', 'system', '{}', false FROM generate_series(1, 20000)`);
    await database.query(waitingFacts(20_000));
  });

  afterAll(async () => {
    await database.onApplicationShutdown();
    await copy.drop();
  });

  test.each<[string, Sql]>([
    ['before anybody counted the rows', sql`SELECT 1`],
    ['when they were counted', sql`ANALYZE facts, unsealed_facts, fact_links`],
  ])('a batch reads no more facts than it seals, %s', async (_, count) => {
    await database.query(count);
    await new ChainRepository().waiting(database, BATCH);
    const steps = await planOf(database, database.asked.at(-1)!);
    expect(Math.max(...steps.map(({ rows }) => rows))).toBe(BATCH);
  });
});
