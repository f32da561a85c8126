import { Injectable } from '@nestjs/common';
import type { CivilDate } from '../../kernel/civil-date.ts';
import { newId } from '../../kernel/ids.ts';
import { type Db, json, sql, type Tx } from '../../platform/database/index.ts';
import { type Announcements, withAnnouncement } from './domain/calendar-layers.ts';
import type { DayChange, DayRule } from './domain/day-rule.ts';

/** One year's table, from the first to the last of its days. */
export interface Publication {
  readonly id: string;
  readonly year: number;
  readonly source: 'PACK' | 'IMPORT';
  readonly contentHash: Buffer;
  readonly days: readonly (readonly [CivilDate, DayRule])[];
}

/** Any constant that only revising the calendar uses. */
const ADVISORY_LOCK = 1_999_004;

/** What versions of the calendar are made of. */
@Injectable()
export class CalendarRevisionRepository {
  /** One revision at a time: waits for any other process that makes one, until the transaction ends. */
  async lock(tx: Tx): Promise<void> {
    await tx.query(sql`SELECT pg_advisory_xact_lock(${ADVISORY_LOCK})`);
  }

  /** The last table of each year that each source brought. */
  publications(db: Db): Promise<Publication[]> {
    return db.query<Publication>(sql`
      SELECT DISTINCT ON (p.year, p.source) p.id, p.year, p.source, p.content_hash AS "contentHash", p.days
      FROM calendar_publications p
      ORDER BY p.year, p.source, p.id DESC`);
  }

  async insertPublication(tx: Tx, { year, source, contentHash, days }: Omit<Publication, 'id'>, at: Date): Promise<void> {
    await tx.query(sql`
      INSERT INTO calendar_publications (id, year, source, content_hash, days, recorded_at)
      VALUES (${newId()}, ${year}, ${source}, ${contentHash}, ${json(days)}, ${at})`);
  }

  async announcements(db: Db): Promise<Announcements> {
    const rows = await db.query<AnnouncementRow>(sql`
      SELECT a.day::text AS day, a.district_code AS "districtCode", a.kind, a.from_minute AS "fromMinute", a.reason
      FROM calendar_announcements a
      ORDER BY a.day, a.district_code`); // the whole city first: what districts are told lies over it
    return rows.reduce<Announcements>((all, row) => withAnnouncement(all, row.day, toDayChange(row)), new Map());
  }

  /** The last announcement for a place holds; one for the whole city takes the place of all. */
  async announce(tx: Tx, day: CivilDate, { kind, from, reason, districtCodes }: DayChange, at: Date): Promise<void> {
    if (!districtCodes) await tx.query(sql`DELETE FROM calendar_announcements WHERE day = ${day}`);
    await tx.query(sql`
      INSERT INTO calendar_announcements (day, district_code, kind, from_minute, reason, announced_at)
      SELECT ${day}::date, d.code, ${kind}, ${from ?? null}::integer, ${reason}, ${at}::timestamptz
      FROM unnest(${districtCodes ?? [WHOLE_CITY]}::text[]) AS d(code)
      ON CONFLICT (day, district_code) DO UPDATE
      SET kind = excluded.kind, from_minute = excluded.from_minute, reason = excluded.reason, announced_at = excluded.announced_at`);
  }
}

const WHOLE_CITY = '';

interface AnnouncementRow {
  readonly day: CivilDate;
  readonly districtCode: string;
  readonly kind: DayChange['kind'];
  readonly fromMinute: number | null;
  readonly reason: string;
}

const toDayChange = ({ districtCode, kind, fromMinute, reason }: AnnouncementRow): DayChange => ({
  kind,
  reason,
  ...(fromMinute !== null && { from: fromMinute }),
  ...(districtCode !== WHOLE_CITY && { districtCodes: [districtCode] }),
});
