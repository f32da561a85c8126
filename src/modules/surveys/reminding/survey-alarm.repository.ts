import { Injectable } from '@nestjs/common';
import { type Db, sql, type Tx } from '../../../platform/database/index.ts';
import type { WaitingSurvey } from './domain/survey-reminder.ts';

/** The reminder of a survey that is near. */
export interface SurveyAlarm {
  readonly surveyId: string;
  readonly remindAt: Date;
}

@Injectable()
export class SurveyAlarmRepository {
  async lock(tx: Tx, id: string): Promise<WaitingSurvey | null> {
    const [survey] = await tx.query<WaitingSurvey>(sql`
      SELECT s.id, s.case_id AS "caseId", s.petition_id AS "petitionId", s.expires_at AS "expiresAt", s.answered_at AS "answeredAt",
        s.remind_at AS "remindAt", c.status = 'CLOSED' AND c.closings = s.closing AS "stillClosed"
      FROM surveys s
      JOIN cases c ON c.id = s.case_id
      WHERE s.id = ${id}
      FOR UPDATE OF s`);
    return survey ?? null;
  }

  /** Nothing rings for it any more. @param remindedAt null when nobody had to be reminded */
  async settle(tx: Tx, id: string, remindedAt: Date | null): Promise<void> {
    await tx.query(sql`UPDATE surveys SET remind_at = NULL, reminded_at = ${remindedAt} WHERE id = ${id}`);
  }

  /**
   * Takes reminders that are due by `until`, and were not handed to the queue or so long ago that it must have lost them. Several
   * workers take different ones.
   *
   * @param forgotten what was handed over before this instant is handed over again
   */
  take(tx: Tx, until: Date, forgotten: Date, now: Date, limit: number): Promise<SurveyAlarm[]> {
    return tx.query<SurveyAlarm>(sql`
      WITH due AS (
        SELECT w.id
        FROM surveys w
        WHERE w.remind_at IS NOT NULL AND w.remind_at <= ${until}
          AND (w.reminder_enqueued_at IS NULL OR w.reminder_enqueued_at < ${forgotten})
        ORDER BY w.remind_at
        LIMIT ${limit}
        FOR UPDATE SKIP LOCKED
      )
      UPDATE surveys s
      SET reminder_enqueued_at = ${now}
      FROM due w
      WHERE s.id = w.id
      RETURNING s.id AS "surveyId", s.remind_at AS "remindAt"`);
  }

  /** The reminders whose time has come, in order. */
  listDue(db: Db, now: Date, limit: number): Promise<SurveyAlarm[]> {
    return db.query<SurveyAlarm>(sql`
      SELECT s.id AS "surveyId", s.remind_at AS "remindAt"
      FROM surveys s
      WHERE s.remind_at IS NOT NULL AND s.remind_at <= ${now}
      ORDER BY s.remind_at
      LIMIT ${limit}`);
  }

  /** The next instant at which any reminder rings. */
  async next(db: Db): Promise<Date | null> {
    const [row] = await db.query<{ at: Date | null }>(sql`
      SELECT min(s.remind_at) AS at FROM surveys s WHERE s.remind_at IS NOT NULL`);
    return row?.at ?? null;
  }
}
