import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { AccountService, type Proof } from '../account.service.ts';
import {
  accountFact,
  type SecondFactorBegun,
  type SecondFactorConfirmed,
  type SecondFactorShown,
} from '../domain/account-facts.ts';
import type { CredentialCarrier } from '../domain/credential.ts';
import { SessionService } from '../session.service.ts';
import { EnrolmentNotBegun, NoSecondFactor, WrongCode } from './domain/second-factor-errors.ts';
import { FactorCheck } from './factor-check.service.ts';
import type { NewSecret } from './domain/second-factor.ts';
import { SecondFactorRepository } from './second-factor.repository.ts';

/** How somebody comes by a second factor, and shows it in a session that was opened without. */
@Injectable()
export class FactorEnrolment {
  constructor(
    private readonly accounts: AccountService,
    private readonly sessions: SessionService,
    private readonly check: FactorCheck,
    private readonly factors: SecondFactorRepository,
    private readonly facts: Facts,
  ) {}

  /**
   * Makes a secret, to be confirmed by a code. The one in use goes on working until then.
   *
   * @param code of the second factor that there is already; null where there is none
   * @throws TotpRequired, WrongCode, AccountLocked
   */
  async begin(actor: Actor, code: string | null): Promise<NewSecret> {
    let secret: NewSecret | null = null;
    await this.ensure(actor, async (tx) => {
      const verdict = await this.check.judge(tx, actor.id, code);
      if (verdict === 'WRONG') return false;
      secret = await this.check.propose(tx, actor);
      await this.facts.record(tx, actor, [accountFact<SecondFactorBegun>(actor.id, 'account.second_factor_begun', {})]);
      return verdict === 'RIGHT' ? true : null;
    });
    return secret!;
  }

  /**
   * Puts the new secret to use; the session counts as one that showed it.
   *
   * @returns the recovery codes
   * @throws EnrolmentNotBegun, WrongCode, AccountLocked
   */
  async confirm(actor: Actor, request: CredentialCarrier, code: string): Promise<string[]> {
    let codes: string[] = [];
    await this.ensure(actor, async (tx) => {
      const { secret, proposedSecret } = await this.check.find(tx, actor);
      if (proposedSecret === null) throw new EnrolmentNotBegun();
      const step = await this.check.stepOfProposed(actor.id, proposedSecret, code);
      if (step === null) {
        // Where there is none yet, whoever asks could have begun it and has nothing to guess. Where one is replaced, a session that has not
        // shown it could guess the next.
        if (secret !== null) return false;
        throw new WrongCode();
      }
      await this.factors.activate(tx, actor.id, step);
      codes = await this.check.renewRecoveryCodes(tx, actor.id);
      await this.sessions.passFactor(tx, request);
      await this.facts.record(tx, actor, [accountFact<SecondFactorConfirmed>(actor.id, 'account.second_factor_confirmed', {})]);
      return true;
    });
    return codes;
  }

  /** Opens a session that was opened without a second factor. @throws NoSecondFactor, WrongCode, AccountLocked */
  async show(actor: Actor, request: CredentialCarrier, code: string): Promise<void> {
    await this.ensure(actor, async (tx) => {
      const verdict = await this.check.judge(tx, actor.id, code);
      if (verdict === 'NONE') throw new NoSecondFactor();
      if (verdict === 'WRONG') return false;
      await this.sessions.passFactor(tx, request);
      await this.facts.record(tx, actor, [accountFact<SecondFactorShown>(actor.id, 'account.second_factor_shown', {})]);
      return true;
    });
  }

  private async ensure(actor: Actor, proof: Proof): Promise<void> {
    if (!(await this.accounts.prove(actor.id, proof))) throw new WrongCode();
  }
}
