import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { Clock } from '../../../platform/clock/index.ts';
import { Database } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { SurveyPolicy } from '../domain/survey-policy.ts';
import type { CallOutcome } from './domain/survey-call-facts.ts';
import { type CallDecision, claimCall, noteAttempt, type SurveyCall } from './domain/survey-call.ts';
import { SurveyCallRepository } from './survey-call.repository.ts';

/** Where operators take calls from the list, and note those that came to nothing. */
@Injectable()
export class SurveyCallDesk {
  constructor(
    private readonly database: Database,
    private readonly calls: SurveyCallRepository,
    private readonly policy: SurveyPolicy,
    private readonly facts: Facts,
    private readonly clock: Clock,
  ) {}

  /** @throws SurveyCallNotFound, SurveyAlreadyAnswered, SurveyEnded, SurveyExpired, SurveyCallClaimed */
  claim(operator: Actor, id: string): Promise<SurveyCall> {
    return this.change(operator, id, (call, at) => claimCall(call, operator.id, this.policy, at));
  }

  /** @throws SurveyCallNotFound, SurveyAlreadyAnswered, SurveyEnded, SurveyExpired, SurveyCallClaimed, SurveyCallNotClaimed */
  attempt(operator: Actor, id: string, outcome: CallOutcome): Promise<SurveyCall> {
    return this.change(operator, id, (call, at) => noteAttempt(call, outcome, operator.id, this.policy, at));
  }

  private change(operator: Actor, id: string, decide: (call: SurveyCall, at: Date) => CallDecision): Promise<SurveyCall> {
    return this.database.transaction(async (tx) => {
      const call = await this.calls.lock(tx, id, { scope: operator.scope, callers: ['OPERATOR'] });
      const { next, facts } = decide(call, this.clock.now());
      await this.calls.save(tx, next);
      await this.facts.record(tx, operator, facts);
      return next;
    });
  }
}
