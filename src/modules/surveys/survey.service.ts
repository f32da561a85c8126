import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import { Clock } from '../../platform/clock/index.ts';
import { Database, type Tx } from '../../platform/database/index.ts';
import { Facts } from '../../platform/facts/index.ts';
import { decideEligibility } from './domain/eligibility.ts';
import { surveyOffered, surveySkipped } from './domain/survey-facts.ts';
import { ensureOpen, expiryOf, type Survey } from './domain/survey.ts';
import { tokenHash } from './survey-tokens.service.ts';
import { type AskedSurvey, SurveyReadModel } from './survey.read-model.ts';
import { SurveyRepository } from './survey.repository.ts';

/** Asks citizens whether they are satisfied, once per closing. */
@Injectable()
export class Surveys {
  constructor(
    private readonly database: Database,
    private readonly surveys: SurveyRepository,
    private readonly readModel: SurveyReadModel,
    private readonly facts: Facts,
    private readonly clock: Clock,
  ) {}

  /** Offers a survey to every petitioner of a closed case who may be asked, and records why the others are not. */
  async offer(tx: Tx, caseId: string, closing: number): Promise<void> {
    const { asked, skipped } = decideEligibility(await this.readModel.candidates(tx, caseId, closing));
    const offeredAt = this.clock.now();
    const surveys = asked.map(({ petitionId }): Survey => ({
      id: newId(),
      caseId,
      petitionId,
      closing,
      offeredAt,
      expiresAt: expiryOf(offeredAt),
      answeredAt: null,
    }));
    const offered = await this.surveys.insert(tx, surveys);
    await this.facts.record(tx, SYSTEM, [
      ...surveys.filter(({ id }) => offered.has(id)).map(surveyOffered),
      ...skipped.map(({ petitionId, reason }) => surveySkipped(caseId, petitionId, closing, reason)),
    ]);
  }

  /** What a link asks. @throws SurveyNotFound, SurveyAlreadyAnswered, SurveyExpired */
  async ask(token: string): Promise<AskedSurvey> {
    const survey = await this.readModel.asked(this.database, tokenHash(token));
    ensureOpen(survey, this.clock.now());
    return survey;
  }
}
