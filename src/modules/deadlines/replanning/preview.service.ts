import { Injectable } from '@nestjs/common';
import { type CivilDate, instantAt } from '../../../kernel/civil-date.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import { Database } from '../../../platform/database/index.ts';
import { CalendarRevisions, type DayChange } from '../../calendar/index.ts';
import { ClockExplanations } from '../clock-explanation.service.ts';
import { moveOf, NOTHING_MOVES, type Preview, withMove } from './domain/preview.ts';
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
    const calendar = await this.revisions.tried(this.database, day, change);
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
