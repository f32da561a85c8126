import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.ts';
import { Calendars, explain } from '../calendar/index.ts';
import type { ClockEntry } from './domain/clock-entry.ts';
import type { ClockExplanation } from './domain/clock-explanation.ts';
import { type CalendarOf, type ClockReading, replay } from './domain/clock-ledger.ts';
import { type Clockwork, stopped } from './domain/deadline.ts';
import { ledgerLines } from './domain/ledger-texts.ts';
import { type Leg, legClocks } from './domain/leg-clock.ts';

/** Explains clocks by the calendars they were counted with. */
@Injectable()
export class ClockExplanations {
  constructor(
    private readonly calendars: Calendars,
    private readonly clock: Clock,
  ) {}

  /** @param legs every agency that has, or had, a leg of the case, in the order in which they got it */
  async explain({ deadline, entries }: Clockwork, legs: readonly Leg[]): Promise<ClockExplanation> {
    const calendarOf = await this.calendarsOf(entries, deadline.districtCode);
    const reading = replay(entries, deadline.sla, calendarOf);
    const calendar = calendarOf(reading.calendarVersion);
    const steps = reading.state === 'STOPPED' ? stopped(deadline.steps) : deadline.steps;
    const { days, published } = explain({ ...reading, standsStill: reading.state === 'PAUSED' }, calendar);
    const now = this.clock.now();
    const [overdue, remainingMinutes] = [reading.isOverdue(now), reading.remainingMinutes(now)];
    const held = legClocks(legs, reading, now);
    const ledger = ledgerLines(reading, calendar.timeZone);
    return { reading, ledger, days, steps, held, published, overdue, remainingMinutes };
  }

  /** What a ledger says. */
  async read({ deadline, entries }: Clockwork): Promise<ClockReading> {
    return replay(entries, deadline.sla, await this.calendarsOf(entries, deadline.districtCode));
  }

  /** The versions that a ledger counts with, and the one in force, as they are in a district. */
  async calendarsOf(entries: readonly ClockEntry[], districtCode: string | null = null): Promise<CalendarOf> {
    const versions = new Set(entries.flatMap((entry) => ('calendarVersion' in entry ? [entry.calendarVersion] : [])));
    versions.add(this.calendars.current().version);
    const calendars = new Map(await Promise.all([...versions].map(async (v) => [v, await this.calendars.version(v)] as const)));
    return (version) => calendars.get(version)!.in(districtCode);
  }
}
