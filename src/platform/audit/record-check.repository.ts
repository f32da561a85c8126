import { Injectable } from '@nestjs/common';
import type { CivilDate } from '../../kernel/civil-date.ts';
import { type Db, sql, type Tx } from '../database/index.ts';

/** Any constant, the same in every process of this application. */
const ADVISORY_LOCK = 1_999_016;

/** What came since the check before (`NEW`), or a seventh of everything, so that all is looked at again, round by round (`AGAIN`). */
export type CheckKind = 'NEW' | 'AGAIN';

/** A stretch of links that is checked on one day. */
export interface RecordCheck {
  readonly day: CivilDate;
  readonly kind: CheckKind;
  /** Exclusive. */
  readonly afterNo: string;
  /** Inclusive. */
  readonly throughNo: string;
  /** The last one that was checked. */
  readonly doneNo: string;
  readonly breaks: number;
  readonly firstBreak: string | null;
}

/** How far the record was checked. */
@Injectable()
export class RecordCheckRepository {
  /** Until the transaction ends nobody else checks. @returns false when somebody else does now */
  async claim(tx: Tx): Promise<boolean> {
    const [row] = await tx.query<{ free: boolean }>(sql`SELECT pg_try_advisory_xact_lock(${ADVISORY_LOCK}) AS free`);
    return row!.free;
  }

  /** The oldest that is not done. */
  async unfinished(db: Db): Promise<RecordCheck | null> {
    const [row] = await db.query<RecordCheck>(sql`
      SELECT ${COLUMNS} FROM record_checks k WHERE k.done_no < k.through_no ORDER BY k.day, k.kind DESC LIMIT 1`);
    return row ?? null;
  }

  /** The latest of its kind. */
  async latest(db: Db, kind: CheckKind): Promise<RecordCheck | null> {
    const [row] = await db.query<RecordCheck>(sql`
      SELECT ${COLUMNS} FROM record_checks k WHERE k.kind = ${kind} ORDER BY k.day DESC LIMIT 1`);
    return row ?? null;
  }

  async insert(tx: Tx, { day, kind, afterNo, throughNo, doneNo, breaks, firstBreak }: RecordCheck, at: Date): Promise<void> {
    await tx.query(sql`
      INSERT INTO record_checks (day, kind, after_no, through_no, done_no, breaks, first_break, checked_at)
      VALUES (${day}, ${kind}, ${afterNo}, ${throughNo}, ${doneNo}, ${breaks}, ${firstBreak}, ${at})`);
  }

  async save(tx: Tx, { day, kind, doneNo, breaks, firstBreak }: RecordCheck, at: Date): Promise<void> {
    await tx.query(sql`
      UPDATE record_checks
      SET done_no = ${doneNo}, breaks = ${breaks}, first_break = ${firstBreak}, checked_at = ${at}
      WHERE day = ${day} AND kind = ${kind}`);
  }
}

const COLUMNS = sql`k.day, k.kind, k.after_no AS "afterNo", k.through_no AS "throughNo", k.done_no AS "doneNo", k.breaks,
  k.first_break AS "firstBreak"`;
