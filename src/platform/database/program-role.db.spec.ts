import pg from 'pg';
import { createEmptyDatabase, createTestDatabase, programUrl, type TestDatabase } from '../../../test/support/test-database.ts';
import { newId } from '../../kernel/ids.ts';
import { migrate } from './migrate.ts';
import { grantToProgram, mayChangeTheRecord } from './program-role.ts';

const RECORD = ['facts', 'fact_links', 'anchors'];

const open = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
};

const tablesOf = async (client: pg.Client): Promise<string[]> => {
  const { rows } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'bullmq') ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
};

/** What PostgreSQL answers: the message of the refusal, or null when it did what was asked. */
const refusal = (client: pg.Client, statement: string): Promise<string | null> =>
  client.query(statement).then(
    () => null,
    (error: unknown) => (error as Error).message,
  );

describe('what the program works as', () => {
  let copy: TestDatabase;
  let owner: pg.Client;
  let program: pg.Client;

  beforeAll(async () => {
    copy = await createTestDatabase();
    owner = await open(copy.ownerUrl);
    program = await open(copy.url);
  });

  afterAll(async () => {
    await owner.end();
    await program.end();
    await copy.drop();
  });

  describe.each(RECORD)('invariant 15: of %s it', (table) => {
    test.each([
      ['reads', `SELECT 1 FROM ${table}`],
      ['adds to', `INSERT INTO ${table} SELECT * FROM ${table}`],
    ])('%s', async (_, statement) => {
      expect(
        await refusal(program, statement.replace('INSERT INTO facts', 'INSERT INTO facts OVERRIDING SYSTEM VALUE')),
      ).toBeNull();
    });

    test.each([
      [
        'may change no row',
        `UPDATE ${table} SET ${table === 'facts' ? 'type' : table === 'anchors' ? 'links' : 'position'} = NULL`,
      ],
      ['may remove no row', `DELETE FROM ${table}`],
      ['may not lock a row as if to change it', `SELECT 1 FROM ${table} FOR UPDATE`],
      ['may not empty it', `TRUNCATE ${table}`],
      ['may not alter it', `ALTER TABLE ${table} ADD COLUMN extra text`],
      ['may not rename it', `ALTER TABLE ${table} RENAME TO elsewhere`],
      ['may not switch its trigger off', `ALTER TABLE ${table} DISABLE TRIGGER ${table}_append_only`],
      ['may not drop its trigger', `DROP TRIGGER ${table}_append_only ON ${table}`],
      ['may not put a trigger on it', `CREATE TRIGGER mine BEFORE INSERT ON ${table} EXECUTE FUNCTION refuse_change()`],
      ['may not put a rule on it', `CREATE RULE mine AS ON INSERT TO ${table} DO INSTEAD NOTHING`],
      ['may not drop it', `DROP TABLE ${table} CASCADE`],
      ['may not take it over', `ALTER TABLE ${table} OWNER TO CURRENT_USER`],
    ])('%s', async (_, statement) => {
      expect(await refusal(program, statement)).toMatch(/permission denied|must be owner/);
    });
  });

  test.each([
    ['make a table', 'CREATE TABLE mine (id uuid)'],
    ['make a schema', 'CREATE SCHEMA mine'],
    [
      'change the function of the triggers',
      'CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE sql AS $$ SELECT 1 $$',
    ],
    ['switch off all triggers', 'SET session_replication_role = replica'],
    ['become the owner', 'SET ROLE postgres'],
    ['make a role', 'CREATE ROLE mine'],
    ['write in the books of the migrations', 'DELETE FROM schema_migrations'],
    ['say for whom the record may be blanked', `INSERT INTO blanked_subjects SELECT f.subject_id, f.id, f.id FROM facts f`],
    ['blank a fact', `UPDATE facts SET data = '{}'`],
    ['take a salt away', `UPDATE fact_links SET salt = NULL`],
    ['read files of the server', `SELECT pg_read_file('/etc/passwd')`],
    ['run a program of the server', `COPY facts TO PROGRAM 'cat'`],
  ])('it may not %s', async (_, statement) => {
    expect(await refusal(program, statement)).toMatch(/permission denied|must be owner/);
  });

  test('every other table it reads and writes, and none it empties, alters or owns', async () => {
    const tables = (await tablesOf(owner)).filter(
      (name) => !/\.(facts|fact_links|anchors|tombstones|blanked_subjects|schema_migrations)$/.test(name),
    );
    expect(tables.length).toBeGreaterThan(40);
    for (const table of tables) {
      const { rows } = await owner.query<{ name: string }>(
        `SELECT quote_ident(a.attname) AS name FROM pg_attribute a WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND a.attgenerated = '' LIMIT 1`,
        [table],
      );
      const column = rows[0]!.name;
      for (const statement of [
        `SELECT 1 FROM ${table} FOR UPDATE`,
        `INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT * FROM ${table} WHERE false`,
        `UPDATE ${table} SET ${column} = ${column} WHERE false`,
        `DELETE FROM ${table} WHERE false`,
      ]) {
        const failed = await refusal(program, statement);
        expect({ statement, denied: /permission denied/.test(failed ?? '') }).toEqual({ statement, denied: false });
      }
      expect(await refusal(program, `TRUNCATE ${table}`)).toMatch(/permission denied/);
      expect(await refusal(program, `DROP TABLE ${table}`)).toMatch(/must be owner/);
    }
  });

  test('a table and a sequence of a later migration are given to it without a word in the migration', async () => {
    await owner.query('CREATE TABLE later (id integer GENERATED ALWAYS AS IDENTITY, name text)');
    await owner.query('CREATE SEQUENCE later_numbers');
    expect(await refusal(program, 'SELECT 1 FROM later')).toMatch('permission denied');
    expect(await grantToProgram(owner, copy.url)).toBe(true);
    expect(await refusal(program, `INSERT INTO later (name) VALUES ('lamp')`)).toBeNull();
    expect(await refusal(program, `SELECT nextval('later_numbers')`)).toBeNull();
    expect(await grantToProgram(owner, copy.url)).toBe(false);
  });

  test('what it must not have is taken from it again', async () => {
    await owner.query('GRANT UPDATE, DELETE ON facts TO paian_app; GRANT CREATE ON SCHEMA public TO PUBLIC');
    expect(await mayChangeTheRecord(copy.url)).toBe(true);
    expect(await grantToProgram(owner, copy.url)).toBe(true);
    expect(await mayChangeTheRecord(copy.url)).toBe(false);
    expect(await refusal(program, 'CREATE TABLE mine (id uuid)')).toMatch('permission denied');
  });
});

