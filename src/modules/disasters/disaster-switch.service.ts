import { Injectable } from '@nestjs/common';
import { type ActorRef, SYSTEM } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import { Clock } from '../../platform/clock/index.ts';
import { Database, type Sql, type Tx } from '../../platform/database/index.ts';
import { Facts } from '../../platform/facts/index.ts';
import { DisasterRepository } from './disaster.repository.ts';
import { Disasters } from './disaster.service.ts';
import { DisasterOver } from './domain/disaster-errors.ts';
import { disasterEnded, disasterStarted } from './domain/disaster-facts.ts';
import { type Disaster, type DisasterPlan, isOver } from './domain/disaster.ts';

/** Makes the row that an idempotency key is remembered by. */
export type RememberDisaster = (disaster: Disaster) => Sql | null;

/** Turns the city's way of working over, and back again. */
@Injectable()
export class DisasterSwitch {
  constructor(
    private readonly database: Database,
    private readonly repository: DisasterRepository,
    private readonly disasters: Disasters,
    private readonly facts: Facts,
    private readonly clock: Clock,
  ) {}

  /** @throws DisasterUnderway */
  async start(actor: ActorRef, plan: DisasterPlan, remember: RememberDisaster): Promise<Disaster> {
    const startedAt = this.clock.now();
    const open = { startedAt, startedBy: actor.name, endedAt: null, endedBy: null, endReason: null };
    const disaster: Disaster = { ...plan, ...open, id: newId() };
    await this.database.transaction(async (tx) => {
      const earlier = await this.repository.underway(tx);
      if (earlier) await this.endInTime(tx, earlier.id, startedAt);
      await this.repository.insert(tx, disaster, remember(disaster));
      await this.facts.record(tx, actor, [disasterStarted(disaster)]);
    });
    await this.disasters.refresh();
    return disaster;
  }

  /** Ends it before its time, or without one. @throws DisasterNotFound, DisasterOver */
  async end(actor: ActorRef, id: string, reason: string): Promise<Disaster> {
    const ended = await this.database.transaction(async (tx) => {
      const disaster = await this.repository.lock(tx, id);
      const now = this.clock.now();
      if (isOver(disaster, now)) throw new DisasterOver();
      return this.record(tx, actor, { ...disaster, endedAt: now, endedBy: actor.name, endReason: reason });
    });
    await this.disasters.refresh();
    return ended;
  }

  /** Ends it when its time is over, and does nothing when it is not or somebody has ended it: an alarm may ring late, early or twice. */
  async ring(id: string): Promise<void> {
    await this.database.transaction((tx) => this.endInTime(tx, id, this.clock.now()));
    await this.disasters.refresh();
  }

  /** It ended when its time was over, however late somebody looks. */
  private async endInTime(tx: Tx, id: string, now: Date): Promise<void> {
    const disaster = await this.repository.lock(tx, id);
    const { until, endedAt } = disaster;
    if (endedAt !== null || until === null || until > now) return;
    await this.record(tx, SYSTEM, { ...disaster, endedAt: until, endedBy: SYSTEM.name, endReason: null });
  }

  private async record<Ended extends Disaster & { readonly endedAt: Date }>(
    tx: Tx,
    actor: ActorRef,
    ended: Ended,
  ): Promise<Ended> {
    await this.repository.saveEnded(tx, ended);
    await this.facts.record(tx, actor, [disasterEnded(ended)]);
    return ended;
  }
}
