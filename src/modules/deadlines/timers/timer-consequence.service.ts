import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../kernel/actor.ts';
import type { Tx } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { Calendars } from '../../calendar/index.ts';
import { Cases } from '../../cases/index.ts';
import { type Timer, type TimerKind, timerRang } from './domain/timer.ts';

/** What follows when a timer rings, in the transaction in which it rings: its fact, and what the passing of time does to the case. */
@Injectable()
export class TimerConsequences {
  /** What the case itself does when its time has come. */
  private readonly effects: Readonly<Partial<Record<TimerKind, (tx: Tx, timer: Timer) => Promise<void>>>> = {
    SUPPLEMENT: (tx, { caseId, subject }) => this.cases.expire(tx, caseId, subject, this.calendars.current()),
  };

  constructor(
    private readonly facts: Facts,
    private readonly cases: Cases,
    private readonly calendars: Calendars,
  ) {}

  async draw(tx: Tx, timer: Timer): Promise<void> {
    await this.facts.record(tx, SYSTEM, [timerRang(timer)]);
    await this.effects[timer.kind]?.(tx, timer);
  }
}
