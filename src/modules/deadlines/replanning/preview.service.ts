import { Injectable } from '@nestjs/common';
import { type CivilDate, instantAt } from '../../../kernel/civil-date.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import { Database } from '../../../platform/database/index.ts';
import { type BusinessCalendar, CalendarRevisions, type DayChange, type PublishedCalendar } from '../../calendar/index.ts';
import { ClockExplanations } from '../clock-explanation.service.ts';
import { moveOf, NOTHING_MOVES, type Preview, withMove, type YearPreview } from './domain/preview.ts';
import { OpenClockRepository } from './open-clock.repository.ts';

/** So many clocks are looked at before other requests get their turn. */
const BATCH = 200;

/** Tells what a change of the calendar would do. Stores nothing. */
@Injectable()
export class Previews {
  constructor(
    private readonly database: Database,
    private readonly revisions: CalendarRevisions,
    private readonly clocks: OpenClockRepository,
    private readonly explanations: ClockExplanations,
    private readonly time: CityTime,
  ) {}

  /** @throws CalendarDayFinished, CalendarDayTooFar, InvalidInput */
  async of(day: CivilDate, change: DayChange): Promise<Preview> {
    return this.since(day, await this.revisions.tried(this.database, day, change));
  }

  /** @throws CalendarDayFinished, CalendarDayTooFar */
  async ofYear(year: PublishedCalendar['days']): Promise<YearPreview> {
    const { calendar, changed } = await this.revisions.triedYear(this.database, year);
    const [first] = changed;
    return { days: changed, ...(first === undefined ? NOTHING_MOVES : await this.since(first, calendar)) };
  }

  /** @param day the first one that is another one by the calendar that is tried out */
  private async since(day: CivilDate, calendar: BusinessCalendar): Promise<Preview> {
    const from = instantAt(day, 0, calendar.timeZone);
    let preview = NOTHING_MOVES;
    let after: string | null = null;
    for (;;) {
      const clocks = await this.clocks.listMovable(this.database, from, after, BATCH);
      const calendarOf = await this.explanations.calendarsOf(clocks.flatMap(({ entries }) => entries));
      for (const clock of clocks) {
        const move = moveOf(clock, calendar, calendarOf, this.time.now());
        if (move !== null) preview = withMove(preview, move);
      }
      if (clocks.length < BATCH) return preview;
      after = clocks.at(-1)!.deadline.id;
    }
  }
}
