import { Injectable } from '@nestjs/common';
import type { Scope } from '../../../kernel/actor.ts';
import { sql, type Tx } from '../../../platform/database/index.ts';
import { within } from '../../cases/index.ts';
import { SurveyCallNotFound } from '../domain/survey-errors.ts';
import type { SurveyCaller } from '../domain/survey-policy.ts';
import { SURVEY_COLUMNS } from '../survey.repository.ts';
import type { SurveyCall } from './domain/survey-call.ts';

/** Whose calls, about which cases. */
export interface CalledBy {
  readonly scope: Scope;
  readonly callers: readonly SurveyCaller[];
}

@Injectable()
export class SurveyCallRepository {
  async request(tx: Tx, surveyId: string, by: SurveyCaller, since: Date): Promise<void> {
    await tx.query(sql`UPDATE surveys SET call_by = ${by}, call_since = ${since} WHERE id = ${surveyId} AND call_by IS NULL`);
  }

  async handOver(tx: Tx, surveyId: string, since: Date): Promise<void> {
    await tx.query(sql`
      UPDATE surveys
      SET call_by = 'OPERATOR', call_since = ${since}
      WHERE id = ${surveyId} AND call_by = 'VOICE_RESPONSE'`);
  }

  /** A survey that is asked by telephone, locked until the transaction ends. @throws SurveyCallNotFound */
  async lock(tx: Tx, id: string, { scope, callers }: CalledBy): Promise<SurveyCall> {
    const [call] = await tx.query<SurveyCall>(sql`
      SELECT ${SURVEY_COLUMNS}, s.call_by AS "callBy", s.call_since AS "callSince", s.claimed_by AS "claimedBy",
        s.claimed_until AS "claimedUntil", s.call_attempts AS attempts, s.end_reason AS "endReason",
        s.token_hash IS NOT NULL OR s.reminder_token_hash IS NOT NULL AS "hasLink"
      FROM surveys s
      JOIN cases c ON c.id = s.case_id
      WHERE s.id = ${id} AND s.call_by = ANY (${callers})${within(scope)}
      FOR UPDATE OF s`);
    if (!call) throw new SurveyCallNotFound();
    return call;
  }

  /** What has ended is not reminded of. */
  async save(tx: Tx, call: SurveyCall): Promise<void> {
    await tx.query(sql`
      UPDATE surveys
      SET call_by = ${call.callBy}, call_since = ${call.callSince}, claimed_by = ${call.claimedBy},
        claimed_until = ${call.claimedUntil}, call_attempts = ${call.attempts}, ended_at = ${call.endedAt},
        end_reason = ${call.endReason}, remind_at = CASE WHEN ${call.endReason}::text IS NULL THEN remind_at END
      WHERE id = ${call.id}`);
  }
}
