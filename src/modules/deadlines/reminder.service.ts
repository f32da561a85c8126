import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.ts';
import { Database } from '../../platform/database/index.ts';
import { Calendars } from '../calendar/index.ts';
import type { Case } from '../cases/index.ts';
import type { Alarm } from './alarm.jobs.ts';
import { DeadlineRepository, type LookedAt } from './deadline.repository.ts';
import { accepted, afterRing, type PlannedStep } from './domain/deadline.ts';
import { ReminderBook } from './reminder-book.service.ts';

/** Nobody has taken such a case on yet. */
const UNACCEPTED: readonly Case['status'][] = ['TRIAGE', 'DISPATCHED'];

/** Reminds of deadlines, each step once. */
@Injectable()
export class Reminders {
  constructor(
    private readonly database: Database,
    private readonly deadlines: DeadlineRepository,
    private readonly book: ReminderBook,
    private readonly calendars: Calendars,
    private readonly clock: Clock,
  ) {}

  /**
   * Locks, compares version and time, reminds or does nothing: an alarm may ring late, early or twice. However many are looked at, they
   * are one transaction of a few statements.
   */
  async remind(alarms: readonly Alarm[]): Promise<void> {
    const versions = new Map(alarms.map(({ deadlineId, version }) => [deadlineId, version]));
    await this.database.transaction(async (tx) => {
      const locked = await this.deadlines.lockAll(tx, [...versions.keys()]);
      const running = locked.filter(
        ({ deadline: { id, version, state } }) => versions.get(id) === version && state === 'RUNNING',
      );
      if (running.length === 0) return;
      const live = await this.book.caughtUp(tx, running);
      if (live.length === 0) return;
      const [now, ofCity] = [this.clock.now(), this.calendars.current()];
      const looks = live.map((look) => ({
        ...look,
        id: look.deadline.id,
        ringing: afterRing(stepsOf(look), look.deadline, now, ofCity.in(look.deadline.districtCode)),
      }));
      await this.deadlines.saveSteps(tx, looks);
      const rung = looks.flatMap(({ ringing, ...look }) => ringing.fire.map((step) => ({ ...look, step })));
      await this.book.enter(tx, rung, now, ofCity);
    });
  }
}

/** That a case has been accepted ends the call for it, whether or not anybody has been told so yet. */
const stepsOf = ({ deadline: { steps }, caseStatus }: LookedAt): readonly PlannedStep[] =>
  UNACCEPTED.includes(caseStatus) ? steps : accepted(steps);
