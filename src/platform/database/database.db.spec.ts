import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { createDataSource } from './data-source.ts';
import { Database, type Tx } from './database.ts';
import { json, sql } from './sql.ts';

let copy: TestDatabase;
let database: Database;

const connect = async (pool: number): Promise<Database> =>
  new Database(await createDataSource({ url: copy.ownerUrl, pool }).initialize());

const add = (tx: Tx, id: number): Promise<unknown> => tx.query(sql`INSERT INTO lamps (id, lit) VALUES (${id}, false)`);

const lamps = async (): Promise<number[]> =>
  (await database.query<{ id: number }>(sql`SELECT l.id FROM lamps l ORDER BY l.id`)).map(({ id }) => id);

/** A transaction that is stopped by PostgreSQL as often as `times` says, before it succeeds. */
function brokenBy(code: string, times: number): { readonly work: (tx: Tx) => Promise<string>; runs: number } {
  const broken = {
    runs: 0,
    work: async (tx: Tx): Promise<string> => {
      broken.runs += 1;
      await add(tx, broken.runs);
      if (broken.runs <= times) throw Object.assign(new Error('broken'), { code });
      return 'done';
    },
  };
  return broken;
}

beforeAll(async () => {
  copy = await createTestDatabase();
  database = await connect(5);
});

beforeEach(() =>
  database.transaction(async (tx) => {
    await tx.query(sql`DROP TABLE IF EXISTS lamps`);
    await tx.query(sql`CREATE TABLE lamps (id integer PRIMARY KEY, lit boolean NOT NULL)`);
  }),
);

afterAll(async () => {
  await database.onApplicationShutdown();
  await copy.drop();
});

describe('a transaction', () => {
  test('keeps all of its work, and answers what the work answers', async () => {
    const answer = await database.transaction(async (tx) => {
      await add(tx, 1);
      await add(tx, 2);
      return (await tx.query<{ id: number }>(sql`SELECT l.id FROM lamps l ORDER BY l.id`)).length;
    });
    expect(answer).toBe(2);
    expect(await lamps()).toEqual([1, 2]);
  });

  test('that fails leaves nothing half done, whether PostgreSQL or the program refused', async () => {
    const refused = new Error('refused');
    const byProgram = database.transaction(async (tx) => {
      await add(tx, 1);
      throw refused;
    });
    await expect(byProgram).rejects.toBe(refused);
    const byDatabase = database.transaction(async (tx) => {
      await add(tx, 2);
      await add(tx, 2);
    });
    await expect(byDatabase).rejects.toMatchObject({ constraint: 'lamps_pkey' });
    expect(await lamps()).toEqual([]);
  });

  test('is not seen by others before it is committed', async () => {
    await database.transaction(async (tx) => {
      await add(tx, 1);
      expect(await lamps()).toEqual([]);
    });
    expect(await lamps()).toEqual([1]);
  });

  test('that PostgreSQL breaks to end a deadlock is run again, and loses nothing', async () => {
    await database.transaction(async (tx) => {
      await add(tx, 1);
      await add(tx, 2);
    });
    let holding = 0;
    let bothHold: () => void;
    const both = new Promise<void>((resolve) => (bothHold = resolve));
    let runs = 0;
    const light = (first: number, second: number): Promise<void> =>
      database.transaction(async (tx) => {
        runs += 1;
        await tx.query(sql`SET LOCAL deadlock_timeout = '50ms'`);
        await tx.query(sql`UPDATE lamps SET lit = true WHERE id = ${first}`);
        if ((holding += 1) === 2) bothHold();
        await both;
        await tx.query(sql`UPDATE lamps SET lit = true WHERE id = ${second}`);
        await add(tx, first * 10);
      });
    await Promise.all([light(1, 2), light(2, 1)]);
    expect(runs).toBe(3);
    expect(await lamps()).toEqual([1, 2, 10, 20]);
  });

  test.each(['40001', '40P01'])('that is broken with %s is run again from its start', async (code) => {
    const twice = brokenBy(code, 2);
    expect(await database.transaction(twice.work)).toBe('done');
    expect(twice.runs).toBe(3);
    expect(await lamps()).toEqual([3]); // of the last run only
  });

  test('that is broken every time is given up after the fourth', async () => {
    const always = brokenBy('40001', Infinity);
    await expect(database.transaction(always.work)).rejects.toMatchObject({ code: '40001' });
    expect(always.runs).toBe(4);
    expect(await lamps()).toEqual([]);
  });

  test('that is refused for another reason is not run again', async () => {
    const refused = brokenBy('23505', Infinity);
    await expect(database.transaction(refused.work)).rejects.toMatchObject({ code: '23505' });
    expect(refused.runs).toBe(1);
  });

  test('calls back after the commit, once for the run that was kept', async () => {
    const seen: Promise<number[]>[] = [];
    const called: string[] = [];
    const broken = brokenBy('40001', 1);
    await database.transaction(async (tx) => {
      tx.afterCommit(() => void called.push(`run ${broken.runs}`));
      tx.afterCommit(() => void seen.push(lamps()));
      await broken.work(tx);
      expect(called).toEqual([]);
    });
    expect(called).toEqual(['run 2']);
    expect(await Promise.all(seen)).toEqual([[2]]);
  });

  test('that is rolled back calls nobody', async () => {
    const called: string[] = [];
    const rolledBack = database.transaction(async (tx) => {
      tx.afterCommit(() => void called.push('called'));
      await add(tx, 1);
      throw new Error('refused');
    });
    await expect(rolledBack).rejects.toThrow('refused');
    expect(called).toEqual([]);
  });

  test('that cannot be committed calls nobody and leaves nothing', async () => {
    const called: string[] = [];
    const uncommitted = database.transaction(async (tx) => {
      await tx.query(sql`ALTER TABLE lamps ADD CONSTRAINT one_lit EXCLUDE (lit WITH =) DEFERRABLE INITIALLY DEFERRED`);
      tx.afterCommit(() => void called.push('called'));
      await add(tx, 1);
      await add(tx, 2); // refused at the end
    });
    await expect(uncommitted).rejects.toMatchObject({ constraint: 'one_lit' });
    expect(called).toEqual([]);
    expect(await lamps()).toEqual([]);
  });

  test('gives its connection back, however it ends', async () => {
    const narrow = await connect(1);
    for (let i = 0; i < 5; i += 1) {
      await narrow.transaction((tx) => add(tx, i));
      await expect(narrow.transaction((tx) => add(tx, i))).rejects.toThrow('duplicate key');
    }
    await narrow.onApplicationShutdown();
    expect(await lamps()).toHaveLength(5);
  });
});

