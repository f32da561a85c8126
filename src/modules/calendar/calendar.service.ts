import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CivilDate } from '../../kernel/civil-date.ts';
import { City } from '../../platform/config/index.ts';
import { Clock } from '../../platform/clock/index.ts';
import { Database, type Tx } from '../../platform/database/index.ts';
import { CalendarRepository } from './calendar.repository.ts';
import { BusinessCalendar } from './domain/business-calendar.ts';
import type { DayRule } from './domain/day-rule.ts';

/** The office calendar in force, kept in memory. */
@Injectable()
export class Calendars {
  private calendar: BusinessCalendar;
  private readonly earlier = new Map<number, BusinessCalendar>();

  constructor(
    private readonly database: Database,
    private readonly repository: CalendarRepository,
    private readonly city: City,
    private readonly clock: Clock,
  ) {
    this.calendar = this.build(0, []);
  }

  current(): BusinessCalendar {
    return this.calendar;
  }

  /** The calendar as it was in a version: a deadline is explained by the one it was counted with. @throws Error for an unknown version */
  async version(version: number): Promise<BusinessCalendar> {
    if (version === this.calendar.version) return this.calendar;
    const known = this.earlier.get(version);
    if (known) return known;
    const stored = await this.repository.find(this.database, version);
    if (!stored) throw new Error(`there is no calendar version ${version}`);
    const calendar = this.build(version, stored.days);
    this.earlier.set(version, calendar);
    return calendar;
  }

  /** Reads the table again. */
  async refresh(): Promise<void> {
    const latest = await this.repository.latest(this.database);
    if (latest && latest.version !== this.calendar.version) this.calendar = this.build(latest.version, latest.days);
  }

  /** Records the calendar of a city pack as a new version, unless it is the one in force. @returns whether it was new */
  async load(tx: Tx, delivered: ReadonlyMap<CivilDate, DayRule>, reason: string): Promise<boolean> {
    const days = [...delivered].sort(([a], [b]) => (a < b ? -1 : 1));
    const contentHash = createHash('sha256').update(JSON.stringify(days)).digest();
    const latest = await this.repository.latest(tx);
    if (latest?.contentHash.equals(contentHash)) return false;
    await this.repository.insert(tx, { version: (latest?.version ?? 0) + 1, contentHash, days }, reason, this.clock.now());
    return true;
  }

  private build(version: number, days: readonly (readonly [CivilDate, DayRule])[]): BusinessCalendar {
    return new BusinessCalendar({
      version,
      timeZone: this.city.timeZone,
      officeHours: this.city.officeHours,
      days: new Map(days),
    });
  }
}
