import { Injectable } from '@nestjs/common';
import { sql, type Tx } from '../../../platform/database/index.ts';
import type { SurveyCaller } from '../domain/survey-policy.ts';

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
}
