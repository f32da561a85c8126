import { Injectable } from '@nestjs/common';
import { OfficialContacts, withoutPersonalWords } from '../../../kernel/personal-words.ts';
import { Clock } from '../../../platform/clock/index.ts';
import { Database, sql } from '../../../platform/database/index.ts';
import { canBeReached, type WaysToReach } from '../../petitions/index.ts';
import { SupplementNotFound, whyClosed } from '../domain/supplement-errors.ts';
import type { Supplement } from '../domain/supplement.ts';

/** What the page of a question shows. */
export interface AskedSupplement extends Pick<Supplement, 'state' | 'question' | 'replyBy'> {
  readonly caseNo: string;
  readonly subject: string;
  readonly agencyNameZh: string | null;
  readonly agencyNameEn: string | null;
}

@Injectable()
export class SupplementReadModel {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly offices: OfficialContacts,
  ) {}

  /** Whether anybody whose petition a case answers can be asked something. */
  async reachesSomebody(caseNo: string): Promise<boolean> {
    const petitioners = await this.database.query<WaysToReach>(sql`
      SELECT p.preferred_contact AS "preferredContact", nullif(w.has_email, false) AS email, nullif(w.has_phone, false) AS phone,
        nullif(w.has_address, false) AS address
      FROM cases c
      JOIN case_petitions l ON l.case_id = c.id
      JOIN petitions p ON p.id = l.petition_id
      JOIN petitioners w ON w.petition_id = p.id
      WHERE c.case_no = ${caseNo}`);
    return petitioners.some(canBeReached);
  }

  /**
   * What a link asks, in words that point to nobody: since a merge the case may be somebody else's matter.
   *
   * @throws SupplementNotFound, SupplementAlreadyAnswered, SupplementExpired, SupplementSuperseded
   */
  async asked(tokenHash: Buffer): Promise<AskedSupplement> {
    const [row] = await this.database.query<AskedSupplement>(sql`
      SELECT u.state, u.question, u.reply_by AS "replyBy", c.case_no AS "caseNo", c.subject, a.name_zh AS "agencyNameZh",
        a.name_en AS "agencyNameEn"
      FROM supplements u
      JOIN cases c ON c.id = u.case_id
      LEFT JOIN agencies a ON a.code = c.lead_agency_code AND a.replaced_at IS NULL
      WHERE u.token_hash = ${tokenHash}`);
    if (!row) throw new SupplementNotFound();
    const closed = whyClosed(row.state, row.replyBy, this.clock.now());
    if (closed) throw closed;
    return { ...row, subject: this.readable(row.subject), question: this.readable(row.question) };
  }

  private readonly readable = (text: string): string => withoutPersonalWords(text, this.offices);
}
