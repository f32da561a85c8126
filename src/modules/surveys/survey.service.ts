import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import { Clock } from '../../platform/clock/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import { Facts } from '../../platform/facts/index.ts';
import { decideEligibility, quietSince } from './domain/eligibility.ts';
import { surveyEnded, surveyOffered, surveySkipped } from './domain/survey-facts.ts';
import { SurveyPolicy } from './domain/survey-policy.ts';
import { expiryOf, type OfferedSurvey, reminderOf, type UnsentSurvey } from './domain/survey.ts';
import { SurveyReadModel } from './survey.read-model.ts';
import { SurveyRepository } from './survey.repository.ts';

/** Asks citizens whether they are satisfied, once per closing. */
@Injectable()
export class Surveys {
  constructor(
    private readonly surveys: SurveyRepository,
    private readonly readModel: SurveyReadModel,
    private readonly policy: SurveyPolicy,
    private readonly facts: Facts,
    private readonly clock: Clock,
  ) {}

  /** Offers a survey to every petitioner of a closed case who may be asked, and keeps why the others are not. */
  async offer(tx: Tx, caseId: string, closing: number): Promise<void> {
    const offeredAt = this.clock.now();
    await this.surveys.takeTurn(tx);
    const since = quietSince(this.policy, offeredAt);
    const candidates = await this.readModel.candidates(tx, { caseId, closing }, since, offeredAt);
    const { asked, skipped } = decideEligibility(candidates, this.policy, offeredAt);
    const about = { caseId, closing, offeredAt };
    const surveys = asked.map(({ petitionId }): OfferedSurvey => ({
      ...about,
      id: newId(),
      petitionId,
      expiresAt: expiryOf(offeredAt, this.policy),
      remindAt: reminderOf(offeredAt, this.policy),
    }));
    const written = new Set(await this.surveys.insert(tx, surveys));
    await this.facts.record(tx, SYSTEM, surveys.filter(({ id }) => written.has(id)).map(surveyOffered));
    await this.skip(
      tx,
      skipped.map(({ petitionId, reason }): UnsentSurvey => ({ ...about, id: newId(), petitionId, reason })),
    );
  }

  /** A case ended without an answer to its matter: nobody is asked, and it is kept why. */
  async forgo(tx: Tx, caseId: string, closing: number): Promise<void> {
    const about = { caseId, closing, offeredAt: this.clock.now(), reason: 'NO_ACTION' } as const;
    const petitionIds = await this.readModel.petitionIds(tx, caseId);
    await this.skip(
      tx,
      petitionIds.map((petitionId) => ({ ...about, id: newId(), petitionId })),
    );
  }

  /** The case was taken up again: nobody is asked about what was its end until then. */
  async endOpen(tx: Tx, caseId: string, at: Date): Promise<void> {
    const ended = await this.surveys.endOpen(tx, caseId, 'CASE_REOPENED', at);
    await this.facts.record(
      tx,
      SYSTEM,
      ended.map((survey) => surveyEnded({ ...survey, caseId, reason: 'CASE_REOPENED' })),
    );
  }

  private async skip(tx: Tx, unsent: readonly UnsentSurvey[]): Promise<void> {
    const written = new Set(await this.surveys.insertUnsent(tx, unsent));
    await this.facts.record(tx, SYSTEM, unsent.filter(({ id }) => written.has(id)).map(surveySkipped));
  }
}
