import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../platform/database/index.ts';
import { type Answered, IdempotencyKeys } from '../../platform/http/index.ts';
import { AnswerBook } from './answer-book.service.ts';
import type { Survey, SurveyAnswer, SurveyDetails, SurveyReceipt } from './domain/survey.ts';
import type { Respondent } from './respondent.service.ts';

/** Takes the answers of citizens. */
@Injectable()
export class SurveyAnswers {
  constructor(
    private readonly database: Database,
    private readonly book: AnswerBook,
    private readonly keys: IdempotencyKeys,
  ) {}

  /**
   * @param idempotencyKey null when the caller sent none; then a repeated answer is a second one
   * @throws SurveyNotFound, SurveyCallNotFound, SurveyCallClaimed, SurveyAlreadyAnswered, SurveyEnded, SurveyExpired,
   * BadIdempotencyKey, IdempotencyKeyReused
   */
  answer(respondent: Respondent, answer: SurveyAnswer, idempotencyKey: string | null): Promise<Answered<SurveyReceipt>> {
    return this.once('survey', respondent, answer, idempotencyKey, (tx, survey) =>
      this.book.answer(tx, survey, respondent, answer),
    );
  }

  /**
   * Adds what was not said with the first click.
   *
   * @param idempotencyKey null when the caller sent none; then repeated details are second ones
   * @throws SurveyNotFound, SurveyNotAnswered, SurveyDetailsEmpty, SurveyDetailsGiven, SurveyExpired, IdempotencyKeyReused
   */
  addDetails(respondent: Respondent, details: SurveyDetails, idempotencyKey: string | null): Promise<Answered<SurveyReceipt>> {
    return this.once('details', respondent, details, idempotencyKey, (tx, survey) =>
      this.book.addDetails(tx, survey, respondent, details),
    );
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
}
