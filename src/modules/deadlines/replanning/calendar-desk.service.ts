import { Injectable } from '@nestjs/common';
import type { ActorRef } from '../../../kernel/actor.ts';
import type { CivilDate } from '../../../kernel/civil-date.ts';
import { readCsv } from '../../../platform/csv/index.ts';
import { Database, type Tx } from '../../../platform/database/index.ts';
import {
  CalendarFileInvalid,
  CalendarRevisions,
  Calendars,
  type DayChange,
  decodeDgpa,
  DGPA_COLUMNS,
  parseDgpaCalendar,
  type PublishedCalendar,
} from '../../calendar/index.ts';
import type { YearPreview } from './domain/preview.ts';
import type { Replanning } from './domain/replanning.ts';
import { Previews } from './preview.service.ts';
import { Replannings } from './replanning.service.ts';

const FILE = 'calendar.csv';
const MOST_PROBLEMS = 100;

/** Changes the office calendar; the clocks follow in the background. */
@Injectable()
export class CalendarDesk {
  constructor(
    private readonly database: Database,
    private readonly revisions: CalendarRevisions,
    private readonly calendars: Calendars,
    private readonly replannings: Replannings,
    private readonly previews: Previews,
  ) {}

  /** @throws CalendarDayFinished, CalendarDayTooFar, InvalidInput */
  announce(actor: ActorRef, day: CivilDate, change: DayChange): Promise<Replanning> {
    return this.revise((tx) => this.revisions.announce(tx, actor, day, change));
  }

  /**
   * Takes one year as the Directorate-General of Personnel Administration publishes it.
   *
   * @throws CalendarFileInvalid, CalendarDayFinished, CalendarDayTooFar
   */
  publish(actor: ActorRef, file: Uint8Array): Promise<Replanning> {
    const days = readYear(file);
    const [first] = days.keys();
    return this.revise((tx) => this.revisions.publish(tx, actor, days, `office calendar of ${first!.slice(0, 4)}`));
  }

  /**
   * Tells what taking a year would do. Stores nothing.
   *
   * @throws CalendarFileInvalid, CalendarDayFinished, CalendarDayTooFar
   */
  async tryOut(file: Uint8Array): Promise<YearPreview> {
    return this.previews.ofYear(readYear(file));
  }

  private async revise(revision: (tx: Tx) => Promise<number>): Promise<Replanning> {
    const replanning = await this.database.transaction(async (tx) => this.replannings.begin(tx, await revision(tx)));
    await this.calendars.refresh();
    return replanning;
  }
}

/** @throws CalendarFileInvalid */
function readYear(file: Uint8Array): PublishedCalendar['days'] {
  const table = readCsv(FILE, decodeDgpa(file), DGPA_COLUMNS);
  const { days, problems } = parseDgpaCalendar(FILE, table.rows);
  const all = [...table.problems, ...problems].sort((a, b) => a.line - b.line);
  if (all.length > 0) throw new CalendarFileInvalid(all.slice(0, MOST_PROBLEMS));
  return days;
}
