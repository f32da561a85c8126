import { sql } from '../../platform/database/index.ts';
import { openSignIns, PASSWORD, type SignIns } from '../../../test/support/sign-ins.ts';
import { until } from '../../../test/support/until.ts';
import { UsernameTaken } from './domain/identity-errors.ts';

const SECOND_MS = 1_000;

let clock: SignIns['clock'];
let database: SignIns['database'];
let facts: SignIns['facts'];
let accounts: SignIns['accounts'];
let makeAccounts: SignIns['makeAccounts'];
let newAdmin: SignIns['newAdmin'];
let close: SignIns['close'];

const factTypes = async (accountId: string): Promise<string[]> =>
  (await facts.about(database, accountId)).map(({ type }) => type);

/** What an attempt is answered with: the name of the refusal, or `in`. */
const attempt = (username: string, password: string, at = accounts): Promise<string> =>
  at.authenticate(username, password).then(
    () => 'in',
    (error: unknown) => (error as Error).constructor.name,
  );

async function fail(username: string, times: number): Promise<string[]> {
  const answers: string[] = [];
  for (let i = 0; i < times; i += 1) answers.push(await attempt(username, 'wrong password'));
  return answers;
}

/** How many transactions of this database wait for a lock. */
async function waiting(): Promise<number> {
  const [row] = await database.query<{ count: string }>(sql`
    SELECT count(*) FROM pg_stat_activity a WHERE a.datname = current_database() AND a.wait_event_type = 'Lock'`);
  return Number(row!.count);
}

beforeAll(async () => {
  ({ clock, database, facts, accounts, makeAccounts, newAdmin, close } = await openSignIns());
});

afterAll(() => close());

describe('the lock', () => {
  test('five failures are counted although each was refused, and lock for fifteen minutes', async () => {
    const { id, username } = await newAdmin();
    expect(await fail(username, 5)).toEqual(Array(5).fill('BadCredentials'));
    expect(await attempt(username, PASSWORD)).toBe('AccountLocked');
    expect(await factTypes(id)).toEqual([
      'account.created',
      ...Array<string>(5).fill('account.sign_in_failed'),
      'account.locked',
    ]);
    clock.forward((15 * 60 - 1) * SECOND_MS);
    const refusal = await accounts.authenticate(username, PASSWORD).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'auth.locked', details: { retryAfterSeconds: 1 } });
    clock.forward(SECOND_MS);
    expect(await attempt(username, PASSWORD)).toBe('in');
  });

  test('a success forgets the failures before it', async () => {
    const { username } = await newAdmin();
    await fail(username, 4);
    expect(await attempt(username, PASSWORD)).toBe('in');
    expect(await fail(username, 4)).not.toContain('AccountLocked');
    expect(await attempt(username, PASSWORD)).toBe('in');
  });

  test('of eight attempts that are judged at the same moment five are told that they are wrong', async () => {
    const { id, username } = await newAdmin();
    let answers: Promise<string[]> | undefined;
    await database.transaction(async (tx) => {
      await tx.query(sql`SELECT a.id FROM accounts a WHERE a.id = ${id} FOR UPDATE`); // a gate before which they gather
      answers = Promise.all(Array.from({ length: 8 }, () => attempt(username, 'wrong password')));
      await until(async () => (await waiting()) === 8);
    });
    expect((await answers!).sort()).toEqual([
      ...Array<string>(3).fill('AccountLocked'),
      ...Array<string>(5).fill('BadCredentials'),
    ]);
    expect(await attempt(username, PASSWORD)).toBe('AccountLocked');
  });

  test('many right sign-ins at once all succeed', async () => {
    const { username } = await newAdmin();
    expect(new Set(await Promise.all(Array.from({ length: 12 }, () => attempt(username, PASSWORD))))).toEqual(new Set(['in']));
  });

  test('an unknown name is locked like a known one', async () => {
    const answers = await fail('nobody.at.all', 6);
    expect(answers).toEqual([...Array<string>(5).fill('BadCredentials'), 'AccountLocked']);
  });

  test('an unknown name is locked by all processes together, as a known one is', async () => {
    const processes = [accounts, makeAccounts(), makeAccounts()];
    const { username } = await newAdmin();
    for (const name of [username, 'nobody.anywhere']) {
      const answers: string[] = [];
      for (let i = 0; i < 6; i += 1) answers.push(await attempt(name, 'wrong password', processes[i % 3]));
      expect([name, ...answers]).toEqual([name, ...Array<string>(5).fill('BadCredentials'), 'AccountLocked']);
    }
    clock.forward(15 * 60 * SECOND_MS);
    expect(await attempt('nobody.anywhere', 'wrong password')).toBe('BadCredentials');
  });

  test('of eight attempts at once on an unknown name as many are told that they are wrong as on a known one', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => attempt('nobody.at.once', 'wrong password')));
    expect(answers.sort()).toEqual([...Array<string>(3).fill('AccountLocked'), ...Array<string>(5).fill('BadCredentials')]);
  });
});

describe('the first administrator', () => {
  test('cannot take a name that is taken', async () => {
    const { username } = await newAdmin();
    await expect(accounts.createAdmin({ username, displayName: '另一人', password: PASSWORD })).rejects.toThrow(UsernameTaken);
  });

  test('is refused with every wrong field named, and nothing is written', async () => {
    const refusal = accounts.createAdmin({ username: 'Not A Name', displayName: '', password: 'short' });
    await expect(refusal).rejects.toMatchObject({
      code: 'input.invalid',
      errors: [{ field: 'username' }, { field: 'displayName' }, { field: 'password' }],
    });
    expect(await database.query(sql`SELECT FROM accounts a WHERE a.username ILIKE 'not a name'`)).toEqual([]);
  });
});
