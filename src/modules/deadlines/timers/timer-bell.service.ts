import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.ts';
import { Database } from '../../../platform/database/index.ts';
import { CaseRepository } from '../../cases/index.ts';
import { CaseTimerRepository } from './case-timer.repository.ts';
import { isToRing } from './domain/timer.ts';
import { TimerConsequences } from './timer-consequence.service.ts';

/** Rings one timer. */
@Injectable()
export class TimerBell {
  constructor(
    private readonly database: Database,
    private readonly timers: CaseTimerRepository,
    private readonly cases: CaseRepository,
    private readonly consequences: TimerConsequences,
    private readonly clock: Clock,
  ) {}

  /**
   * Locks, checks, marks and does what follows in one transaction: a timer rings once, however often somebody looks at it.
   *
   * The case is locked first, as every command locks it before it sets a timer: the other way round two of them could wait for each
   * other.
   */
  async ring(timerId: string): Promise<void> {
    const seen = await this.timers.find(this.database, timerId);
    const now = this.clock.now();
    if (seen === null || !isToRing(seen, now)) return;
    await this.database.transaction(async (tx) => {
      await this.cases.lockById(tx, seen.caseId);
      const timer = await this.timers.lock(tx, timerId);
      if (!isToRing(timer, now)) return;
      await this.timers.noteRung(tx, timerId, now);
      await this.consequences.draw(tx, timer);
    });
  }
}
