import { Injectable } from '@nestjs/common';
import { Alarms } from './alarm.service.ts';
import { TimerAlarms } from './timers/timer-alarm.service.ts';

/** Everything of cases that rings at its time: their deadlines and their timers. */
@Injectable()
export class Bells {
  constructor(
    private readonly alarms: Alarms,
    private readonly timers: TimerAlarms,
  ) {}

  /** Hands to the queue what is near, and again what the queue must have lost. @returns how many */
  async run(): Promise<number> {
    return (await this.alarms.run()) + (await this.timers.run());
  }

  /** Rings what is due now, without the queue: for a clock that jumps, whose delays the queue cannot know. @returns how many looked at */
  async ringDue(): Promise<number> {
    return (await this.alarms.ringDue()) + (await this.timers.ringDue());
  }

  /** The next instant at which anything rings; null when nothing will. */
  async next(): Promise<Date | null> {
    const [alarm, timer] = await Promise.all([this.alarms.next(), this.timers.next()]);
    return alarm === null || (timer !== null && timer < alarm) ? timer : alarm;
  }
}
