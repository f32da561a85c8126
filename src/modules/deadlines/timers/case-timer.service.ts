import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import { CaseTimerRepository } from './case-timer.repository.ts';
import type { Timer, TimerKind } from './domain/timer.ts';

/** Small clocks of cases besides their deadlines: each rings once, as the fact `timer.rang`. */
@Injectable()
export class CaseTimers {
  constructor(
    private readonly timers: CaseTimerRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Sets the timer of a case, kind and subject; one that is set already is set to the new time, and rings again at it.
   * The same time again changes nothing. A time that has passed rings at once.
   */
  set(tx: Tx, timer: Timer): Promise<void> {
    return this.timers.set(tx, timer);
  }

  /** A case that has ended has nothing left that could ring. */
  cancelAll(tx: Tx, caseId: string): Promise<void> {
    return this.timers.cancel(tx, caseId, null, null, this.clock.now());
  }

  /** Of the timers of a kind that rang while nobody listened the last rings at once; those before it have been overtaken. @param since inclusive */
  ringAgain(tx: Tx, caseId: string, kind: TimerKind, since: Date, at: Date): Promise<void> {
    return this.timers.ringAgain(tx, { caseId, kind, since }, at);
  }

  /** What has rung has rung. @param subject left out: every timer of the kind */
  cancel(tx: Tx, caseId: string, kind: TimerKind, subject: string | null = null): Promise<void> {
    return this.timers.cancel(tx, caseId, kind, subject, this.clock.now());
  }
}
