import { Injectable } from '@nestjs/common';
import { type Db, json, type Sql, sql, type Tx } from '../../../platform/database/index.ts';
import type { RetentionBatch } from './domain/retention-batch.ts';
import { RetentionBatchNotFound } from './domain/retention-errors.ts';

/** Any constant, the same in every process of this application. */
const ONE_AT_A_TIME = 1_999_071;

/** Batches of retention. */
@Injectable()
export class RetentionBatchRepository {
  /** Until the transaction ends nobody else makes or approves a batch. */
  async claim(tx: Tx): Promise<void> {
    await tx.query(sql`SELECT pg_advisory_xact_lock(${ONE_AT_A_TIME})`);
  }

  async nextNo(tx: Tx): Promise<number> {
    const [row] = await tx.query<{ no: number }>(sql`SELECT coalesce(max(b.no), 0) + 1 AS no FROM retention_batches b`);
    return row!.no;
  }

  async insert(tx: Tx, b: RetentionBatch): Promise<void> {
    await tx.query(sql`
      INSERT INTO retention_batches (id, no, state, as_of, classes, previewed_by, previewed_at)
      VALUES (${b.id}, ${b.no}, ${b.state}, ${b.asOf}, ${json(b.classes)}, ${json(b.previewedBy)}, ${b.previewedAt})`);
  }

  async save(tx: Tx, b: RetentionBatch): Promise<void> {
    await tx.query(sql`
      UPDATE retention_batches
      SET state = ${b.state}, approved_by = ${json(b.approvedBy)}, approved_at = ${b.approvedAt}, withdrawn_by = ${json(b.withdrawnBy)},
        withdrawn_at = ${b.withdrawnAt}, withdrawal = ${b.withdrawal}, begun_at = ${b.begunAt}, finished_at = ${b.finishedAt}
      WHERE id = ${b.id}`);
  }

  /** @throws RetentionBatchNotFound */
  get(db: Db, id: string): Promise<RetentionBatch> {
    return this.one(db, sql`WHERE b.id = ${id}`);
  }

  /** Until the transaction ends nobody else decides about it. @throws RetentionBatchNotFound */
  lock(tx: Tx, id: string): Promise<RetentionBatch> {
    return this.one(tx, sql`WHERE b.id = ${id} FOR UPDATE`);
  }

  /** The one that is approved or runs. */
  async atWork(db: Db): Promise<RetentionBatch | null> {
    const [row] = await db.query<RetentionBatch>(sql`
      ${SELECT_BATCH} WHERE b.state IN ('APPROVED', 'RUNNING') ORDER BY b.no LIMIT 1`);
    return row ?? null;
  }

  /** The same, for nobody else to decide about until the transaction ends; null also when somebody else does now. */
  async claimAtWork(tx: Tx): Promise<RetentionBatch | null> {
    const [row] = await tx.query<RetentionBatch>(sql`
      ${SELECT_BATCH} WHERE b.state IN ('APPROVED', 'RUNNING') ORDER BY b.no LIMIT 1 FOR UPDATE SKIP LOCKED`);
    return row ?? null;
  }

  /** The newest first. */
  list(db: Db): Promise<RetentionBatch[]> {
    return db.query<RetentionBatch>(sql`${SELECT_BATCH} ORDER BY b.no DESC`);
  }

  private async one(db: Db, which: Sql): Promise<RetentionBatch> {
    const [row] = await db.query<RetentionBatch>(sql`${SELECT_BATCH} ${which}`);
    if (!row) throw new RetentionBatchNotFound();
    return row;
  }
}

const SELECT_BATCH = sql`
  SELECT b.id, b.no, b.state, b.as_of AS "asOf", b.classes, b.previewed_by AS "previewedBy", b.previewed_at AS "previewedAt",
    b.approved_by AS "approvedBy", b.approved_at AS "approvedAt", b.withdrawn_by AS "withdrawnBy", b.withdrawn_at AS "withdrawnAt",
    b.withdrawal, b.begun_at AS "begunAt", b.finished_at AS "finishedAt"
  FROM retention_batches b`;
