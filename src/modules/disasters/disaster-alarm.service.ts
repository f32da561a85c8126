import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.ts';
import { Database } from '../../platform/database/index.ts';
import { Queues } from '../../platform/queue/index.ts';
import { DisasterSwitch } from './disaster-switch.service.ts';
import { END_DISASTER } from './disaster-alarm.jobs.ts';
import { DisasterRepository } from './disaster.repository.ts';

/** An alarm that was handed over this long ago and has not been looked at was lost by the queue. */
const PATIENCE_MS = 60_000;

/** Rings when the time of a disaster is over. The row is the truth; the queue only says when to look at it. */
@Injectable()
export class DisasterAlarms {
  constructor(
    private readonly database: Database,
    private readonly disasters: DisasterRepository,
    private readonly toggle: DisasterSwitch,
    private readonly queues: Queues,
    private readonly clock: Clock,
  ) {}

  /** Hands over what is due, and again what the queue must have lost. @returns how many */
  run(): Promise<number> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const id = await this.disasters.takeAlarm(tx, now, new Date(now.getTime() - PATIENCE_MS));
      if (id === null) return 0;
      const jobId = `end-disaster-${id}-${now.getTime()}`; // a failed job of the same id would keep it out
      await this.queues.addAll(END_DISASTER, [{ data: { disasterId: id }, jobId }]);
      return 1;
    });
  }

  /** Rings what is due now, without the queue: for a clock that jumps. @returns how many looked at */
  async ringDue(): Promise<number> {
    const disaster = await this.disasters.underway(this.database);
    if (disaster === null || disaster.until === null || disaster.until > this.clock.now()) return 0;
    await this.toggle.ring(disaster.id);
    return 1;
  }

  /** When the one that is underway ends by itself; null when none does. */
  async next(): Promise<Date | null> {
    const disaster = await this.disasters.underway(this.database);
    return disaster?.until ?? null;
  }
}
