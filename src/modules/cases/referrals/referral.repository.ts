import { Injectable } from '@nestjs/common';
import { type Db, sql, type Tx } from '../../../platform/database/index.ts';

/** The leg that a link is for. */
export interface Referral {
  readonly assignmentId: string;
  readonly caseId: string;
  readonly caseNo: string;
  readonly agencyCode: string;
}

@Injectable()
export class ReferralRepository {
  /** Keeps the link of the leg that an agency has now; the one before stops working. @returns false when it has none */
  async setToken(tx: Tx, caseId: string, agencyCode: string, tokenHash: Buffer, at: Date): Promise<boolean> {
    const rows = await tx.query(sql`
      INSERT INTO referrals AS r (assignment_id, token_hash, issued_at)
      SELECT a.id, ${tokenHash}, ${at}
      FROM assignments a
      WHERE a.case_id = ${caseId} AND a.agency_code = ${agencyCode} AND a.ended_at IS NULL
      ON CONFLICT (assignment_id) DO UPDATE SET token_hash = excluded.token_hash, issued_at = excluded.issued_at
      RETURNING r.assignment_id`);
    return rows.length > 0;
  }

  async find(db: Db, tokenHash: Buffer): Promise<Referral | null> {
    const [row] = await db.query<Referral>(sql`
      SELECT a.id AS "assignmentId", a.case_id AS "caseId", c.case_no AS "caseNo", a.agency_code AS "agencyCode"
      FROM referrals r
      JOIN assignments a ON a.id = r.assignment_id
      JOIN cases c ON c.id = a.case_id
      WHERE r.token_hash = ${tokenHash}`);
    return row ?? null;
  }
}
