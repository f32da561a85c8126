import { Injectable } from '@nestjs/common';
import { newId } from '../../kernel/ids.ts';
import { Clock } from '../../platform/clock/index.ts';
import { Database, type Tx } from '../../platform/database/index.ts';
import { Facts } from '../../platform/facts/index.ts';
import { type Answered, IdempotencyKeys } from '../../platform/http/index.ts';
import { addDetails, decide, type Survey, type SurveyAnswer, type SurveyDetails, type SurveyReceipt } from './domain/survey.ts';
import type { Respondent } from './respondent.service.ts';
import { SurveyRepository } from './survey.repository.ts';

/** Takes the answers of citizens. */
@Injectable()
export class SurveyAnswers {
  constructor(
    private readonly database: Database,
    private readonly surveys: SurveyRepository,
    private readonly facts: Facts,
    private readonly keys: IdempotencyKeys,
    private readonly clock: Clock,
  ) {}

  /**
   * @param idempotencyKey null when the caller sent none; then a repeated answer is a second one
   * @throws SurveyNotFound, SurveyCallNotFound, SurveyCallClaimed, SurveyAlreadyAnswered, SurveyEnded, SurveyExpired,
   * BadIdempotencyKey, IdempotencyKeyReused
   */
  answer(respondent: Respondent, answer: SurveyAnswer, idempotencyKey: string | null): Promise<Answered<SurveyReceipt>> {
    return this.once('survey', respondent, answer, idempotencyKey, (tx, survey) => this.store(tx, survey, respondent, answer));
  }

  /**
   * Adds what was not said with the first click.
   *
   * @param idempotencyKey null when the caller sent none; then repeated details are second ones
   * @throws SurveyNotFound, SurveyNotAnswered, SurveyDetailsEmpty, SurveyDetailsGiven, SurveyExpired, IdempotencyKeyReused
   */
  addDetails(respondent: Respondent, details: SurveyDetails, idempotencyKey: string | null): Promise<Answered<SurveyReceipt>> {
    return this.once('details', respondent, details, idempotencyKey, async (tx, survey) => {
      const { next, fact } = addDetails(survey, details, this.clock.now());
      await this.surveys.saveDetails(tx, next);
      await this.facts.record(tx, respondent.by, [fact]);
      return { overall: next.overall, answeredAt: next.answeredAt.toISOString() };
    });
  }

  private once(
    what: string,
    { keyScope, lock }: Respondent,
    said: object,
    idempotencyKey: string | null,
    take: (tx: Tx, survey: Survey) => Promise<SurveyReceipt>,
  ): Promise<Answered<SurveyReceipt>> {
    return this.keys.once(`${what} ${keyScope}`, idempotencyKey, said, (remember) =>
      this.database.transaction(async (tx) => {
        const receipt = await take(tx, await lock(tx));
        const remembered = remember(receipt);
        if (remembered) await tx.query(remembered);
        return receipt;
      }),
    );
  }

  private async store(tx: Tx, survey: Survey, { by, channel }: Respondent, answer: SurveyAnswer): Promise<SurveyReceipt> {
    const { next, review, facts } = decide(survey, { ...answer, channel }, this.clock.now(), newId);
    await this.surveys.saveAnswer(tx, next);
    if (review) await this.surveys.openReview(tx, review);
    await this.facts.record(tx, by, facts);
    return { overall: next.overall, answeredAt: next.answeredAt.toISOString() };
  }
}
