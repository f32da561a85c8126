import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.ts';
import { Calendars } from '../calendar/index.ts';
import type { ClockEntry } from './domain/clock-entry.ts';
import { type ClockExplanation, explainClock } from './domain/clock-explanation.ts';
import type { CalendarOf } from './domain/clock-ledger.ts';
import type { Deadline } from './domain/deadline.ts';

/** Explains clocks by the calendars they were counted with. */
@Injectable()
export class ClockExplanations {
  constructor(
    private readonly calendars: Calendars,
    private readonly clock: Clock,
  ) {}

  async explain(deadline: Deadline, entries: readonly ClockEntry[]): Promise<ClockExplanation> {
    return explainClock(deadline, entries, await this.calendarsOf(entries), this.clock.now());
  }

  /** The versions that a ledger counts with, and the one in force. */
  async calendarsOf(entries: readonly ClockEntry[]): Promise<CalendarOf> {
    const versions = new Set(entries.flatMap((entry) => ('calendarVersion' in entry ? [entry.calendarVersion] : [])));
    versions.add(this.calendars.current().version);
    const calendars = new Map(await Promise.all([...versions].map(async (v) => [v, await this.calendars.version(v)] as const)));
    return (version) => calendars.get(version)!;
  }
}
