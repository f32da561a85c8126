import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../kernel/actor.ts';
import type { Tx } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { CaseRepository } from '../../cases/index.ts';
import { ClockExplanations } from '../clock-explanation.service.ts';
import { ReminderLadder } from '../domain/reminder-ladder.ts';
import { replanClock, type Revision } from './domain/replan-clock.ts';
import { type Batch, OpenClockRepository } from './open-clock.repository.ts';
import type { CountedClock } from './domain/replanning.ts';

/** By which version, and when that is done. */
interface Count {
  readonly calendarVersion: number;
  readonly at: Date;
}

/** Counts open clocks again by a version of the calendar, many in one transaction. */
@Injectable()
export class ClockRevisions {
  constructor(
    private readonly clocks: OpenClockRepository,
    private readonly cases: CaseRepository,
    private readonly ladder: ReminderLadder,
    private readonly explanations: ClockExplanations,
    private readonly facts: Facts,
  ) {}

  /** Takes the next clocks that an earlier version counted. @returns where they stood in the order; none is left when none was taken from the first on */
  async replanSome(tx: Tx, { calendarVersion, at }: Count, batch: Batch): Promise<CountedClock[]> {
    const clocks = await this.clocks.lockEarlier(tx, calendarVersion, batch);
    if (clocks.length === 0) return [];
    const entry = { kind: 'REPLAN', at, calendarVersion } as const;
    const calendarOf = await this.explanations.calendarsOf([...clocks.flatMap(({ entries }) => entries), entry]);
    const revision: Revision = {
      calendar: calendarOf(calendarVersion),
      calendarOf,
      ladder: this.ladder,
      at,
    };
    const replanned = clocks.map((clock) => replanClock(clock, revision));
    await this.clocks.save(tx, replanned, entry);
    const moved = replanned.filter(({ movesCase }) => movesCase);
    await this.cases.noteReplanned(
      tx,
      moved.map(({ deadline: { caseId, dueAt }, overdueSince, remainingMinutes }) => ({
        caseId,
        dueAt,
        overdueSince,
        remainingMinutes,
      })),
    );
    await this.facts.record(
      tx,
      SYSTEM,
      moved.flatMap(({ facts }) => facts),
    );
    return clocks.map(({ deadline: { calendarVersion: by, id } }) => ({ calendarVersion: by, id }));
  }
}
