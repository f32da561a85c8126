import { Injectable } from '@nestjs/common';
import { InvalidInput } from '../../../kernel/errors.ts';
import { Clock } from '../../../platform/clock/index.ts';
import { Database, type Tx } from '../../../platform/database/index.ts';
import { AccountPolicy } from '../domain/account-policy.ts';
import { passwordErrors, usedBefore } from '../domain/password-rules.ts';
import { PasswordService } from '../password.service.ts';
import { SharedPassword } from './domain/password-errors.ts';
import { type PasswordHolder, PasswordRepository } from './password.repository.ts';

/** A password that may be taken, and is not yet. */
export interface PreparedPassword {
  readonly hash: string;
  /** What a person has to be told of it; null when they chose it themselves. */
  readonly shown: string | null;
}

/** Which passwords an account has and had, and which it may have. */
@Injectable()
export class PasswordBook {
  constructor(
    private readonly database: Database,
    private readonly repository: PasswordRepository,
    private readonly passwords: PasswordService,
    private readonly policy: AccountPolicy,
    private readonly clock: Clock,
  ) {}

  /**
   * Outside of a transaction: it takes 30 ms for each password that is remembered.
   *
   * @param field under which it was sent
   * @throws InvalidInput, SharedPassword
   */
  async choose(account: PasswordHolder, password: string, field: string): Promise<PreparedPassword> {
    if (account.demonstration) throw new SharedPassword();
    const errors = passwordErrors(field, password, account.username);
    if (errors.length > 0) throw new InvalidInput(errors);
    const earlier = await this.repository.listEarlier(this.database, account.id, this.policy.passwordsRemembered - 1);
    for (const hash of [account.passwordHash, ...earlier]) {
      if (await this.passwords.matches(hash, password)) throw new InvalidInput([usedBefore(field)]);
    }
    return { hash: await this.passwords.hash(password), shown: null };
  }

  /** One that somebody else will have seen, so that its holder must choose another. */
  async generate(): Promise<PreparedPassword> {
    const shown = this.passwords.generate();
    return { hash: await this.passwords.hash(shown), shown };
  }

  async write(tx: Tx, accountId: string, { hash, shown }: PreparedPassword): Promise<void> {
    await this.repository.replace(tx, accountId, {
      passwordHash: hash,
      at: this.clock.now(),
      initial: shown !== null,
      remembered: this.policy.passwordsRemembered - 1,
    });
  }

  async get(accountId: string): Promise<PasswordHolder> {
    const holder = await this.repository.find(this.database, accountId);
    if (!holder) throw new Error(`account ${accountId} is gone`); // accounts are disabled, never deleted
    return holder;
  }
}
