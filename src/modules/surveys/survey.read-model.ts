import { Injectable } from '@nestjs/common';
import { type Db, sql } from '../../platform/database/index.ts';
import type { Candidate } from './domain/eligibility.ts';
import { SurveyNotFound } from './domain/survey-errors.ts';

/** What the page of a survey shows. */
export interface AskedSurvey {
  readonly petitionNo: string;
  readonly caseNo: string;
  readonly subject: string;
  readonly agencyNameZh: string | null;
  readonly agencyNameEn: string | null;
  readonly reply: string | null;
  readonly language: string;
  readonly expiresAt: Date;
  readonly answeredAt: Date | null;
}

@Injectable()
export class SurveyReadModel {
  /** Every petitioner of a case that was closed, in the order of their petitions. */
  candidates(db: Db, caseId: string, closing: number): Promise<Candidate[]> {
    return db.query<Candidate>(sql`
      SELECT p.id AS "petitionId", p.anonymous, p.confidential, p.preferred_contact AS "preferredContact",
        coalesce(lower(w.email), w.phone) AS contact, c.confidential OR coalesce(k.confidential, false) AS "confidentialCase",
        c.closed_at IS NOT NULL AND c.closings = ${closing} AS "stillClosed"
      FROM cases c
      JOIN case_petitions l ON l.case_id = c.id
      JOIN petitions p ON p.id = l.petition_id
      LEFT JOIN petitioners w ON w.petition_id = p.id
      LEFT JOIN categories k ON k.code = c.category_code AND k.replaced_at IS NULL
      WHERE c.id = ${caseId}
      ORDER BY p.received_at, p.id`);
  }

  /** @throws SurveyNotFound */
  async asked(db: Db, tokenHash: Buffer): Promise<AskedSurvey> {
    const [row] = await db.query<AskedSurvey>(sql`
      SELECT p.petition_no AS "petitionNo", c.case_no AS "caseNo", p.subject, a.name_zh AS "agencyNameZh",
        a.name_en AS "agencyNameEn", c.reply, p.language, s.expires_at AS "expiresAt", s.answered_at AS "answeredAt"
      FROM surveys s
      JOIN cases c ON c.id = s.case_id
      JOIN petitions p ON p.id = s.petition_id
      LEFT JOIN agencies a ON a.code = c.lead_agency_code AND a.replaced_at IS NULL
      WHERE s.token_hash = ${tokenHash}`);
    if (!row) throw new SurveyNotFound();
    return row;
  }
}
