import { Injectable } from '@nestjs/common';
import { civilDate } from '../../../kernel/civil-date.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import { Calendars } from '../../calendar/index.ts';
import type { CaseCommand } from '../domain/case-lifecycle.ts';
import type { TrackingLevel } from '../domain/case.ts';

/** Makes commands of the days that staff typed: a day ends when the office closes, or on the next one on which it opens. */
@Injectable()
export class TrackingDesk {
  constructor(
    private readonly calendars: Calendars,
    private readonly time: CityTime,
  ) {}

  track(until: string, reason: string, level: TrackingLevel | null): CaseCommand {
    return { type: 'track', level, until: this.endOf(until), reason };
  }

  promise(text: string, until: string): CaseCommand {
    return { type: 'promise', text, until: this.endOf(until) };
  }

  private endOf(day: string): Date {
    const calendar = this.calendars.current();
    const closing = calendar.closingOf(civilDate(day));
    return closing <= this.time.now() ? closing : calendar.settled(closing); // a day that has passed does not roll into the future
  }
}
