import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../kernel/actor.ts';
import type { Tx } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { Calendars } from '../../calendar/index.ts';
import { CaseRepository } from '../../cases/index.ts';
import { ClockExplanations } from '../clock-explanation.service.ts';
import type { ClockEntry } from '../domain/clock-entry.ts';
import { DEFAULT_LADDER } from '../domain/reminder-ladder.ts';
import { replanClock, type Revision } from './domain/replan-clock.ts';
import { OpenClockRepository } from './open-clock.repository.ts';

/** Counts open clocks again by a version of the calendar, many in one transaction. */
@Injectable()
export class ClockRevisions {
  constructor(
    private readonly clocks: OpenClockRepository,
    private readonly cases: CaseRepository,
    private readonly calendars: Calendars,
    private readonly explanations: ClockExplanations,
    private readonly facts: Facts,
  ) {}

  /** Takes the next clocks that an earlier version counted. @returns how many; none is left when it is 0 */
  async replanSome(tx: Tx, calendarVersion: number, limit: number, at: Date): Promise<number> {
    const clocks = await this.clocks.lockEarlier(tx, calendarVersion, limit);
    if (clocks.length === 0) return 0;
    const entry: ClockEntry = { kind: 'REPLAN', at, calendarVersion };
    const calendarOf = await this.explanations.calendarsOf([...clocks.flatMap(({ entries }) => entries), entry]);
    const revision: Revision = {
      calendar: await this.calendars.version(calendarVersion),
      calendarOf,
      ladder: DEFAULT_LADDER,
      at,
    };
    const replanned = clocks.map((clock) => replanClock(clock, revision));
    await this.clocks.save(tx, replanned, entry);
    const moved = replanned.filter(({ movesCase }) => movesCase);
    await this.cases.noteReplanned(
      tx,
      moved.map(({ deadline: { caseId, dueAt }, overdueSince }) => ({ caseId, dueAt, overdueSince })),
    );
    await this.facts.record(
      tx,
      SYSTEM,
      moved.flatMap(({ facts }) => facts),
    );
    return clocks.length;
  }
}
