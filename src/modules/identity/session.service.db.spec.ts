import { Logger } from '@nestjs/common';
import type { Caller } from '../../kernel/actor.ts';
import { Clock } from '../../platform/clock/index.ts';
import { readSettings } from '../../platform/config/index.ts';
import { createDataSource } from '../../platform/database/data-source.ts';
import { Database, sql } from '../../platform/database/index.ts';
import { Facts, RelaySignal } from '../../platform/facts/index.ts';
import { createTestDatabase } from '../../../test/support/test-database.ts';
import { PATIENT_ACCOUNTS } from '../../../test/support/account-policy.ts';
import { AccountRepository } from './account.repository.ts';
import { AccountService } from './account.service.ts';
import type { AccountPolicy } from './domain/account-policy.ts';
import type { CredentialCarrier } from './domain/credential.ts';
import { IdentityService } from './identity.service.ts';
import { PasswordService } from './password.service.ts';
import { SessionRules } from './session-rules.service.ts';
import { SessionRepository } from './session.repository.ts';
import { SessionService } from './session.service.ts';

class SetClock extends Clock {
  at = new Date('2026-11-20T09:00:00.123+08:00');
  now(): Date {
    return this.at;
  }
  forward(seconds: number): void {
    this.at = new Date(this.at.getTime() + seconds * 1000);
  }
}

const PASSWORD = 'correct horse battery';
const clock = new SetClock();
let database: Database;
let drop: () => Promise<void>;
let facts: Facts;
let accounts: AccountService;
let sessions: SessionService;
let identity: IdentityService;
let names = 0;

const settings = readSettings({ PUBLIC_URL: 'https://1999.example.tw' });
const makeSessions = (changes: Partial<typeof settings> = {}, policy: AccountPolicy = PATIENT_ACCOUNTS): SessionService =>
  new SessionService(database, new SessionRepository(), facts, new SessionRules(policy, { ...settings, ...changes }, clock));
const bearing = (token: string): CredentialCarrier => ({ method: 'POST', headers: { authorization: `Bearer ${token}` } });

async function newAdmin(): Promise<{ id: string; username: string }> {
  names += 1;
  const username = `admin.${names}`;
  return { id: await accounts.createAdmin({ username, displayName: '管理員', password: PASSWORD }), username };
}

beforeAll(async () => {
  Logger.overrideLogger(false);
  const copy = await createTestDatabase();
  const dataSource = await createDataSource({ url: copy.url, pool: 10 }).initialize();
  database = new Database(dataSource);
  drop = async () => {
    await dataSource.destroy();
    await copy.drop();
  };
  facts = new Facts(clock, new RelaySignal());
  accounts = new AccountService(database, new AccountRepository(), new PasswordService(), facts, clock);
  sessions = makeSessions();
  identity = new IdentityService(accounts, sessions);
});

afterAll(() => drop());

describe('a session that is not used', () => {
  const IMPATIENT = { ...PATIENT_ACCOUNTS, sessionsByRole: { ADMIN: { idleMinutes: 15, hours: 8 } } };
  const impatient = (): SessionService => makeSessions({}, IMPATIENT);
  const lastSeen = async (accountId: string): Promise<Date[]> =>
    (await database.query<{ at: Date }>(sql`SELECT s.last_seen_at AS at FROM sessions s WHERE s.account_id = ${accountId}`)).map(
      ({ at }) => at,
    );

  test('is over after the idle time of its holder’s roles, also for the process that saw it last', async () => {
    const { username } = await newAdmin();
    const sessions = impatient();
    const { token } = await new IdentityService(accounts, sessions).signIn(username, PASSWORD);
    clock.forward(15 * 60 - 1);
    expect(await sessions.authenticate(bearing(token))).not.toBeNull();
    clock.forward(15 * 60);
    expect(await sessions.authenticate(bearing(token))).toBeNull();
    expect(await impatient().authenticate(bearing(token))).toBeNull();
  });

  test('does not live on in the memory of a process beyond its idle time', async () => {
    const { username } = await newAdmin();
    const quick = makeSessions({}, { ...PATIENT_ACCOUNTS, sessions: { idleMinutes: 1, hours: 12 } });
    const { token } = await new IdentityService(accounts, quick).signIn(username, PASSWORD);
    clock.forward(14); // too early to be written down
    expect(await quick.authenticate(bearing(token))).not.toBeNull();
    clock.forward(46);
    expect(await quick.authenticate(bearing(token))).toBeNull();
  });

  test('does not come back when the limit becomes longer', async () => {
    const { username } = await newAdmin();
    const { token } = await new IdentityService(accounts, impatient()).signIn(username, PASSWORD);
    clock.forward(15 * 60);
    expect(await impatient().authenticate(bearing(token))).toBeNull();
    expect(await sessions.authenticate(bearing(token))).toBeNull();
  });

  test('lasts as long as somebody uses it, and not beyond its hours', async () => {
    const { username } = await newAdmin();
    const sessions = impatient();
    const { token, expiresAt } = await new IdentityService(accounts, sessions).signIn(username, PASSWORD);
    expect(expiresAt.getTime() - clock.now().getTime()).toBe(8 * 3_600_000);
    for (let minutes = 10; minutes < 8 * 60; minutes += 10) {
      clock.forward(10 * 60);
      expect(await sessions.authenticate(bearing(token))).not.toBeNull();
    }
    clock.forward(10 * 60);
    expect(await sessions.authenticate(bearing(token))).toBeNull();
  });

  test('is written down once a minute, however often it is used', async () => {
    const { id, username } = await newAdmin();
    const { token } = await identity.signIn(username, PASSWORD);
    const opened = clock.now();
    for (let second = 0; second < 59; second += 1) {
      clock.forward(1);
      await makeSessions().authenticate(bearing(token));
    }
    expect(await lastSeen(id)).toEqual([opened]);
    clock.forward(1);
    await makeSessions().authenticate(bearing(token));
    expect(await lastSeen(id)).toEqual([clock.now()]);
  });

  test('of many requests at once the use is written down without one of them failing', async () => {
    const { id, username } = await newAdmin();
    const { token } = await identity.signIn(username, PASSWORD);
    clock.forward(60);
    const answers = await Promise.all(Array.from({ length: 10 }, () => makeSessions().authenticate(bearing(token))));
    expect(answers.map((caller) => caller?.id)).toEqual(Array(10).fill(id));
    expect(await lastSeen(id)).toEqual([clock.now()]);
  });
});

describe('a password that is too old', () => {
  const daysLater = (days: number): void => clock.forward(days * 24 * 3600);
  const signedIn = async (username: string, means: 'PASSWORD' | 'SINGLE_SIGN_ON' = 'PASSWORD'): Promise<Caller | null> => {
    const { token } = await identity.signIn(username, PASSWORD, { by: means });
    return makeSessions().authenticate(bearing(token));
  };

  test('must be changed when its days have passed, unless another system has signed its holder in', async () => {
    const { username } = await newAdmin();
    daysLater(179);
    expect((await signedIn(username))?.mustChangePassword).toBe(false);
    daysLater(1);
    expect((await signedIn(username))?.mustChangePassword).toBe(true);
    expect((await signedIn(username, 'SINGLE_SIGN_ON'))?.mustChangePassword).toBe(false);
  });

  test('of a demonstration is as good as ever', async () => {
    const { id, username } = await newAdmin();
    await database.query(sql`UPDATE accounts SET demonstration = true WHERE id = ${id}`);
    daysLater(1_000);
    expect((await signedIn(username))?.mustChangePassword).toBe(false);
  });
});
