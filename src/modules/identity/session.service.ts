import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '../../kernel/actor.ts';
import { Clock } from '../../platform/clock/index.ts';
import { type Settings, SETTINGS_TOKEN } from '../../platform/config/index.ts';
import { Database } from '../../platform/database/index.ts';
import { Facts } from '../../platform/facts/index.ts';
import { Authenticator } from '../../platform/http/index.ts';
import { accountFact, type AccountSignedIn, type AccountSignedOut } from './domain/account-facts.ts';
import { type Account, refOf, callerOf } from './domain/account.ts';
import { type CredentialCarrier, credentialOf } from './domain/credential.ts';
import { BadCredentials, CrossSiteRequest } from './domain/identity-errors.ts';
import { RecentSessions } from './domain/recent-sessions.ts';
import { mayActByCookie } from './domain/same-origin.ts';
import { SessionRepository } from './session.repository.ts';

const HOUR_MS = 3_600_000;
/** A working day and its overtime. */
export const SESSION_HOURS = 12;
/** Under a simulated clock: a year that is shown in an hour must not sign out those who watch it. */
export const SIMULATED_SESSION_HOURS = 500 * 24;

/** Told to its holder once; only a hash is kept, so that a stolen copy of the table opens nothing. */
export interface SessionToken {
  readonly token: string;
  readonly expiresAt: Date;
}

/** Opens and closes sessions and says whose a request is. */
@Injectable()
export class SessionService extends Authenticator {
  private readonly recent = new RecentSessions();

  constructor(
    private readonly database: Database,
    private readonly sessions: SessionRepository,
    private readonly facts: Facts,
    private readonly clock: Clock,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {
    super();
  }

  /** @throws BadCredentials for a demonstration account in production, where there are none */
  async open(account: Account): Promise<SessionToken> {
    if (this.isForeign(account)) throw new BadCredentials();
    const token = randomBytes(32).toString('base64url');
    const createdAt = this.clock.now();
    const hours = this.settings.simulatedClock ? SIMULATED_SESSION_HOURS : SESSION_HOURS;
    const expiresAt = new Date(createdAt.getTime() + hours * HOUR_MS);
    await this.database.transaction(async (tx) => {
      await this.sessions.insert(tx, { tokenHash: hashOf(token), accountId: account.id, createdAt, expiresAt });
      await this.facts.record(tx, refOf(account), [accountFact<AccountSignedIn>(account.id, 'account.signed_in', {})]);
    });
    return { token, expiresAt };
  }

  /** Ends the session that a request was made with; at once in this process, within seconds in the others. */
  async close(caller: Caller, request: CredentialCarrier): Promise<void> {
    const credential = credentialOf(request);
    if (!credential) return;
    const hash = hashOf(credential.token);
    await this.database.transaction(async (tx) => {
      const ended = await this.sessions.delete(tx, hash);
      if (ended) await this.facts.record(tx, caller, [accountFact<AccountSignedOut>(caller.id, 'account.signed_out', {})]);
    });
    this.recent.forget(keyOf(hash));
  }

  /**
   * Who sent a request, or null.
   * @throws CrossSiteRequest when a strange page may have made the browser send it
   */
  async authenticate(request: CredentialCarrier): Promise<Caller | null> {
    const credential = credentialOf(request);
    if (!credential) return null;
    const caller = await this.find(hashOf(credential.token));
    if (caller && credential.by === 'COOKIE' && !mayActByCookie(request, this.settings.publicUrl)) throw new CrossSiteRequest();
    return caller;
  }

  /** Removes the sessions that have ended. For the heartbeat; safe in any number of processes. */
  run(): Promise<number> {
    return this.database.transaction((tx) => this.sessions.deleteExpired(tx, this.clock.now()));
  }

  private async find(hash: Buffer): Promise<Caller | null> {
    const key = keyOf(hash);
    const now = this.clock.now();
    const known = this.recent.find(key, now);
    if (known) return known;
    const holder = await this.sessions.findHolder(this.database, hash, now);
    if (!holder || this.isForeign(holder)) return null;
    const caller = callerOf(holder);
    this.recent.remember(key, caller, now);
    return caller;
  }

  /** A database that once served a demonstration must not bring its accounts into production. */
  private isForeign({ demonstration }: { readonly demonstration: boolean }): boolean {
    return demonstration && this.settings.production;
  }
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
const keyOf = (hash: Buffer): string => hash.toString('base64');
