import { Column, Entity } from 'typeorm';
import { schemaOf } from '../../test/support/schema.ts';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../../test/support/test-database.ts';
import { ReminderEntity } from '../modules/deadlines/reminder.entity.ts';
import { createDataSource } from '../platform/database/data-source.ts';
import { ENTITIES } from './entities.ts';

type EntityClass = new () => object;

/** What TypeORM would do to the migrated tables so that they are as the entities say. */
async function changesWanted(entities: readonly EntityClass[]): Promise<string[]> {
  const dataSource = await createDataSource({ url: migrated.ownerUrl, pool: 1, entities }).initialize();
  try {
    return (await dataSource.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query);
  } finally {
    await dataSource.destroy();
  }
}

/** The tables as the entities alone would make them. */
async function tablesOf(entities: readonly EntityClass[]): Promise<string[]> {
  const empty = await createEmptyDatabase();
  try {
    const dataSource = await createDataSource({ url: empty.url, pool: 1, entities }).initialize();
    await dataSource.synchronize().finally(() => dataSource.destroy());
    return await schemaOf(empty.url);
  } finally {
    await empty.drop();
  }
}

/** Sequences are not tables: no entity describes one. */
const migratedTables = async (): Promise<string[]> =>
  (await schemaOf(migrated.ownerUrl)).filter((line) => !line.startsWith('SEQUENCE '));

const withInstead = (changed: EntityClass): EntityClass[] => [
  ...ENTITIES.filter((entity) => entity !== Object.getPrototypeOf(changed)),
  changed,
];

let migrated: TestDatabase;

beforeAll(async () => {
  migrated = await createTestDatabase();
});

afterAll(() => migrated.drop());

test('TypeORM finds nothing to change in the migrated tables', async () => {
  expect(await changesWanted(ENTITIES)).toEqual([]);
});

// TypeORM compares an index by the set of its columns and a reference by its name: conditions, orders and columns are seen only here.
test('the entities alone would make the tables, keys, references and indexes that the migrations make', async () => {
  expect(await tablesOf(ENTITIES)).toEqual(await migratedTables());
});

describe('the check can fail', () => {
  test('a column that no migration makes is named', async () => {
    @Entity('reminders')
    class WiderReminder extends ReminderEntity {
      @Column({ name: 'read_at', type: 'timestamptz', precision: 3, nullable: true })
      readAt: Date | null;
    }
    const wanted = 'ALTER TABLE "reminders" ADD "read_at" TIMESTAMP(3) WITH TIME ZONE';
    expect(await changesWanted(withInstead(WiderReminder))).toEqual([wanted]);
  });

  test('a table that no entity describes is named', async () => {
    const tables = await tablesOf(ENTITIES.filter((entity) => entity !== ReminderEntity));
    const missing = (await migratedTables()).filter((line) => !tables.includes(line));
    expect(missing).toContain('COLUMN reminders.sent_at timestamp(3) with time zone NOT NULL');
  });

  test('an index with other columns or another condition is named', async () => {
    const altered = await createTestDatabase();
    const dataSource = await createDataSource({ url: altered.ownerUrl, pool: 1 }).initialize();
    await dataSource.query('DROP INDEX cases_open_by_due, cases_by_opened');
    await dataSource.query('CREATE INDEX cases_open_by_due ON cases (due_at, id)');
    await dataSource.query('CREATE INDEX cases_by_opened ON cases (id, opened_at)');
    await dataSource.destroy();
    const tables = await schemaOf(altered.ownerUrl);
    await altered.drop();
    const missing = (await tablesOf(ENTITIES)).filter((line) => !tables.includes(line));
    expect(missing).toEqual([
      'CREATE INDEX cases_by_opened ON public.cases USING btree (opened_at, id)',
      'CREATE INDEX cases_open_by_due ON public.cases USING btree (due_at, id) WHERE (closed_at IS NULL)',
    ]);
  });
});
