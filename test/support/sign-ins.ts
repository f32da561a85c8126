import { Logger } from '@nestjs/common';
import { AccountRepository } from '../../src/modules/identity/account.repository.ts';
import { AccountService } from '../../src/modules/identity/account.service.ts';
import type { AccountPolicy } from '../../src/modules/identity/domain/account-policy.ts';
import type { CredentialCarrier } from '../../src/modules/identity/domain/credential.ts';
import { IdentityService } from '../../src/modules/identity/identity.service.ts';
import { PasswordService } from '../../src/modules/identity/password.service.ts';
import { SessionRules } from '../../src/modules/identity/session-rules.service.ts';
import { SessionRepository } from '../../src/modules/identity/session.repository.ts';
import { SessionService } from '../../src/modules/identity/session.service.ts';
import { readSettings, type Settings } from '../../src/platform/config/index.ts';
import { createDataSource } from '../../src/platform/database/data-source.ts';
import { Database } from '../../src/platform/database/index.ts';
import { Facts, RelaySignal } from '../../src/platform/facts/index.ts';
import { PATIENT_ACCOUNTS } from './account-policy.ts';
import { factorCheck } from './factor-check.ts';
import { SetClock } from './set-clock.ts';
import { createTestDatabase } from './test-database.ts';

export const PASSWORD = 'correct horse battery';

export const bearing = (token: string): CredentialCarrier => ({
  method: 'POST',
  headers: { authorization: `Bearer ${token}` },
});

export type SignIns = Awaited<ReturnType<typeof openSignIns>>;

/** Signing in on a database of its own, by a clock that the test sets, as the program is put together. */
export async function openSignIns() {
  Logger.overrideLogger(false);
  const copy = await createTestDatabase();
  const dataSource = await createDataSource({ url: copy.url, pool: 10 }).initialize();
  const database = new Database(dataSource);
  const clock = new SetClock(new Date('2026-11-20T09:00:00.123+08:00'));
  const facts = new Facts(clock, new RelaySignal());
  /** Those of another process, too. */
  const makeAccounts = (): AccountService =>
    new AccountService(database, new AccountRepository(), new PasswordService(), facts, clock);
  const accounts = makeAccounts();
  const settings = readSettings({ PUBLIC_URL: 'https://1999.example.tw' });
  const makeSessions = (changes: Partial<Settings> = {}, policy: AccountPolicy = PATIENT_ACCOUNTS): SessionService =>
    new SessionService(database, new SessionRepository(), facts, new SessionRules(policy, { ...settings, ...changes }, clock));
  const makeIdentity = (opening: SessionService): IdentityService =>
    new IdentityService(accounts, opening, factorCheck(facts, clock));
  const sessions = makeSessions();
  const identity = makeIdentity(sessions);
  let names = 0;
  const newAdmin = async (): Promise<{ id: string; username: string }> => {
    names += 1;
    const username = `admin.${names}`;
    return { id: await accounts.createAdmin({ username, displayName: '管理員', password: PASSWORD }), username };
  };
  const close = async (): Promise<void> => {
    await dataSource.destroy();
    await copy.drop();
  };
  return { database, clock, facts, accounts, makeAccounts, sessions, identity, makeSessions, makeIdentity, newAdmin, close };
}