describe('whether somebody may change the record', () => {
  test('the owner may, the program’s role may not', async () => {
    const copy = await createTestDatabase();
    expect([await mayChangeTheRecord(copy.ownerUrl), await mayChangeTheRecord(copy.url)]).toEqual([true, false]);
    await copy.drop();
  });

  test('where there are no tables, nobody knows', async () => {
    const empty = await createEmptyDatabase();
    expect(await mayChangeTheRecord(empty.url)).toBeNull();
    await empty.drop();
  });
});

describe('a role that is not there', () => {
  const ROLE = `r${newId().replaceAll('-', '')}`;
  let empty: TestDatabase;

  beforeEach(async () => {
    empty = await createEmptyDatabase();
  });

  afterEach(async () => {
    const owner = await open(empty.ownerUrl);
    await owner.query(`DROP OWNED BY ${ROLE}`).catch(() => undefined);
    await owner.end();
    await empty.drop();
  });

  const addressOf = (role: string, password: string): string =>
    Object.assign(new URL(empty.ownerUrl), { username: role, password }).href;

  test('is made with the password of its address', async () => {
    await migrate(empty.ownerUrl, { programUrl: addressOf(ROLE, 'a word') });
    const client = await open(addressOf(ROLE, 'a word'));
    expect(await refusal(client, 'SELECT 1 FROM facts')).toBeNull();
    expect(await refusal(client, 'DELETE FROM facts')).toMatch('permission denied');
    await client.end();
  });

  test('is asked for in words where the owner may make none', async () => {
    const owner = await open(empty.ownerUrl);
    await owner.query(`CREATE ROLE o${ROLE} LOGIN PASSWORD 'x'`);
    const modest = await open(addressOf(`o${ROLE}`, 'x'));
    await expect(grantToProgram(modest, addressOf('nobody_of_that_name', 'x'))).rejects.toThrow(
      'The database has no role "nobody_of_that_name", as which DATABASE_URL signs in: make it with CREATE ROLE',
    );
    await modest.end();
    await owner.query(`DROP ROLE o${ROLE}`);
    await owner.end();
  });

  test('one role for both is given nothing, for it has everything', async () => {
    const owner = await open(empty.ownerUrl);
    expect(await grantToProgram(owner, empty.ownerUrl)).toBe(false);
    await owner.end();
  });
});

test('the address of the tests is that of a role, not of the owner', () => {
  expect(new URL(programUrl('x')).username).toBe('paian_app');
});
