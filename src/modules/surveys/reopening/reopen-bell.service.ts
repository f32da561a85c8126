import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../kernel/actor.ts';
import { Clock } from '../../../platform/clock/index.ts';
import { Database } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { ringRequest } from './domain/reopen-alarm.ts';
import { ReopenAlarmRepository } from './reopen-alarm.repository.ts';

/** Reminds those who decide of one request. */
@Injectable()
export class ReopenBell {
  constructor(
    private readonly database: Database,
    private readonly alarms: ReopenAlarmRepository,
    private readonly facts: Facts,
    private readonly clock: Clock,
  ) {}

  /** Locks, looks at the time and the decision, rings or does nothing: each step rings once, however often somebody looks. */
  async ring(requestId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const request = await this.alarms.lock(tx, requestId);
      const rung = request && ringRequest(request, this.clock.now());
      if (!rung) return;
      await this.alarms.setNext(tx, requestId, rung.next);
      await this.facts.record(tx, SYSTEM, [rung.fact]);
    });
  }
}
