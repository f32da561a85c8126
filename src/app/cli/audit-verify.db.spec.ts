import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { SYSTEM } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import { SystemClock } from '../../platform/clock/index.ts';
import { readSettings } from '../../platform/config/index.ts';
import { createDataSource } from '../../platform/database/data-source.ts';
import { Database, sql } from '../../platform/database/index.ts';
import { Facts, RelaySignal } from '../../platform/facts/index.ts';
import { AuditVerify } from './audit-verify.ts';

let copy: TestDatabase;

beforeEach(async () => {
  copy = await createTestDatabase();
});

afterEach(() => copy.drop());

async function run(url = copy.url): Promise<{ code: number; text: string }> {
  let text = '';
  const command = new AuditVerify(
    () => readSettings({ DATABASE_URL: url }),
    (line) => void (text += line),
  );
  return { code: await command.run([]), text };
}

test('invariant 15: a whole record is code 0', async () => {
  expect(await run()).toEqual({
    code: 0,
    text: 'The record is whole: 0 facts in 0 chains under 0 anchors; 0 so new that they are not sealed yet.\n',
  });
});

test('invariant 15: a broken record is code 1 and the place where it broke', async () => {
  const database = new Database(await createDataSource({ url: copy.ownerUrl, pool: 1 }).initialize());
  const facts = new Facts(new SystemClock(), new RelaySignal());
  const lit = { type: 'lamp.lit', subject: { kind: 'case' as const, id: newId() }, data: {} };
  await database.transaction((tx) => facts.record(tx, SYSTEM, [lit]));
  await database.transaction(async (tx) => {
    await tx.query(sql`SET LOCAL session_replication_role = replica`);
    await tx.query(sql`DELETE FROM facts`);
  });
  await database.onApplicationShutdown();
  expect(await run()).toEqual({ code: 1, text: 'The record is broken (1): fact 1 was removed before it was sealed.\n' });
});

test('tables of an older version are said in words, and left as they are', async () => {
  const older = await createTestDatabase();
  const database = new Database(await createDataSource({ url: older.ownerUrl, pool: 1 }).initialize());
  await database.query(sql`DELETE FROM schema_migrations m WHERE m.name LIKE 'record-%'`);
  await database.onApplicationShutdown();
  await expect(run(older.url)).rejects.toThrow('The tables are of an older version');
  await older.drop();
});

test('a database without tables is no record', async () => {
  const empty = await createEmptyDatabase();
  await expect(run(empty.url)).rejects.toThrow('The tables are of an older version');
  await empty.drop();
});
