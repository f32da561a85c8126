import { Logger } from '@nestjs/common';
import { PATIENT_ACCOUNTS } from '../../../../test/support/account-policy.ts';
import { addAccount } from '../../../../test/support/case-rows.ts';
import { SetClock } from '../../../../test/support/set-clock.ts';
import { createTestDatabase } from '../../../../test/support/test-database.ts';
import { readSettings } from '../../../platform/config/index.ts';
import { createDataSource } from '../../../platform/database/data-source.ts';
import { Database, type Sql, sql, type Tx } from '../../../platform/database/index.ts';
import { Facts, RelaySignal } from '../../../platform/facts/index.ts';
import { PasswordService } from '../password.service.ts';
import { SessionRules } from '../session-rules.service.ts';
import { SessionRepository } from '../session.repository.ts';
import { SessionService } from '../session.service.ts';
import { PasswordBook } from './password-book.service.ts';
import { PasswordRepository } from './password.repository.ts';
import { PasswordResetTokens } from './password-reset-tokens.service.ts';
import { PasswordResets } from './password-reset.service.ts';

/** Counts what is said to the database. */
class CountingDatabase extends Database {
  statements = 0;

  override transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return super.transaction((tx) =>
      work({
        ...tx,
        query: <Row>(statement: Sql): Promise<Row[]> => {
          this.statements += 1;
          return tx.query<Row>(statement);
        },
      }),
    );
  }
}

const clock = new SetClock(new Date('2026-11-20T09:00:00+08:00'));
let database: CountingDatabase;
let drop: () => Promise<void>;
let resets: PasswordResets;

beforeAll(async () => {
  Logger.overrideLogger(false);
  const copy = await createTestDatabase();
  const dataSource = await createDataSource({ url: copy.url, pool: 4 }).initialize();
  database = new CountingDatabase(dataSource);
  drop = async () => {
    await dataSource.destroy();
    await copy.drop();
  };
  const facts = new Facts(clock, new RelaySignal());
  const repository = new PasswordRepository();
  const sessions = new SessionService(
    database,
    new SessionRepository(),
    facts,
    new SessionRules(PATIENT_ACCOUNTS, readSettings({}), clock),
  );
  const book = new PasswordBook(database, repository, new PasswordService(), PATIENT_ACCOUNTS, clock);
  resets = new PasswordResets(database, new PasswordResetTokens(repository, PATIENT_ACCOUNTS, clock), book, sessions, facts);
});

afterAll(() => drop());

/** How many statements an answer took, and whether it waited for the disk. */
async function costOf(name: string): Promise<{ statements: number; written: boolean }> {
  const position = async (): Promise<string> =>
    (await database.query<{ at: string }>(sql`SELECT pg_current_wal_insert_lsn()::text AS at`))[0]!.at;
  const before = await position();
  database.statements = 0;
  await resets.request(name);
  return { statements: database.statements, written: (await position()) !== before };
}

test('asking for a link costs as much for a name that nobody has as for one that somebody has', async () => {
  await addAccount(database, { username: 'known', email: 'known@example.org', role: 'HANDLER', agencyCode: 'A' });
  await addAccount(database, { username: 'silent', role: 'HANDLER', agencyCode: 'A' });
  const costs = [await costOf('known'), await costOf('unknown'), await costOf('silent'), await costOf('known')];
  expect(costs).toEqual(Array(4).fill({ statements: 2, written: true }));
  const facts = await database.query(sql`SELECT f.type FROM facts f WHERE f.type = 'account.password_reset_requested'`);
  expect(facts).toHaveLength(1);
});

test('a link that ran out is remembered for a month, and then forgotten', async () => {
  const id = await addAccount(database, { username: 'late', email: 'late@example.org', role: 'HANDLER', agencyCode: 'A' });
  await database.transaction((tx) => new PasswordResetTokens(new PasswordRepository(), PATIENT_ACCOUNTS, clock).issue(tx, id));
  const kept = (): Promise<object[]> => database.query(sql`SELECT FROM password_resets p WHERE p.account_id = ${id}`);
  clock.at = new Date('2026-12-20T09:29:00+08:00');
  await resets.run();
  expect(await kept()).toHaveLength(1);
  clock.at = new Date('2026-12-20T09:31:00+08:00');
  await resets.run();
  expect(await kept()).toHaveLength(0);
});