describe('one statement', () => {
  test('is prepared once per connection, whatever its values', async () => {
    const narrow = await connect(1);
    for (const id of [1, 2, 3]) await narrow.statement(sql`INSERT INTO lamps (id, lit) VALUES (${id}, ${true})`);
    await narrow.statement(sql`SELECT l.id FROM lamps l WHERE l.id = ${1}`);
    const prepared = await narrow.query<{ runs: number }>(sql`
      SELECT (p.generic_plans + p.custom_plans)::integer AS runs FROM pg_prepared_statements p ORDER BY p.prepare_time`);
    await narrow.onApplicationShutdown();
    expect(prepared).toEqual([{ runs: 3 }, { runs: 1 }]);
  });

  test('writes all of its parts or none', async () => {
    const broken = database.statement(sql`
      WITH first AS (INSERT INTO lamps (id, lit) VALUES (${1}, false)), second AS (INSERT INTO lamps (id, lit) VALUES (${1}, true))
      SELECT 1`);
    await expect(broken).rejects.toMatchObject({ constraint: 'lamps_pkey' });
    expect(await lamps()).toEqual([]);
  });

  test('answers its rows', async () => {
    expect(await database.statement(sql`SELECT ${'燈'}::text AS word`)).toEqual([{ word: '燈' }]);
  });
});

test('rows hold instants as dates to the millisecond, days and large numbers as text, JSON as what it says', async () => {
  const at = new Date('2026-11-20T09:30:00.123+08:00');
  const [row] = await database.query(sql`
    SELECT ${at}::timestamptz(3) AS at, ${'2026-11-20'}::date AS day, ${'9007199254740993'}::bigint AS seq, ${7}::integer AS count,
      ${json({ a: ['b'] })}::jsonb AS data, ${['a', 'b']}::text[] AS codes, ${Buffer.from('x')}::bytea AS hash, ${null}::text AS nothing,
      ${24.9937}::double precision AS lat`);
  expect(row).toEqual({
    at,
    day: '2026-11-20',
    seq: '9007199254740993',
    count: 7,
    data: { a: ['b'] },
    codes: ['a', 'b'],
    hash: Buffer.from('x'),
    nothing: null,
    lat: 24.9937,
  });
});

test('connections that the server closed are replaced', async () => {
  const other = await connect(2);
  await Promise.all([other.ping(), other.ping()]);
  await database.query(sql`
    SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()`);
  let answered = false;
  for (let tries = 0; tries < 5 && !answered; tries += 1)
    answered = await other
      .ping()
      .then(() => true)
      .catch(() => false);
  expect(answered).toBe(true);
  await other.onApplicationShutdown();
});
