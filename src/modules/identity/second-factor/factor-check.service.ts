import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Caller, SYSTEM } from '../../../kernel/actor.ts';
import { Clock } from '../../../platform/clock/index.ts';
import type { Db, Tx } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { tokenHash } from '../../../platform/tokens/index.ts';
import { accountFact, type RecoveryCodeUsed, type SecondFactorFailed } from '../domain/account-facts.ts';
import { AccountPolicy } from '../domain/account-policy.ts';
import { demandsSecondFactor } from './domain/demand.ts';
import { TotpRequired } from './domain/second-factor-errors.ts';
import { typedCode } from './domain/typed-code.ts';
import type { NewSecret } from './domain/second-factor.ts';
import { FactorSecrets } from './factor-secret.service.ts';
import { type SecondFactor, SecondFactorRepository } from './second-factor.repository.ts';

export const RECOVERY_CODES = 10;
/** Letters and digits that look alike in no font; 31^16: 79 bits, which no list of hashes gives back. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const RECOVERY_CODE_LENGTH = 16;

/** NONE: the account has no second factor. */
export type FactorVerdict = 'NONE' | 'RIGHT' | 'WRONG';

/**
 * Judges codes. Whoever asks holds the lock of the account's row, so that of two who send the same code at once only one is let in,
 * and counts what is wrong.
 */
@Injectable()
export class FactorCheck {
  constructor(
    private readonly factors: SecondFactorRepository,
    private readonly secrets: FactorSecrets,
    private readonly facts: Facts,
    private readonly clock: Clock,
    private readonly policy: AccountPolicy,
  ) {}

  /** The caller's own, and whether one of their roles asks for it. */
  async find(db: Db, caller: Caller): Promise<SecondFactor & { readonly demanded: boolean }> {
    const factor = (await this.factors.find(db, caller.id))!; // whoever calls has an account
    return { ...factor, demanded: !factor.demonstration && demandsSecondFactor(caller, this.policy) };
  }

  /** A new secret, which waits to be confirmed. */
  async propose(tx: Tx, { id, username }: Caller): Promise<NewSecret> {
    const secret = await this.secrets.make(id, username);
    await this.factors.propose(tx, id, secret.sealed);
    return secret;
  }

  /**
   * Judges a code and uses it up.
   *
   * @param typed null, or blank: none was sent
   * @throws TotpRequired when the account has a second factor and no code was sent
   */
  async judge(tx: Tx, accountId: string, typed: string | null): Promise<FactorVerdict> {
    const factor = await this.factors.find(tx, accountId);
    if (!factor || factor.secret === null) return 'NONE';
    if (typed === null || typed.trim() === '') throw new TotpRequired();
    if (await this.accept(tx, accountId, { ...factor, secret: factor.secret }, typed)) return 'RIGHT';
    await this.facts.record(tx, SYSTEM, [accountFact<SecondFactorFailed>(accountId, 'account.second_factor_failed', {})]);
    return 'WRONG';
  }

  /** The interval of a code for the secret that waits to be confirmed, or null when it is wrong. */
  async stepOfProposed(accountId: string, sealed: Buffer, typed: string): Promise<number | null> {
    const { kind, text } = typedCode(typed);
    return kind === 'TOTP' ? this.secrets.stepOf({ sealed, accountId, lastStep: 0 }, text, this.clock.now()) : null;
  }

  /** New recovery codes in place of all earlier ones; told here and never again. */
  async renewRecoveryCodes(tx: Tx, accountId: string): Promise<string[]> {
    const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
    await this.factors.replaceRecoveryCodes(tx, accountId, codes.map(tokenHash));
    return codes.map((code) => code.replace(/(.{4})(?=.)/g, '$1-'));
  }

  private async accept(
    tx: Tx,
    accountId: string,
    factor: SecondFactor & { readonly secret: Buffer },
    typed: string,
  ): Promise<boolean> {
    const { kind, text } = typedCode(typed);
    if (kind === 'RECOVERY') return this.acceptRecoveryCode(tx, accountId, factor, text);
    const kept = { sealed: factor.secret, accountId, lastStep: factor.lastStep };
    const step = await this.secrets.stepOf(kept, text, this.clock.now());
    if (step !== null) await this.factors.useUp(tx, accountId, step);
    return step !== null;
  }

  private async acceptRecoveryCode(tx: Tx, accountId: string, factor: SecondFactor, text: string): Promise<boolean> {
    if (!(await this.factors.useRecoveryCode(tx, accountId, tokenHash(text)))) return false;
    const left = factor.recoveryCodes - 1;
    await this.facts.record(tx, SYSTEM, [accountFact<RecoveryCodeUsed>(accountId, 'account.recovery_code_used', { left })]);
    return true;
  }
}

const newRecoveryCode = (): string =>
  Array.from({ length: RECOVERY_CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]!).join('');
