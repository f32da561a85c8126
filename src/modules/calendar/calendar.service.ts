import { Injectable } from '@nestjs/common';
import type { CivilDate } from '../../kernel/civil-date.ts';
import { City } from '../../platform/config/index.ts';
import { Database, type Db } from '../../platform/database/index.ts';
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

  /**
   * Reads the table again. The calendar that was in force until now is kept: something may just have been counted by it.
   *
   * @returns the one in force
   */
  async refresh(db: Db = this.database): Promise<BusinessCalendar> {
    const latest = await this.repository.latest(db);
    if (latest && latest.version !== this.calendar.version) {
      this.earlier.set(this.calendar.version, this.calendar);
      this.calendar = this.earlier.get(latest.version) ?? this.build(latest.version, latest.days);
    }
    return this.calendar;
  }

  /** A calendar of this city; with any version, for days that are not in force yet. */
  build(version: number, days: readonly (readonly [CivilDate, DayRule])[]): BusinessCalendar {
    return new BusinessCalendar({
      version,
      timeZone: this.city.timeZone,
      officeHours: this.city.officeHours,
      days: new Map(days),
    });
  }
}
