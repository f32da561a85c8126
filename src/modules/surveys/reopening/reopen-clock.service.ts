import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../kernel/actor.ts';
import { Clock } from '../../../platform/clock/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { Calendars, smallClock } from '../../calendar/index.ts';
import { SurveyPolicy } from '../domain/survey-policy.ts';
import { recountRequest } from './domain/reopen-alarm.ts';
import { ReopenAlarmRepository } from './reopen-alarm.repository.ts';

/** The small clocks of requests to reopen: they are counted in office time, so they follow the calendar. */
@Injectable()
export class ReopenClocks {
  constructor(
    private readonly alarms: ReopenAlarmRepository,
    private readonly calendars: Calendars,
    private readonly policy: SurveyPolicy,
    private readonly facts: Facts,
    private readonly clock: Clock,
  ) {}

  /** Counts what waits for a decision by the calendar in force. */
  async recount(tx: Tx): Promise<void> {
    const requests = await this.alarms.lockOpen(tx);
    if (requests.length === 0) return;
    const calendar = await this.calendars.refresh(tx); // after the lock: of two revisions at once the later one has the last word
    const recounted = requests.map((request) => {
      const small = smallClock(request.requestedAt, this.policy.reopenDecisionDays, calendar);
      return recountRequest(request, small, calendar, this.clock.now());
    });
    await this.alarms.saveTimes(
      tx,
      recounted.map(({ next }) => next),
    );
    await this.facts.record(
      tx,
      SYSTEM,
      recounted.flatMap(({ facts }) => facts),
    );
  }
}
