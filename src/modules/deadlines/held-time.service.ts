import { Injectable } from '@nestjs/common';
import type { Db } from '../../platform/database/index.ts';
import { Calendars, isOfficeTime } from '../calendar/index.ts';
import { ClockExplanations } from './clock-explanation.service.ts';
import { DeadlineRepository } from './deadline.repository.ts';
import type { ClockReading } from './domain/clock-ledger.ts';
import { type EndedLeg, heldMinutes } from './domain/leg-clock.ts';

/** Time as the clocks of legs charge it. */
export interface HeldTime {
  readonly agencyCode: string;
  readonly minutes: number;
  /** The same in days: of office hours where the case's limit is measured in office time, else of 24 hours. */
  readonly days: number;
}

const MINUTES_OF_DAY = 1_440;

/** How much of the time of cases agencies held. */
@Injectable()
export class HeldTimes {
  constructor(
    private readonly deadlines: DeadlineRepository,
    private readonly explanations: ClockExplanations,
    private readonly calendars: Calendars,
  ) {}

  /** What each leg held, as its page says. */
  async of(db: Db, legs: readonly EndedLeg[]): Promise<HeldTime[]> {
    const clocks = await this.deadlines.listOfCases(
      db,
      legs.map(({ caseId }) => caseId),
    );
    const readings = new Map(
      await Promise.all(clocks.map(async (each) => [each.deadline.caseId, await this.explanations.read(each)] as const)),
    );
    return legs.map((leg) => this.heldBy(leg, readings.get(leg.caseId)!));
  }

  private heldBy({ agencyCode, assignedAt, endedAt }: EndedLeg, reading: ClockReading): HeldTime {
    const minutes = heldMinutes(reading, assignedAt, endedAt);
    const officeDay = this.calendars.current().officeHours.reduce((sum, { from, to }) => sum + to - from, 0);
    return { agencyCode, minutes, days: minutes / (isOfficeTime(reading.sla.unit) ? officeDay : MINUTES_OF_DAY) };
  }
}
