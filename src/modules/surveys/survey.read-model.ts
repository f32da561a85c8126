import { Injectable } from '@nestjs/common';
import { type Db, type Sql, sql } from '../../platform/database/index.ts';
import type { Candidate } from './domain/eligibility.ts';
import { SurveyNotFound } from './domain/survey-errors.ts';
import type { Openness } from './domain/survey.ts';

/** What a survey asks. */
export interface AskedSurvey {
  readonly petitionNo: string;
  readonly caseNo: string;
  readonly subject: string;
  readonly agencyNameZh: string | null;
  readonly agencyNameEn: string | null;
  readonly reply: string | null;
  readonly language: string;
  readonly expiresAt: Date;
}

/** Which end of which case. */
export interface Closing {
  readonly caseId: string;
  readonly closing: number;
}

@Injectable()
export class SurveyReadModel {
  /**
   * Every petitioner of a case that was closed, in the order of their petitions.
   *
   * The surveys of the quiet time are one range scan of `surveys_by_offered`, each looked up by its petition: some ten thousand rows
   * at the city's design load, read once for each closing, in a job.
   *
   * A survey of this case that was taken back before it was answered, because the case was opened again, asked nobody: whether its end
   * is written yet or not, for the closing may be looked at before the reopening is.
   *
   * @param since surveys that were sent after this instant are remembered, whatever they are about
   * @param at now
   */
  candidates(db: Db, { caseId, closing }: Closing, since: Date, at: Date): Promise<Candidate[]> {
    return db.query<Candidate>(sql`
      WITH candidate AS (
        SELECT p.id, p.received_at, p.anonymous, p.confidential, p.preferred_contact, ${contactsOf(sql`w`)} AS contacts,
          c.category_code, c.confidential OR coalesce(k.confidential, false) AS confidential_case,
          c.status = 'CLOSED' AND c.closings = ${closing} AS still_closed
        FROM cases c
        JOIN case_petitions l ON l.case_id = c.id
        JOIN petitions p ON p.id = l.petition_id
        LEFT JOIN petitioners w ON w.petition_id = p.id
        LEFT JOIN categories k ON k.code = c.category_code AND k.replaced_at IS NULL
        WHERE c.id = ${caseId}
      ), recent AS (
        SELECT s.offered_at, ${contactsOf(sql`o`)} AS contacts
        FROM surveys s
        JOIN petitioners o ON o.petition_id = s.petition_id
        WHERE s.offered_at > ${since} AND s.not_sent_reason IS NULL AND s.end_reason IS DISTINCT FROM 'CASE_REOPENED'
          AND (
            s.case_id <> ${caseId}
            OR (s.closing < ${closing} AND (s.answered_at IS NOT NULL OR s.ended_at IS NOT NULL OR s.expires_at <= ${at}))
          )
      ), reopened AS (
        SELECT EXISTS (
          SELECT 1
          FROM reopen_requests r
          WHERE r.case_id = ${caseId} AND r.closing < ${closing} AND r.state IN ('APPROVED', 'OVERTAKEN')
        ) AS by_survey
      )
      SELECT p.id AS "petitionId", p.category_code AS "categoryCode", p.anonymous, p.confidential,
        p.preferred_contact AS "preferredContact", p.contacts, p.confidential_case AS "confidentialCase",
        p.still_closed AS "stillClosed", r.by_survey AS "afterSurveyReopen",
        (SELECT max(e.offered_at) FROM recent e WHERE e.contacts && p.contacts) AS "lastAskedAt"
      FROM candidate p
      CROSS JOIN reopened r
      ORDER BY p.received_at, p.id`);
  }

  /** Whose petitions a case answers. */
  async petitionIds(db: Db, caseId: string): Promise<string[]> {
    const rows = await db.query<{ id: string }>(sql`
      SELECT l.petition_id AS id
      FROM case_petitions l
      WHERE l.case_id = ${caseId}
      ORDER BY l.petition_id`);
    return rows.map(({ id }) => id);
  }

  /** @throws SurveyNotFound */
  async asked(db: Db, tokenHash: Buffer): Promise<AskedSurvey & Openness> {
    const [row] = await db.query<AskedSurvey & Openness>(sql`
      SELECT p.petition_no AS "petitionNo", c.case_no AS "caseNo", p.subject, a.name_zh AS "agencyNameZh",
        a.name_en AS "agencyNameEn", c.reply, p.language, s.expires_at AS "expiresAt", s.answered_at AS "answeredAt",
        s.ended_at AS "endedAt", c.status = 'CLOSED' AND c.closings = s.closing AS "stillClosed"
      FROM surveys s
      JOIN cases c ON c.id = s.case_id
      JOIN petitions p ON p.id = s.petition_id
      LEFT JOIN agencies a ON a.code = c.lead_agency_code AND a.replaced_at IS NULL
      WHERE s.token_hash = ${tokenHash} OR s.reminder_token_hash = ${tokenHash}`);
    if (!row) throw new SurveyNotFound();
    return row;
  }
}

/** A petitioner's e-mail address in small letters and telephone number in digits, +886 written as 0; the array is empty when there are none. */
const contactsOf = (petitioner: Sql): Sql => sql`
  array_remove(ARRAY[
    nullif(lower(btrim(${petitioner}.email)), ''),
    nullif(regexp_replace(regexp_replace(normalize(${petitioner}.phone, NFKC), '[^0-9]', '', 'g'), '^8860?', '0'), '')
  ], NULL)`;
