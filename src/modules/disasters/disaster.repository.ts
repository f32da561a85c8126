import { Injectable } from '@nestjs/common';
import { type ConstraintErrors, type Db, json, refusing, type Sql, sql, type Tx } from '../../platform/database/index.ts';
import { DisasterNotFound, DisasterUnderway } from './domain/disaster-errors.ts';
import type { Disaster, DisasterCursor } from './domain/disaster.ts';

const DISASTER_CONSTRAINTS: ConstraintErrors = { disasters_one_at_a_time: DisasterUnderway };

@Injectable()
export class DisasterRepository {
  /** @param remembered the answer of an idempotency key, written with it @throws DisasterUnderway */
  async insert(tx: Tx, disaster: Disaster, remembered: Sql | null): Promise<void> {
    if (remembered) await tx.query(remembered);
    await tx
      .query(
        sql`
      INSERT INTO disasters (id, state, name, notice, service_levels, emergency_desk, started_at, started_by, until)
      VALUES (${disaster.id}, 'UNDERWAY', ${disaster.name}, ${json(disaster.notice)}, ${json(disaster.serviceLevels)},
        ${json(disaster.emergencyDesk)}, ${disaster.startedAt}, ${disaster.startedBy}, ${disaster.until})`,
      )
      .catch(refusing(DISASTER_CONSTRAINTS));
  }

  async saveEnded(tx: Tx, { id, endedAt, endedBy, endReason }: Disaster): Promise<void> {
    await tx.query(sql`
      UPDATE disasters
      SET state = 'ENDED', ended_at = ${endedAt}, ended_by = ${endedBy}, end_reason = ${endReason}
      WHERE id = ${id}`);
  }

  /** @throws DisasterNotFound */
  async lock(tx: Tx, id: string): Promise<Disaster> {
    const [disaster] = await tx.query<Disaster>(sql`${SELECT_DISASTER} WHERE d.id = ${id} FOR UPDATE`);
    if (!disaster) throw new DisasterNotFound();
    return disaster;
  }

  /** The one that nobody has ended yet. Its time may be over. */
  async underway(db: Db): Promise<Disaster | null> {
    const [disaster] = await db.query<Disaster>(sql`${SELECT_DISASTER} WHERE d.state = 'UNDERWAY'`);
    return disaster ?? null;
  }

  /** The latest first. @param limit rows, one more than a page to know whether there is another */
  list(db: Db, after: DisasterCursor | null, limit: number): Promise<Disaster[]> {
    const beyond = after ? sql`WHERE (d.started_at, d.id) < (${after.startedAt}, ${after.id})` : sql``;
    return db.query<Disaster>(sql`${SELECT_DISASTER} ${beyond} ORDER BY d.started_at DESC, d.id DESC LIMIT ${limit}`);
  }

  async count(db: Db): Promise<number> {
    const [row] = await db.query<{ total: number }>(sql`SELECT count(*)::integer AS total FROM disasters d`);
    return row!.total;
  }

  /** Takes the alarm of one whose time is over, unless it was handed to the queue after `forgotten`. */
  async takeAlarm(tx: Tx, now: Date, forgotten: Date): Promise<string | null> {
    const [due] = await tx.query<{ id: string }>(sql`
      UPDATE disasters
      SET alarm_enqueued_at = ${now}
      WHERE state = 'UNDERWAY' AND until <= ${now} AND (alarm_enqueued_at IS NULL OR alarm_enqueued_at < ${forgotten})
      RETURNING id`);
    return due?.id ?? null;
  }
}

const SELECT_DISASTER = sql`
  SELECT d.id, d.name, d.notice, d.service_levels AS "serviceLevels", d.emergency_desk AS "emergencyDesk", d.until,
    d.started_at AS "startedAt", d.started_by AS "startedBy", d.ended_at AS "endedAt", d.ended_by AS "endedBy",
    d.end_reason AS "endReason"
  FROM disasters d`;
