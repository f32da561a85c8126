import { Injectable, Logger } from '@nestjs/common';
import { InvalidInput } from '../../kernel/errors.ts';
import type { Fact } from '../../kernel/fact.ts';
import { SYSTEM } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import { Clock } from '../../platform/clock/index.ts';
import { Database, type Tx } from '../../platform/database/index.ts';
import { Facts } from '../../platform/facts/index.ts';
import { AccountRepository } from './account.repository.ts';
import { accountFact, type AccountCreated, type AccountLockedFact, type AccountSignInFailed } from './domain/account-facts.ts';
import type { Account } from './domain/account.ts';
import { AccountLocked, BadCredentials } from './domain/identity-errors.ts';
import { isLocked, judge, type Judgement, type SignInCounter } from './domain/lockout.ts';
import { type NewAccount, newAccountErrors } from './domain/new-account.ts';
import { normaliseUsername } from './domain/username.ts';
import { PasswordService } from './password.service.ts';

/**
 * What is to be proved beside the password, in the transaction that counts the attempt and under the lock of the account's row.
 * Null: nothing was to be judged, and nothing is counted.
 */
export type Proof = (tx: Tx, accountId: string) => Promise<boolean | null>;

const NOTHING_MORE: Proof = () => Promise.resolve(true);

/** Accounts and their passwords. */
@Injectable()
export class AccountService {
  private readonly logger = new Logger(AccountService.name);

  constructor(
    private readonly database: Database,
    private readonly accounts: AccountRepository,
    private readonly passwords: PasswordService,
    private readonly facts: Facts,
    private readonly clock: Clock,
  ) {}

  /**
   * The account that a name and a password belong to.
   *
   * The password is compared before the row is locked, so that no attempt holds a connection while it computes; the verdict falls
   * under the lock, so that of many attempts at once only the first five learn anything.
   *
   * @param more asked only when the password is right
   * @throws BadCredentials, AccountLocked; what `more` throws, and then nothing is counted
   */
  async authenticate(username: string, password: string, more: Proof = NOTHING_MORE): Promise<Account> {
    const name = normaliseUsername(username);
    const { account, counter } = await this.accounts.findByUsername(this.database, name, this.clock.now());
    this.refuseLocked(counter);
    const matches = await this.passwords.matches(account?.passwordHash ?? null, password);
    if (!account) return this.refuseUnknown(name);
    const isRight = matches && !account.disabled;
    if (!(await this.attempt(account, (tx) => (isRight ? more(tx, account.id) : Promise.resolve(false))))) {
      throw new BadCredentials();
    }
    return account;
  }

  /**
   * Whether somebody who is signed in proves once more who they are; counted like signing in.
   * @throws AccountLocked; what `proof` throws, and then nothing is counted
   */
  prove(accountId: string, proof: Proof): Promise<boolean> {
    return this.attempt({ id: accountId, disabled: false }, (tx) => proof(tx, accountId));
  }

  /**
   * Makes the first account of an installation: an administrator.
   *
   * @returns the id of the account
   * @throws InvalidInput naming every wrong field; UsernameTaken
   */
  async createAdmin(account: NewAccount): Promise<string> {
    const errors = newAccountErrors(account);
    if (errors.length > 0) throw new InvalidInput(errors);
    const id = newId();
    const { username, displayName } = account;
    const row = {
      id,
      username,
      displayName,
      passwordHash: await this.passwords.hash(account.password),
      createdAt: this.clock.now(),
    };
    await this.database.transaction(async (tx) => {
      await this.accounts.insert(tx, row, [{ role: 'ADMIN', agencyCode: null }]);
      await this.facts.record(tx, SYSTEM, [accountFact<AccountCreated>(id, 'account.created', { roles: ['ADMIN'] })]);
    });
    return id;
  }

  /** @throws AccountLocked */
  private async attempt(account: Counted, isRight: (tx: Tx) => Promise<boolean | null>): Promise<boolean> {
    const { verdict, next } = await this.count(account, isRight);
    if (verdict === 'LOCKED') this.refuseLocked(next);
    return verdict === 'ADMITTED';
  }

  /** Counts one attempt. It stays counted whatever the answer to the request will be. */
  private count(account: Counted, isRight: (tx: Tx) => Promise<boolean | null>): Promise<Judgement> {
    return this.database.transaction(async (tx) => {
      const before = await this.accounts.lockCounter(tx, account.id);
      const right = !isLocked(before, this.clock.now()) && (await isRight(tx));
      if (right === null) return { verdict: 'ADMITTED', next: before };
      const { verdict, next } = judge(before, right, this.clock.now());
      if (next.failures !== before.failures || next.lockedUntil !== before.lockedUntil) {
        await this.accounts.saveCounter(tx, account.id, next);
      }
      if (verdict === 'REFUSED') await this.facts.record(tx, SYSTEM, failureFacts(account, next));
      return { verdict, next };
    });
  }

  /** Counts, locks and answers as for a name that somebody has. @throws BadCredentials, AccountLocked */
  private async refuseUnknown(username: string): Promise<never> {
    const { verdict, next } = await this.database.transaction(async (tx) => {
      const judgement = judge(await this.accounts.lockUnknown(tx, username), false, this.clock.now());
      await this.accounts.saveUnknown(tx, username, judgement.next);
      return judgement;
    });
    this.logger.warn('a sign-in named no account'); // not which: people type their password into the wrong field
    if (verdict === 'LOCKED') this.refuseLocked(next);
    throw new BadCredentials();
  }

  /** @throws AccountLocked */
  private refuseLocked(counter: SignInCounter): void {
    const now = this.clock.now();
    if (isLocked(counter, now)) throw new AccountLocked(counter.lockedUntil!, now);
  }
}

/** An account, as far as its attempts are counted. */
type Counted = Pick<Account, 'id' | 'disabled'>;

function failureFacts({ id, disabled }: Counted, { lockedUntil }: SignInCounter): Fact[] {
  const failed = accountFact<AccountSignInFailed>(id, 'account.sign_in_failed', { disabled });
  if (lockedUntil === null) return [failed];
  return [failed, accountFact<AccountLockedFact>(id, 'account.locked', { until: lockedUntil.toISOString() })];
}
