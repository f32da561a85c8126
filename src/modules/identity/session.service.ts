import { Injectable } from '@nestjs/common';
import type { Caller } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import { Database, type Tx } from '../../platform/database/index.ts';
import { Facts } from '../../platform/facts/index.ts';
import { Authenticator } from '../../platform/http/index.ts';
import { newToken, tokenHash } from '../../platform/tokens/index.ts';
import { accountFact, type AccountSignedIn, type AccountSignedOut } from './domain/account-facts.ts';
import { type Identity, refOf } from './domain/account.ts';
import type { CredentialCarrier } from './domain/credential.ts';
import { BadCredentials, CrossSiteRequest } from './domain/identity-errors.ts';
import { RecentSessions } from './domain/recent-sessions.ts';
import { SessionRules } from './session-rules.service.ts';
import { SessionRepository, type SignInMeans } from './session.repository.ts';
import { clientOf } from './sessions/domain/client.ts';
import { isToBeSeen, sessionEnd } from './sessions/domain/session-end.ts';

/** Told to its holder once; only a hash is kept, so that a stolen copy of the table opens nothing. */
export interface SessionToken {
  readonly token: string;
  readonly expiresAt: Date;
}

/** Where and how somebody signs in. */
export interface SignInDesk {
  readonly userAgent?: string | undefined;
  readonly address?: string | undefined;
  /** `PASSWORD` when left out. */
  readonly by?: SignInMeans;
  /** Whether they showed a second factor: theirs here, or the provider's where the city lets that count. False when left out. */
  readonly secondFactor?: boolean;
}

/** Opens and closes sessions and says whose a request is. */
@Injectable()
export class SessionService extends Authenticator {
  private readonly recent = new RecentSessions();

  constructor(
    private readonly database: Database,
    private readonly sessions: SessionRepository,
    private readonly facts: Facts,
    private readonly rules: SessionRules,
  ) {
    super();
  }

  /** @throws BadCredentials for a demonstration account in production, where there are none */
  async open(account: Identity & { readonly demonstration: boolean }, desk: SignInDesk = {}): Promise<SessionToken> {
    if (this.rules.isForeign(account)) throw new BadCredentials();
    const { userAgent, address = null, by = 'PASSWORD', secondFactor = false } = desk;
    const token = newToken();
    const createdAt = this.rules.now();
    const expiresAt = new Date(createdAt.getTime() + this.rules.lengthsFor(account.roles).totalMs);
    const of = { id: newId(), tokenHash: tokenHash(token), accountId: account.id, createdAt, expiresAt };
    await this.database.transaction(async (tx) => {
      await this.sessions.insert(tx, { ...of, openedBy: by, secondFactor, client: clientOf(userAgent), address });
      await this.facts.record(tx, refOf(account), [
        accountFact<AccountSignedIn>(account.id, 'account.signed_in', { by, secondFactor }),
      ]);
    });
    return { token, expiresAt };
  }

  /** Ends the session that a request was made with; at once in this process, within seconds in the others. */
  async close(caller: Caller, request: CredentialCarrier): Promise<void> {
    const credential = this.rules.credentialOf(request);
    if (!credential) return;
    const hash = tokenHash(credential.token);
    await this.database.transaction(async (tx) => {
      const ended = await this.sessions.delete(tx, hash);
      if (ended) await this.facts.record(tx, caller, [accountFact<AccountSignedOut>(caller.id, 'account.signed_out', {})]);
    });
    this.recent.forget(keyOf(hash));
  }

  /** The session that a request was made with has shown its second factor. */
  async passFactor(tx: Tx, request: CredentialCarrier): Promise<void> {
    const credential = this.rules.credentialOf(request);
    if (credential) await this.sessions.passFactor(tx, tokenHash(credential.token));
  }

  /** Ends the sessions of an account. @param except the one that goes on; null: none @returns how many there were */
  async closeAll(tx: Tx, accountId: string, except: string | null): Promise<number> {
    this.forgetAfter(tx);
    return this.sessions.deleteOf(tx, accountId, except);
  }

  /** What this process remembers of who may do what is looked up again when the transaction has been committed. */
  forgetAfter(tx: Tx): void {
    tx.afterCommit(() => {
      this.recent.clear();
    });
  }

  /**
   * Who sent a request, or null.
   * @throws CrossSiteRequest when a strange page may have made the browser send it
   */
  async authenticate(request: CredentialCarrier): Promise<Caller | null> {
    const credential = this.rules.credentialOf(request);
    if (!credential) return null;
    const caller = await this.find(tokenHash(credential.token));
    if (caller && !this.rules.mayAct(request, credential)) throw new CrossSiteRequest();
    return caller;
  }

  /** Removes the sessions that have ended. For the heartbeat; safe in any number of processes. */
  run(): Promise<number> {
    return this.database.transaction((tx) => this.sessions.deleteExpired(tx, this.rules.now()));
  }

  private async find(hash: Buffer): Promise<Caller | null> {
    const key = keyOf(hash);
    const now = this.rules.now();
    const known = this.recent.find(key, now);
    if (known) return known;
    const holder = await this.sessions.findHolder(this.database, hash, now);
    if (!holder || this.rules.isForeign(holder)) return null;
    const lengths = this.rules.lengthsFor(holder.roles);
    const until = sessionEnd(holder, lengths);
    if (until <= now) {
      await this.database.transaction((tx) => this.sessions.delete(tx, hash)); // a longer limit must not bring it back
      return null;
    }
    if (isToBeSeen(holder, lengths, now)) await this.database.transaction((tx) => this.sessions.see(tx, hash, holder, now));
    const caller = this.rules.callerOf(holder, now);
    if (!caller.restriction) this.recent.remember(key, caller, now, until); // what is held up goes on at once when it may
    return caller;
  }
}

const keyOf = (hash: Buffer): string => hash.toString('base64');
