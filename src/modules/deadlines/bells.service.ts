import { Injectable } from '@nestjs/common';
import { Alarms } from './alarm.service.ts';
import { Suspensions } from './suspending/suspension.service.ts';
import { TimerAlarms } from './timers/timer-alarm.service.ts';

/** Everything of cases that rings at its time: their deadlines and their timers; and what of their clocks waits to be moved. */
@Injectable()
export class Bells {
  constructor(
    private readonly alarms: Alarms,
    private readonly timers: TimerAlarms,
    private readonly suspensions: Suspensions,
  ) {}

  /** Hands to the queue what is near, and again what the queue must have lost. @returns how many */
  async run(): Promise<number> {
    return (await this.alarms.run()) + (await this.timers.run()) + (await this.suspensions.run());
  }

  /** Rings what is due now, without the queue: for a clock that jumps, whose delays the queue cannot know. @returns how many looked at */
  async ringDue(): Promise<number> {
    const moved = await this.suspensions.workNow(); // first: a clock that stands still does not ring
    return moved + (await this.alarms.ringDue()) + (await this.timers.ringDue());
  }

  /** The next instant at which anything rings; null when nothing will. */
  async next(): Promise<Date | null> {
    const [alarm, timer] = await Promise.all([this.alarms.next(), this.timers.next()]);
    return alarm === null || (timer !== null && timer < alarm) ? timer : alarm;
  }
}
