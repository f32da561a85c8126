import { Injectable } from '@nestjs/common';
import { Bells } from '../modules/deadlines/index.ts';
import { DisasterAlarms } from '../modules/disasters/index.ts';
import { ReopenAlarms, SurveyAlarms } from '../modules/surveys/index.ts';

/** Everything that rings at an instant that lies in a row. */
@Injectable()
export class AlarmClocks {
  private readonly clocks: readonly [DisasterAlarms, Bells, SurveyAlarms, ReopenAlarms];

  constructor(disasters: DisasterAlarms, cases: Bells, surveys: SurveyAlarms, reopening: ReopenAlarms) {
    this.clocks = [disasters, cases, surveys, reopening];
  }

  /** Hands over what is near, and again what the queue must have lost. */
  async run(): Promise<void> {
    for (const clock of this.clocks) await clock.run();
  }

  /** Rings what is due now, without the queue. @returns how many looked at */
  async ringDue(): Promise<number> {
    let rung = 0;
    for (const clock of this.clocks) rung += await clock.ringDue();
    return rung;
  }

  /** The next instant at which anything rings; null when nothing will. */
  async next(): Promise<Date | null> {
    const instants = await Promise.all(this.clocks.map((clock) => clock.next()));
    return instants.filter((at) => at !== null).sort((a, b) => a.getTime() - b.getTime())[0] ?? null;
  }
}
