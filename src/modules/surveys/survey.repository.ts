import { Injectable } from '@nestjs/common';
import { join, sql, type Tx } from '../../platform/database/index.ts';
import type { EndReason } from './domain/survey-end.ts';
import { SurveyNotFound } from './domain/survey-errors.ts';
import type { AnsweredSurvey, DetailedSurvey, OfferedSurvey, Survey, SurveyReview, UnsentSurvey } from './domain/survey.ts';

@Injectable()
export class SurveyRepository {
  /** Offers surveys. @returns the ids of those that were not decided about before for the same closing */
  async insert(tx: Tx, surveys: readonly OfferedSurvey[]): Promise<string[]> {
    if (surveys.length === 0) return [];
    const values = surveys.map(
      (survey) =>
        sql`(${survey.id}, ${survey.caseId}, ${survey.petitionId}, ${survey.closing}, ${survey.offeredAt}, ${survey.expiresAt},
          ${survey.remindAt})`,
    );
    const rows = await tx.query<{ id: string }>(sql`
      INSERT INTO surveys (id, case_id, petition_id, closing, offered_at, expires_at, remind_at)
      VALUES ${join(values, ', ')}
      ON CONFLICT ON CONSTRAINT surveys_once DO NOTHING
      RETURNING id`);
    return rows.map(({ id }) => id);
  }

  /** Keeps why surveys are not sent. @returns the ids of those that were not decided about before for the same closing */
  async insertUnsent(tx: Tx, surveys: readonly UnsentSurvey[]): Promise<string[]> {
    if (surveys.length === 0) return [];
    const values = surveys.map(
      (survey) =>
        sql`(${survey.id}, ${survey.caseId}, ${survey.petitionId}, ${survey.closing}, ${survey.offeredAt}, ${survey.reason})`,
    );
    const rows = await tx.query<{ id: string }>(sql`
      INSERT INTO surveys (id, case_id, petition_id, closing, offered_at, not_sent_reason)
      VALUES ${join(values, ', ')}
      ON CONFLICT ON CONSTRAINT surveys_once DO NOTHING
      RETURNING id`);
    return rows.map(({ id }) => id);
  }

  /** Waits until nobody else decides who is asked: two cases of one person that close at once must see each other. */
  async takeTurn(tx: Tx): Promise<void> {
    await tx.query(sql`SELECT pg_advisory_xact_lock(hashtext('surveys'))`);
  }

  /** Replaces the link: only the newest one works. @throws SurveyNotFound */
  async setToken(tx: Tx, surveyId: string, hash: Buffer): Promise<void> {
    const rows = await tx.query(sql`
      UPDATE surveys
      SET token_hash = ${hash}
      WHERE id = ${surveyId}
      RETURNING id`);
    if (rows.length === 0) throw new SurveyNotFound();
  }

  /** Another link, of a reminder; the first one goes on working, for it may lie in somebody's mail. @throws SurveyNotFound */
  async setReminderToken(tx: Tx, surveyId: string, hash: Buffer): Promise<void> {
    const rows = await tx.query(sql`
      UPDATE surveys
      SET reminder_token_hash = ${hash}
      WHERE id = ${surveyId}
      RETURNING id`);
    if (rows.length === 0) throw new SurveyNotFound();
  }

  /** The survey of a link, locked until the transaction ends. @throws SurveyNotFound */
  async lockByToken(tx: Tx, hash: Buffer): Promise<Survey> {
    const [survey] = await tx.query<Survey>(sql`
      ${SELECT_SURVEY}
      WHERE s.token_hash = ${hash} OR s.reminder_token_hash = ${hash}
      FOR UPDATE OF s`);
    if (!survey) throw new SurveyNotFound();
    return survey;
  }

  async saveAnswer(tx: Tx, answered: AnsweredSurvey): Promise<void> {
    await tx.query(sql`
      UPDATE surveys
      SET answered_at = ${answered.answeredAt}, overall = ${answered.overall}, speed = ${answered.speed},
        attitude = ${answered.attitude}, result = ${answered.result}, comment = ${answered.comment}, details_at = ${answered.detailsAt},
        answer_channel = ${answered.channel}, claimed_by = NULL, claimed_until = NULL
      WHERE id = ${answered.id}`);
  }

  async saveDetails(tx: Tx, detailed: DetailedSurvey): Promise<void> {
    await tx.query(sql`
      UPDATE surveys
      SET speed = ${detailed.speed}, attitude = ${detailed.attitude}, result = ${detailed.result}, comment = ${detailed.comment},
        details_at = ${detailed.detailsAt}
      WHERE id = ${detailed.id}`);
  }

  /** Ends what was asked about a case by `at` and can still be answered then. @returns whose surveys, about which closing */
  endOpen(tx: Tx, caseId: string, reason: EndReason, at: Date): Promise<Pick<Survey, 'petitionId' | 'closing'>[]> {
    return tx.query(sql`
      UPDATE surveys
      SET ended_at = ${at}, end_reason = ${reason}, remind_at = NULL, claimed_by = NULL, claimed_until = NULL
      WHERE case_id = ${caseId} AND offered_at <= ${at} AND expires_at > ${at} AND answered_at IS NULL AND ended_at IS NULL
      RETURNING petition_id AS "petitionId", closing`);
  }

  async openReview(tx: Tx, review: SurveyReview): Promise<void> {
    await tx.query(sql`
      INSERT INTO survey_reviews (id, survey_id, case_id, state, opened_at)
      VALUES (${review.id}, ${review.surveyId}, ${review.caseId}, ${review.state}, ${review.openedAt})`);
  }
}

/** Of a survey `s` and its case `c`. */
export const SURVEY_COLUMNS = sql`
  s.id, s.case_id AS "caseId", s.petition_id AS "petitionId", s.closing, s.offered_at AS "offeredAt", s.expires_at AS "expiresAt",
  s.answered_at AS "answeredAt", s.overall, s.details_at AS "detailsAt", s.ended_at AS "endedAt",
  c.status = 'CLOSED' AND c.closings = s.closing AS "stillClosed"`;

const SELECT_SURVEY = sql`
  SELECT ${SURVEY_COLUMNS}
  FROM surveys s
  JOIN cases c ON c.id = s.case_id`;
