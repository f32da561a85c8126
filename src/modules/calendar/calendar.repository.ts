import { Injectable } from '@nestjs/common';
import { type Db, json, sql, type Tx } from '../../platform/database/index.ts';
import type { CivilDate } from '../../kernel/civil-date.ts';
import type { DayRule } from './domain/day-rule.ts';

/** One revision of the office calendar: all its days, so that a deadline can be explained by the version it was counted with. */
export interface CalendarVersion {
  readonly version: number;
  readonly contentHash: Buffer;
  readonly days: readonly (readonly [CivilDate, DayRule])[];
}

@Injectable()
export class CalendarRepository {
  async latest(db: Db): Promise<CalendarVersion | null> {
    const [row] = await db.query<CalendarVersion>(sql`
      SELECT v.version, v.content_hash AS "contentHash", v.days
      FROM calendar_versions v
      ORDER BY v.version DESC
      LIMIT 1`);
    return row ?? null;
  }

  async find(db: Db, version: number): Promise<CalendarVersion | null> {
    const [row] = await db.query<CalendarVersion>(sql`
      SELECT v.version, v.content_hash AS "contentHash", v.days
      FROM calendar_versions v
      WHERE v.version = ${version}`);
    return row ?? null;
  }

  async insert(tx: Tx, version: CalendarVersion, reason: string, at: Date): Promise<void> {
    await tx.query(sql`
      INSERT INTO calendar_versions (version, content_hash, days, reason, recorded_at)
      VALUES (${version.version}, ${version.contentHash}, ${json(version.days)}, ${reason}, ${at})`);
  }
}
