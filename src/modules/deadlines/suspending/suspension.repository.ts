import { Injectable } from '@nestjs/common';
import { newId } from '../../../kernel/ids.ts';
import { type Db, type Sql, sql, type Tx } from '../../../platform/database/index.ts';
import type { Suspension } from './domain/suspension.ts';

/** The clocks that a disaster suspends: those of open cases of these categories. */
export interface Suspended {
  readonly disasterId: string;
  readonly startedAt: Date;
  readonly categoryCodes: readonly string[];
}

/** A clock whose disaster is over. */
export interface Releasable {
  readonly caseId: string;
  readonly disasterId: string;
  readonly endedAt: Date;
}

/** Clocks of open cases, many at once, and how far they are suspended. The row of each clock says whether it is. */
@Injectable()
export class SuspensionRepository {
  /** Cases whose clocks are to be suspended, locked with them until the transaction ends. Those that somebody else has locked are left for later. */
  async lockRunning(tx: Tx, of: Suspended, limit: number): Promise<string[]> {
    const rows = await tx.query<{ caseId: string }>(sql`
      SELECT d.case_id AS "caseId" ${toSuspend(of)}
      ORDER BY c.category_code, c.id
      LIMIT ${limit}
      FOR UPDATE OF d, c SKIP LOCKED`);
    return rows.map(({ caseId }) => caseId);
  }

  /** Cases whose clocks a disaster suspended that is over, locked as above. */
  lockReleasable(tx: Tx, limit: number): Promise<Releasable[]> {
    return tx.query<Releasable>(sql`
      SELECT d.case_id AS "caseId", d.suspended_by AS "disasterId", x.ended_at AS "endedAt" ${TO_RELEASE}
      ORDER BY d.suspended_by, d.id
      LIMIT ${limit}
      FOR UPDATE OF d, c SKIP LOCKED`);
  }

  /** Whether a clock is to be suspended. */
  async anyRunning(db: Db, of: Suspended): Promise<boolean> {
    return (await db.query(sql`SELECT d.id ${toSuspend(of)} LIMIT 1`)).length > 0;
  }

  /** Whether a clock is to run again. */
  async anyReleasable(db: Db): Promise<boolean> {
    return (await db.query(sql`SELECT d.id ${TO_RELEASE} LIMIT 1`)).length > 0;
  }

  /** Enters that clocks are to be suspended for a disaster; there is one entry. */
  beginSuspending(tx: Tx, of: Suspended, at: Date): Promise<void> {
    return this.begin(tx, of.disasterId, 'SUSPEND', sql`SELECT count(*)::integer ${toSuspend(of)}`, at);
  }

  /** Enters that the clocks which a disaster suspended are to run again; there is one entry. */
  beginReleasing(tx: Tx, disasterId: string, at: Date): Promise<void> {
    return this.begin(
      tx,
      disasterId,
      'RELEASE',
      sql`SELECT count(*)::integer ${TO_RELEASE} AND d.suspended_by = ${disasterId}`,
      at,
    );
  }

  /** Keeps that clocks were moved; those that nobody knew of when it began come on top. */
  async advance(tx: Tx, disasterId: string, kind: Suspension['kind'], clocks: number, now: Date): Promise<void> {
    await tx.query(sql`
      UPDATE suspensions
      SET done = done + ${clocks}::integer, total = greatest(total, done + ${clocks}::integer), handed_at = ${now}
      WHERE disaster_id = ${disasterId} AND kind = ${kind}`);
  }

  /** Ends what has nothing left to move: the clocks of cases that ended meanwhile have stopped. */
  async finish(tx: Tx, now: Date): Promise<void> {
    await tx.query(sql`UPDATE suspensions SET finished_at = ${now}, total = done WHERE finished_at IS NULL`);
  }

  /** Whether a job shows signs of life, or was handed to the queue just now. */
  async isAlive(db: Db, forgotten: Date): Promise<boolean> {
    return (
      (await db.query(sql`SELECT s.id FROM suspensions s WHERE s.finished_at IS NULL AND s.handed_at > ${forgotten}`)).length > 0
    );
  }

  /** Disasters that are over and for which clocks still stand still. */
  async listReleasing(db: Db): Promise<string[]> {
    const rows = await db.query<{ disasterId: string }>(sql`SELECT DISTINCT d.suspended_by AS "disasterId" ${TO_RELEASE}`);
    return rows.map(({ disasterId }) => disasterId);
  }

  private async begin(tx: Tx, disasterId: string, kind: Suspension['kind'], count: Sql, at: Date): Promise<void> {
    await tx.query(sql`
      INSERT INTO suspensions (id, disaster_id, kind, total, done, begun_at, handed_at)
      VALUES (${newId()}::uuid, ${disasterId}::uuid, ${kind}, (${count}), 0, ${at}::timestamptz, ${at}::timestamptz)
      ON CONFLICT ON CONSTRAINT suspensions_once DO NOTHING`);
  }
}

/**
 * A clock that was late when the disaster began stays late and goes on ringing. A safety hazard's does not stand still. That of a
 * closed case is about to stop.
 */
const toSuspend = ({ startedAt, categoryCodes }: Suspended): Sql => sql`
  FROM cases c
  JOIN deadlines d ON d.case_id = c.id
  WHERE c.closed_at IS NULL AND c.category_code = ANY(${categoryCodes}) AND NOT c.safety_hazard AND d.suspended_by IS NULL
    AND (d.state = 'PAUSED' OR (d.state = 'RUNNING' AND d.due_at > ${startedAt}))`;

const TO_RELEASE = sql`
  FROM deadlines d
  JOIN cases c ON c.id = d.case_id
  JOIN disasters x ON x.id = d.suspended_by
  WHERE d.suspended_by IS NOT NULL AND x.ended_at IS NOT NULL AND c.closed_at IS NULL`;
