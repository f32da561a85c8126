import { Injectable } from '@nestjs/common';
import { CITIZEN } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import { Clock } from '../../platform/clock/index.ts';
import { Database, type Tx } from '../../platform/database/index.ts';
import { Facts } from '../../platform/facts/index.ts';
import { type Answered, IdempotencyKeys } from '../../platform/http/index.ts';
import { addDetails, decide, type Survey, type SurveyAnswer, type SurveyDetails } from './domain/survey.ts';
import { tokenHash } from './survey-tokens.service.ts';
import { SurveyRepository } from './survey.repository.ts';

/** What a citizen is told when an answer was stored. Kept with the idempotency key, so it repeats nothing they wrote. */
export interface Receipt {
  readonly overall: number;
  /** RFC 3339. */
  readonly answeredAt: string;
}

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
   * @throws SurveyNotFound, SurveyAlreadyAnswered, SurveyExpired, BadIdempotencyKey, IdempotencyKeyReused
   */
  answer(token: string, answer: SurveyAnswer, idempotencyKey: string | null): Promise<Answered<Receipt>> {
    return this.once('survey', token, answer, idempotencyKey, (tx, survey) => this.store(tx, survey, answer));
  }

  /**
   * Adds what was not said with the first click.
   *
   * @param idempotencyKey null when the caller sent none; then repeated details are second ones
   * @throws SurveyNotFound, SurveyNotAnswered, SurveyDetailsEmpty, SurveyDetailsGiven, SurveyExpired, IdempotencyKeyReused
   */
  addDetails(token: string, details: SurveyDetails, idempotencyKey: string | null): Promise<Answered<Receipt>> {
    return this.once('details', token, details, idempotencyKey, async (tx, survey) => {
      const { next, fact } = addDetails(survey, details, this.clock.now());
      await this.surveys.saveDetails(tx, next);
      await this.facts.record(tx, CITIZEN, [fact]);
      return { overall: next.overall, answeredAt: next.answeredAt.toISOString() };
    });
  }

  private once(
    what: string,
    token: string,
    said: object,
    idempotencyKey: string | null,
    take: (tx: Tx, survey: Survey) => Promise<Receipt>,
  ): Promise<Answered<Receipt>> {
    const hash = tokenHash(token);
    return this.keys.once(`${what} ${hash.toString('hex')}`, idempotencyKey, said, (remember) =>
      this.database.transaction(async (tx) => {
        const receipt = await take(tx, await this.surveys.lockByToken(tx, hash));
        const remembered = remember(receipt);
        if (remembered) await tx.query(remembered);
        return receipt;
      }),
    );
  }

  private async store(tx: Tx, survey: Survey, answer: SurveyAnswer): Promise<Receipt> {
    const { next, review, facts } = decide(survey, answer, this.clock.now(), newId);
    await this.surveys.saveAnswer(tx, next);
    if (review) await this.surveys.openReview(tx, review);
    await this.facts.record(tx, CITIZEN, facts);
    return { overall: next.overall, answeredAt: next.answeredAt.toISOString() };
  }
}
