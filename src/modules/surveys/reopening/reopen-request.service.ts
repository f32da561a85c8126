import { Injectable } from '@nestjs/common';
import { type Actor, type ActorRef, SYSTEM } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import { Clock } from '../../../platform/clock/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { Calendars, smallClock } from '../../calendar/index.ts';
import { CaseAnonymised } from '../../cases/index.ts';
import { SurveyPolicy } from '../domain/survey-policy.ts';
import type { Survey } from '../domain/survey.ts';
import { type Decision, decideRequest, overtake, type ReopenRequest, requestReopening } from './domain/reopen-request.ts';
import { ReopenRequestRepository } from './reopen-request.repository.ts';

/** What is asked for, and what the city answers; the case itself is opened again by `ReopenDesk`. */
@Injectable()
export class ReopenRequests {
  constructor(
    private readonly requests: ReopenRequestRepository,
    private readonly calendars: Calendars,
    private readonly policy: SurveyPolicy,
    private readonly facts: Facts,
    private readonly clock: Clock,
  ) {}

  /**
   * @param survey locked in the same transaction
   * @throws NotDissatisfied, ReopenRequestedAlready, SurveyExpired, CaseOpenAgain
   */
  async ask(tx: Tx, by: ActorRef, survey: Survey, reason: string): Promise<ReopenRequest> {
    const requestedAt = this.clock.now();
    const calendar = await this.calendars.refresh(tx); // nobody comes back to what was counted by the one before
    const { halfAt, dueAt } = smallClock(requestedAt, this.policy.reopenDecisionDays, calendar);
    const requestedBefore = await this.requests.isMade(tx, survey.id);
    const made = { id: newId(), reason, requestedAt, dueAt };
    const { request, fact } = requestReopening(survey, requestedBefore, made, this.policy);
    await this.requests.insert(tx, request, { ringAt: halfAt, step: 'HALF' });
    await this.facts.record(tx, by, [fact]);
    return request;
  }

  /** @throws ReopenRequestNotFound, CaseAnonymised, ReopenRequestDecided */
  async decide(tx: Tx, actor: Actor, id: string, decision: Decision, note: string): Promise<{ readonly caseNo: string }> {
    const request = await this.requests.lock(tx, id, actor.scope);
    if (request.anonymisedAt) throw new CaseAnonymised();
    const { next, fact } = decideRequest(request, decision, { id: actor.id, note, at: this.clock.now() });
    await this.requests.saveDecision(tx, next);
    await this.facts.record(tx, actor, [fact]);
    return request;
  }

  /** A case was opened again: nothing is left to be decided. */
  async overtake(tx: Tx, caseId: string): Promise<void> {
    for (const request of await this.requests.lockOpenOf(tx, caseId)) {
      const { next, fact } = overtake(request, this.clock.now());
      await this.requests.saveDecision(tx, next);
      await this.facts.record(tx, SYSTEM, [fact]);
    }
  }
}
