import { Injectable } from '@nestjs/common';
import { newId } from '../../kernel/ids.ts';
import { Clock } from '../../platform/clock/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import { Facts } from '../../platform/facts/index.ts';
import { SurveyPolicy } from './domain/survey-policy.ts';
import { addDetails, decide, type Survey, type SurveyAnswer, type SurveyDetails, type SurveyReceipt } from './domain/survey.ts';
import type { Respondent } from './respondent.service.ts';
import { SurveyRepository } from './survey.repository.ts';

/** Writes down what citizens say of a survey that is locked. */
@Injectable()
export class AnswerBook {
  constructor(
    private readonly surveys: SurveyRepository,
    private readonly policy: SurveyPolicy,
    private readonly facts: Facts,
    private readonly clock: Clock,
  ) {}

  /** A low answer opens a review. @throws SurveyAlreadyAnswered, SurveyEnded, SurveyExpired */
  async answer(tx: Tx, survey: Survey, { by, channel }: Respondent, answer: SurveyAnswer): Promise<SurveyReceipt> {
    const { next, review, facts } = decide(survey, { ...answer, channel }, this.policy, this.clock.now(), newId);
    await this.surveys.saveAnswer(tx, next);
    if (review) await this.surveys.openReview(tx, review);
    await this.facts.record(tx, by, facts);
    return { overall: next.overall, answeredAt: next.answeredAt.toISOString() };
  }

  /** @throws SurveyNotAnswered, SurveyDetailsEmpty, SurveyDetailsGiven, SurveyExpired */
  async addDetails(tx: Tx, survey: Survey, { by }: Respondent, details: SurveyDetails): Promise<SurveyReceipt> {
    const { next, fact } = addDetails(survey, details, this.clock.now());
    await this.surveys.saveDetails(tx, next);
    await this.facts.record(tx, by, [fact]);
    return { overall: next.overall, answeredAt: next.answeredAt.toISOString() };
  }
}
