import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { Database, type Tx } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { AccountService } from '../account.service.ts';
import {
  accountFact,
  type RecoveryCodesRenewed,
  type SecondFactorRemoved,
  type SecondFactorReset,
} from '../domain/account-facts.ts';
import { UnknownColleague } from '../domain/deputy.ts';
import { NoSecondFactor, OwnSecondFactor, SecondFactorDemanded, WrongCode } from './domain/second-factor-errors.ts';
import type { FactorStatus } from './domain/second-factor.ts';
import { FactorCheck } from './factor-check.service.ts';
import { SecondFactorRepository } from './second-factor.repository.ts';

/** Second factors that are in use. */
@Injectable()
export class SecondFactors {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountService,
    private readonly check: FactorCheck,
    private readonly factors: SecondFactorRepository,
    private readonly facts: Facts,
  ) {}

  async status(actor: Actor): Promise<FactorStatus> {
    const { secret, demanded, recoveryCodes } = await this.check.find(this.database, actor);
    return { enrolled: secret !== null, demanded, recoveryCodes };
  }

  /** @returns new recovery codes, in place of all earlier ones @throws NoSecondFactor, WrongCode, AccountLocked */
  async renewRecoveryCodes(actor: Actor, code: string): Promise<string[]> {
    let codes: string[] = [];
    await this.prove(actor, code, async (tx) => {
      codes = await this.check.renewRecoveryCodes(tx, actor.id);
      await this.facts.record(tx, actor, [accountFact<RecoveryCodesRenewed>(actor.id, 'account.recovery_codes_renewed', {})]);
    });
    return codes;
  }

  /** @throws SecondFactorDemanded, NoSecondFactor, WrongCode, AccountLocked */
  async remove(actor: Actor, code: string): Promise<void> {
    const { demanded } = await this.check.find(this.database, actor);
    if (demanded) throw new SecondFactorDemanded();
    await this.prove(actor, code, async (tx) => {
      await this.factors.delete(tx, actor.id);
      await this.facts.record(tx, actor, [accountFact<SecondFactorRemoved>(actor.id, 'account.second_factor_removed', {})]);
    });
  }

  /** For somebody who has lost theirs: they set up another one, or sign in without where their roles allow it. @throws OwnSecondFactor, UnknownColleague, NoSecondFactor */
  async reset(actor: Actor, accountId: string): Promise<void> {
    if (accountId === actor.id) throw new OwnSecondFactor();
    await this.database.transaction(async (tx) => {
      const factor = await this.factors.find(tx, accountId);
      if (!factor) throw new UnknownColleague();
      if (factor.secret === null && factor.proposedSecret === null) throw new NoSecondFactor();
      await this.factors.delete(tx, accountId);
      await this.facts.record(tx, actor, [accountFact<SecondFactorReset>(accountId, 'account.second_factor_reset', {})]);
    });
  }

  private async prove(actor: Actor, code: string, work: (tx: Tx) => Promise<void>): Promise<void> {
    const right = await this.accounts.prove(actor.id, async (tx) => {
      const verdict = await this.check.judge(tx, actor.id, code);
      if (verdict === 'NONE') throw new NoSecondFactor();
      if (verdict === 'RIGHT') await work(tx);
      return verdict === 'RIGHT';
    });
    if (!right) throw new WrongCode();
  }
}
