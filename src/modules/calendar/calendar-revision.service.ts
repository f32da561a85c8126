import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type ActorRef, SYSTEM } from '../../kernel/actor.ts';
import type { CivilDate } from '../../kernel/civil-date.ts';
import { InvalidInput } from '../../kernel/errors.ts';
import { CityTime } from '../../platform/clock/index.ts';
import type { Db, Tx } from '../../platform/database/index.ts';
import { Facts } from '../../platform/facts/index.ts';
import { CalendarRepository } from './calendar.repository.ts';
import { CalendarRevisionRepository, type Publication } from './calendar-revision.repository.ts';
import { Calendars } from './calendar.service.ts';
import type { BusinessCalendar } from './domain/business-calendar.ts';
import { outsideOfficeHours } from './domain/calendar-errors.ts';
import { type CalendarChanged, calendarChanged } from './domain/calendar-facts.ts';
import { changedDays, layDays, withAnnouncement } from './domain/calendar-layers.ts';
import { checkChangeable, checkPublishable, dividesTheDay } from './domain/changeable-days.ts';
import type { DayChange, DayRule } from './domain/day-rule.ts';

type Days = ReadonlyMap<CivilDate, DayRule>;
type Cause = Omit<CalendarChanged['data'], 'version'>;

/**
 * Makes versions of the office calendar: what is published – by a city pack or by an import, per year the last word – with the
 * city's announcements laid over it. So a table that is published again does not undo a closure.
 */
@Injectable()
export class CalendarRevisions {
  constructor(
    private readonly versions: CalendarRepository,
    private readonly revisions: CalendarRevisionRepository,
    private readonly calendars: Calendars,
    private readonly facts: Facts,
    private readonly time: CityTime,
  ) {}

  /** Takes the tables of a city pack, unless it delivered the same before. @returns whether the calendar is another one now */
  async load(tx: Tx, delivered: Days, reason: string): Promise<boolean> {
    await this.revisions.lock(tx);
    await this.record(tx, 'PACK', delivered);
    const { isNew } = await this.revise(tx, SYSTEM, { by: 'PACK', day: null, districtCodes: null, reason });
    return isNew;
  }

  /**
   * Takes a table that was published anew: it holds until another one is published for its year.
   *
   * @returns the version in force then
   * @throws CalendarDayFinished, CalendarDayTooFar
   */
  async publish(tx: Tx, actor: ActorRef, days: Days, reason: string): Promise<number> {
    await this.revisions.lock(tx);
    this.checkPublishable(days, publishedDays(await this.revisions.publications(tx)));
    await this.record(tx, 'IMPORT', days);
    return (await this.revise(tx, actor, { by: 'IMPORT', day: null, districtCodes: null, reason })).version;
  }

  /**
   * Announces a closure or a make-up day. The same announcement again changes nothing.
   *
   * @returns the version in force then
   * @throws CalendarDayFinished, CalendarDayTooFar, InvalidInput
   */
  async announce(tx: Tx, actor: ActorRef, day: CivilDate, change: DayChange): Promise<number> {
    this.check(day, change);
    await this.revisions.lock(tx);
    await this.revisions.announce(tx, day, change, this.time.now());
    const { reason, districtCodes = null } = change;
    return (await this.revise(tx, actor, { by: 'ANNOUNCEMENT', day, districtCodes, reason })).version;
  }

  /**
   * The calendar as an announcement would leave it, with a version that none has.
   *
   * @throws CalendarDayFinished, CalendarDayTooFar, InvalidInput
   */
  async tried(db: Db, day: CivilDate, change: DayChange): Promise<BusinessCalendar> {
    this.check(day, change);
    const announced = withAnnouncement(await this.revisions.announcements(db), day, change);
    const latest = await this.versions.latest(db);
    return this.calendars.build(
      (latest?.version ?? 0) + 1,
      layDays(publishedDays(await this.revisions.publications(db)), announced),
    );
  }

  /**
   * The calendar as a published table would leave it, with a version that none has, and the days that it changes, in order.
   *
   * @throws CalendarDayFinished, CalendarDayTooFar
   */
  async triedYear(db: Db, days: Days): Promise<{ readonly calendar: BusinessCalendar; readonly changed: CivilDate[] }> {
    const published = publishedDays(await this.revisions.publications(db));
    this.checkPublishable(days, published);
    const latest = await this.versions.latest(db);
    const after = layDays(new Map([...published, ...days]), await this.revisions.announcements(db));
    const calendar = this.calendars.build((latest?.version ?? 0) + 1, after);
    return { calendar, changed: changedDays(days.keys(), this.calendars.current(), calendar) };
  }

  private checkPublishable(days: Days, published: Days): void {
    checkPublishable(days, (day) => published.get(day), this.time.today(), this.calendars.current().officeHours);
  }

  private check(day: CivilDate, { from }: DayChange): void {
    checkChangeable(day, this.time.today());
    const { officeHours } = this.calendars.current();
    if (from !== undefined && !dividesTheDay(from, officeHours)) throw new InvalidInput([outsideOfficeHours()]);
  }

  /** Keeps the years that their source has not brought just so before. */
  private async record(tx: Tx, source: Publication['source'], delivered: Days): Promise<void> {
    const known = await this.revisions.publications(tx);
    for (const [year, days] of byYear(delivered)) {
      const contentHash = hashOf(days);
      const before = source === 'PACK' ? known.find((one) => one.year === year && one.source === source) : inForce(known, year);
      if (before?.contentHash.equals(contentHash)) continue;
      await this.revisions.insertPublication(tx, { year, source, contentHash, days }, this.time.now());
    }
  }

  /** Another version, unless it would be the one in force. The first one is no change: nothing was counted before it. */
  private async revise(tx: Tx, actor: ActorRef, cause: Cause): Promise<{ readonly version: number; readonly isNew: boolean }> {
    const days = layDays(publishedDays(await this.revisions.publications(tx)), await this.revisions.announcements(tx));
    const contentHash = hashOf(days);
    const latest = await this.versions.latest(tx);
    if (latest?.contentHash.equals(contentHash)) return { version: latest.version, isNew: false };
    const version = (latest?.version ?? 0) + 1;
    await this.versions.insert(tx, { version, contentHash, days }, cause.reason, this.time.now());
    if (latest) await this.facts.record(tx, actor, [calendarChanged({ version, ...cause })]);
    return { version, isNew: true };
  }
}

type DayList = readonly (readonly [CivilDate, DayRule])[];

const hashOf = (days: DayList): Buffer => createHash('sha256').update(JSON.stringify(days)).digest();

function byYear(days: Days): Map<number, DayList> {
  const years = new Map<number, [CivilDate, DayRule][]>();
  for (const [day, rule] of layDays(days, new Map())) {
    const year = Number(day.slice(0, 4));
    years.set(year, [...(years.get(year) ?? []), [day, rule]]);
  }
  return years;
}

/** The last word on a year, whoever brought it: ids grow with time. */
const inForce = (publications: readonly Publication[], year: number): Publication | undefined =>
  publications
    .filter((one) => one.year === year)
    .reduce<Publication | undefined>((a, b) => (a && a.id > b.id ? a : b), undefined);

function publishedDays(publications: readonly Publication[]): Days {
  const years = new Set(publications.map(({ year }) => year));
  return new Map([...years].flatMap((year) => inForce(publications, year)!.days));
}
