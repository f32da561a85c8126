import { addArchive } from '../../../../test/support/archive.ts';
import { addCase, addPetition } from '../../../../test/support/case-rows.ts';
import { planOf } from '../../../../test/support/plan.ts';
import { asOwner } from '../../../../test/support/test-app.ts';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/test-database.ts';
import { newId } from '../../../kernel/ids.ts';
import { createDataSource } from '../../../platform/database/data-source.ts';
import { Database, type Sql, sql } from '../../../platform/database/index.ts';
import { type BoundFamily, familyOf, RetentionFamilyRepository } from './retention-family.repository.ts';

const CASES = 12_000;
const families = new RetentionFamilyRepository();
let copy: TestDatabase;
let database: Database;
let batchId: string;

beforeAll(async () => {
  copy = await createTestDatabase();
  database = new Database(await createDataSource({ url: copy.ownerUrl, pool: 3 }).initialize());
  batchId = newId();
  await database.query(sql`
    INSERT INTO retention_batches (id, no, state, as_of, classes, previewed_by, previewed_at)
    VALUES (${batchId}, 1, 'RUNNING', '2026-11-20', '[]', '{"id": "a"}', now())`);
});

afterAll(async () => {
  await database.onApplicationShutdown();
  await copy.drop();
});

const item = (caseId: string, state = 'DUE'): Promise<unknown> =>
  database.query(
    sql`INSERT INTO retention_items (batch_id, case_id, class, state) VALUES (${batchId}, ${caseId}, 'GENERAL', ${state})`,
  );

/** A case of the batch. */
async function due(set?: Sql): Promise<string> {
  const { id } = await addCase(database, [await addPetition(database)], {
    status: 'CLOSED',
    closedAt: new Date('2020-06-01T00:00:00Z'),
  });
  await item(id);
  if (set) await database.query(sql`UPDATE cases SET ${set} WHERE id = ${id}`);
  return id;
}

const child = (parentId: string): Promise<string> => due(sql`parent_id = ${parentId}`);
const mergedInto = (id: string): Promise<string> => due(sql`merged_into_id = ${id}`);
const claim = (caseId: string): Promise<BoundFamily | null> => database.transaction((tx) => families.claim(tx, batchId, caseId));

/** A case that was merged into a child of a parent with another child; from one end to the other it is three steps. */
async function chain(): Promise<{ all: string[]; parent: string; ends: readonly [string, string] }> {
  const parent = await due();
  const [first, second] = [await child(parent), await child(parent)];
  const merged = await mergedInto(first);
  return { all: [parent, first, second, merged].sort(), parent, ends: [merged, second] };
}

test('a case by itself is its own family', async () => {
  const id = await due();
  expect(await claim(id)).toEqual({ caseIds: [id], referenced: false });
});

test('a family is found from each of its cases, however far the others are', async () => {
  const { all } = await chain();
  for (const id of all) expect(await claim(id)).toEqual({ caseIds: all, referenced: false });
});

test('the cases of one petition are a family', async () => {
  const [one, other] = [await due(), await due()];
  await database.query(sql`
    INSERT INTO case_petitions (case_id, petition_id, linked_at)
    SELECT ${other}::uuid, l.petition_id, l.linked_at FROM case_petitions l WHERE l.case_id = ${one}`);
  expect((await claim(one))!.caseIds).toEqual([one, other].sort());
});

test.each<[string, (id: string) => Promise<unknown>]>([
  ['is not of the batch', (id) => database.query(sql`DELETE FROM retention_items i WHERE i.case_id = ${id}`)],
  ['was left', (id) => database.query(sql`UPDATE retention_items i SET state = 'LEFT' WHERE i.case_id = ${id}`)],
])('it is referenced when the case at its other end %s', async (_, change) => {
  const { all, ends } = await chain();
  await change(ends[1]);
  expect(await claim(ends[0])).toEqual({ caseIds: all.filter((id) => id !== ends[1]), referenced: true });
});

test('a case that was made anonymous binds nobody', async () => {
  const { parent, ends } = await chain();
  await database.query(sql`UPDATE cases c SET anonymised_at = now() WHERE c.id = ${parent}`);
  await database.query(sql`UPDATE retention_items i SET state = 'DONE' WHERE i.case_id = ${parent}`);
  expect(await claim(ends[1])).toEqual({ caseIds: [ends[1]], referenced: false });
  expect((await claim(ends[0]))!.caseIds).toHaveLength(2);
});

test('the turn of a case that was left is over', async () => {
  const id = await due();
  await database.query(sql`UPDATE retention_items i SET state = 'LEFT' WHERE i.case_id = ${id}`);
  expect(await claim(id)).toBeNull();
});

test('of two workers one gets all of it and the other nothing', async () => {
  const { all, ends } = await chain();
  await database.transaction(async (tx) => {
    expect((await families.claim(tx, batchId, ends[0]))!.caseIds).toEqual(all);
    expect(await claim(ends[1])).toBeNull();
  });
});

test('nothing is waited for when somebody works on one of its cases', async () => {
  const { parent, ends } = await chain();
  await database.transaction(async (tx) => {
    await tx.query(sql`SELECT c.id FROM cases c WHERE c.id = ${parent} FOR UPDATE`);
    expect(await claim(ends[0])).toBeNull();
  });
});

test('in a large archive it is found by keys, and nothing else is read', async () => {
  const { all, ends } = await chain();
  await addArchive(database, CASES);
  await database.query(sql`
    INSERT INTO retention_items (batch_id, case_id, class, state)
    SELECT ${batchId}::uuid, c.id, 'GENERAL', 'DUE' FROM cases c WHERE c.case_no LIKE 'M-%'`);
  await database.query(sql`
    WITH p AS (SELECT c.id, c.case_no FROM cases c WHERE c.case_no LIKE 'M-%9')
    UPDATE cases c SET parent_id = p.id FROM p WHERE p.case_no = regexp_replace(c.case_no, '[12]$', '9') AND c.case_no ~ '[12]$'`);
  await asOwner(
    copy,
    sql`
    INSERT INTO case_petitions (case_id, petition_id, linked_at)
    SELECT c.id, gen_random_uuid(), c.opened_at FROM cases c WHERE c.case_no LIKE 'M-%'`,
  );
  await database.query(sql`ANALYZE cases, case_petitions, retention_items`);
  const steps = await planOf(database, familyOf(batchId, ends[0]));
  expect(steps.filter(({ kind }) => kind === 'Seq Scan')).toEqual([]);
  const read = steps.filter(({ name }) => /^(?:cases|case_petitions|retention_items)/.test(name));
  expect(Math.max(...read.map(({ rows }) => rows))).toBeLessThanOrEqual(all.length * all.length);
});
