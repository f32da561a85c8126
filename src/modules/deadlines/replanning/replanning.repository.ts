import { Injectable } from '@nestjs/common';
import { newId } from '../../../kernel/ids.ts';
import { type Db, sql, type Tx } from '../../../platform/database/index.ts';
import type { Replanning } from './domain/replanning.ts';

/** How far the clocks are counted again. */
@Injectable()
export class ReplanningRepository {
  /** Enters that a version is to be counted by; there is one entry per version. Nothing to count is counted at once. */
  async begin(tx: Tx, calendarVersion: number, at: Date): Promise<Replanning> {
    const begun = await this.findOf(tx, calendarVersion);
    if (begun) return begun;
    await tx.query(sql`
      INSERT INTO replannings (id, calendar_version, total, done, begun_at, finished_at)
      SELECT ${newId()}::uuid, ${calendarVersion}::integer, o.total, 0, ${at}::timestamptz,
        CASE WHEN o.total = 0 THEN ${at}::timestamptz END
      FROM (SELECT count(*)::integer AS total ${BEHIND} AND d.calendar_version < ${calendarVersion}) o
      ON CONFLICT ON CONSTRAINT replannings_once DO NOTHING`);
    return (await this.findOf(tx, calendarVersion))!;
  }

  async find(db: Db, id: string): Promise<Replanning | null> {
    const [row] = await db.query<Replanning>(sql`${SELECT_REPLANNING} WHERE r.id = ${id}`);
    return row ?? null;
  }

  private async findOf(db: Db, calendarVersion: number): Promise<Replanning | null> {
    const [row] = await db.query<Replanning>(sql`${SELECT_REPLANNING} WHERE r.calendar_version = ${calendarVersion}`);
    return row ?? null;
  }

  /** The version of the calendar in force; 0 when none is known. */
  async inForce(db: Db): Promise<number> {
    const [row] = await db.query<{ version: number }>(
      sql`SELECT coalesce(max(v.version), 0) AS version FROM calendar_versions v`,
    );
    return row!.version;
  }

  /**
   * By which version the open clock was counted that is furthest behind another one; null when none is.
   *
   * In the order of the index, so that nothing is read when nothing is behind: asked whether there is any, the planner expects many
   * and looks through the table.
   */
  async furthestBehind(db: Db, calendarVersion: number): Promise<number | null> {
    const [row] = await db.query<{ version: number }>(sql`
      SELECT d.calendar_version AS version ${BEHIND} AND d.calendar_version < ${calendarVersion}
      ORDER BY d.calendar_version, d.id
      LIMIT 1`);
    return row?.version ?? null;
  }

  /** Whether one is being worked on: it showed a sign of life after `forgotten`. */
  async isUnderway(db: Db, forgotten: Date): Promise<boolean> {
    const rows = await db.query(sql`
      SELECT 1 FROM replannings r WHERE r.finished_at IS NULL AND r.handed_at > ${forgotten} LIMIT 1`);
    return rows.length > 0;
  }

  /** Keeps that it lies in the queue now, unless it was handed over after `forgotten`. @returns whether it is to be handed over */
  async hand(tx: Tx, calendarVersion: number, forgotten: Date, now: Date): Promise<boolean> {
    const rows = await tx.query(sql`
      UPDATE replannings
      SET handed_at = ${now}
      WHERE calendar_version = ${calendarVersion} AND (handed_at IS NULL OR handed_at <= ${forgotten})
      RETURNING id`);
    return rows.length > 0;
  }

  /** Keeps that clocks were counted; those that were opened by an earlier calendar meanwhile come on top. */
  async advance(tx: Tx, calendarVersion: number, clocks: number, now: Date): Promise<void> {
    await tx.query(sql`
      UPDATE replannings
      SET done = done + ${clocks}::integer, total = greatest(total, done + ${clocks}::integer), handed_at = ${now}
      WHERE calendar_version = ${calendarVersion}`);
  }

  /**
   * Ends what has nothing left to count: a later version counted the rest of an earlier one.
   *
   * @param behind the version of the clock that is furthest behind; null when none is
   */
  async finish(tx: Tx, behind: number | null, now: Date): Promise<void> {
    const counted = behind === null ? sql`` : sql` AND calendar_version <= ${behind}`;
    await tx.query(sql`UPDATE replannings SET finished_at = ${now}, done = total WHERE finished_at IS NULL${counted}`);
  }
}

/** Clocks that are open. That of a closed case is about to stop, and stays as it was counted. */
const BEHIND = sql`
  FROM deadlines d
  JOIN cases c ON c.id = d.case_id
  WHERE d.state <> 'STOPPED' AND c.closed_at IS NULL`;

const SELECT_REPLANNING = sql`
  SELECT r.id, r.calendar_version AS "calendarVersion", r.total, r.done, r.finished_at AS "finishedAt"
  FROM replannings r`;
