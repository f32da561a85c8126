import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import { Clock } from '../../../platform/clock/index.ts';
import { Database } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { CasePolicy } from '../domain/case-policy.ts';
import type { CasePetition } from '../case-file.read-model.ts';
import { lookingAt } from '../stand-in.repository.ts';
import { decideReveal, type Reveal, type RevealPurpose, showsOrigin } from './domain/reveal.ts';
import { RevealRepository } from './reveal.repository.ts';

/** What somebody says when they want to know who petitioned. */
export interface RevealCall {
  readonly purpose: RevealPurpose;
  readonly note: string | null;
}

/** What is shown, and whether from where it was sent is. */
export interface Shown {
  readonly reveal: Reveal;
  readonly origin: boolean;
}

/** Shows who petitioned to those who say what for. */
@Injectable()
export class Reveals {
  constructor(
    private readonly database: Database,
    private readonly reveals: RevealRepository,
    private readonly policy: CasePolicy,
    private readonly facts: Facts,
    private readonly clock: Clock,
  ) {}

  /** @throws NotWorkingOnCase, CustodianOnly, PurposeUnexplained */
  reveal(caller: Actor, petition: CasePetition, call: RevealCall): Promise<Shown> {
    const at = this.clock.now();
    return this.database.transaction(async (tx) => {
      const actor = await lookingAt(tx, caller, petition.caseId);
      const standing = await this.reveals.standing(tx, actor, petition.caseId, at);
      const request = { ...call, id: newId(), at, minutes: this.policy.revealMinutes };
      const { reveal, fact } = decideReveal(actor, petition, standing, request);
      await this.reveals.insert(tx, reveal);
      await this.facts.record(tx, actor, [fact]);
      return { reveal, origin: showsOrigin(call.purpose, standing) };
    });
  }
}
