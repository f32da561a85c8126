import { Injectable } from '@nestjs/common';
import type { Scope } from '../../../kernel/actor.ts';
import { type ConstraintErrors, type Db, refusing, type Sql, sql, type Tx } from '../../../platform/database/index.ts';
import { CaseNotFound, within } from '../../cases/index.ts';
import { AlreadyHeld, type LegalHold } from './domain/legal-hold.ts';

const HOLD_CONSTRAINTS: ConstraintErrors = { legal_holds_one: AlreadyHeld };

/** The case that a hold is about. */
export interface HeldCase {
  readonly id: string;
  readonly anonymisedAt: Date | null;
}

/** Legal holds of cases; one that was lifted stays. */
@Injectable()
export class LegalHoldRepository {
  /** A case within the scope. A batch of retention that takes it at the same moment is waited for. @throws CaseNotFound */
  lockCase(tx: Tx, caseNo: string, scope: Scope): Promise<HeldCase> {
    return this.one(tx, sql`${selectCase(caseNo, scope)} FOR UPDATE OF c`);
  }

  /** The same without waiting. @throws CaseNotFound */
  getCase(db: Db, caseNo: string, scope: Scope): Promise<HeldCase> {
    return this.one(db, selectCase(caseNo, scope));
  }

  /** @throws AlreadyHeld */
  async place(tx: Tx, { id, caseId, reason, placedBy, placedAt }: LegalHold): Promise<void> {
    await tx
      .query(
        sql`INSERT INTO legal_holds (id, case_id, reason, placed_by, placed_at) VALUES (${id}, ${caseId}, ${reason}, ${placedBy}, ${placedAt})`,
      )
      .catch(refusing(HOLD_CONSTRAINTS));
  }

  /** @returns false when none was placed */
  async lift(tx: Tx, caseId: string, by: string, reason: string, at: Date): Promise<boolean> {
    const rows = await tx.query(sql`
      UPDATE legal_holds
      SET lifted_by = ${by}, lifted_at = ${at}, lift_reason = ${reason}
      WHERE case_id = ${caseId} AND lifted_at IS NULL
      RETURNING id`);
    return rows.length > 0;
  }

  /** All there were, the newest first. */
  of(db: Db, caseId: string): Promise<LegalHold[]> {
    return db.query<LegalHold>(sql`
      SELECT h.id, h.case_id AS "caseId", h.reason, h.placed_by AS "placedBy", h.placed_at AS "placedAt", h.lifted_by AS "liftedBy",
        h.lifted_at AS "liftedAt", h.lift_reason AS "liftReason"
      FROM legal_holds h
      WHERE h.case_id = ${caseId}
      ORDER BY h.placed_at DESC, h.id DESC`);
  }

  private async one(db: Db, select: Sql): Promise<HeldCase> {
    const [row] = await db.query<HeldCase>(select);
    if (!row) throw new CaseNotFound();
    return row;
  }
}

const selectCase = (caseNo: string, scope: Scope): Sql =>
  sql`SELECT c.id, c.anonymised_at AS "anonymisedAt" FROM cases c WHERE c.case_no = ${caseNo}${within(scope)}`;
