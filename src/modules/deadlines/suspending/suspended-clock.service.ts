import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../kernel/actor.ts';
import type { Fact } from '../../../kernel/fact.ts';
import { Clock } from '../../../platform/clock/index.ts';
import type { Db, Tx } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { Disasters } from '../../disasters/index.ts';
import { Deadlines } from '../deadline.service.ts';
import { deadlineReleased, deadlineSuspended } from '../domain/deadline-facts.ts';
import { type Suspended, SuspensionRepository } from './suspension.repository.ts';

/** So many clocks are moved in one transaction: short enough for a command about one of their cases to wait for. */
const BATCH = 50;

/** Suspends clocks for the disaster that is on, and lets those run again whose disaster is over. */
@Injectable()
export class SuspendedClocks {
  constructor(
    private readonly suspensions: SuspensionRepository,
    private readonly deadlines: Deadlines,
    private readonly disasters: Disasters,
    private readonly facts: Facts,
    private readonly clock: Clock,
  ) {}

  /** Whether a disaster is on, as far as this process knows: asked often, so nothing is read. */
  isUnderway(): boolean {
    return this.disasters.current() !== null;
  }

  /** Whether a clock is left to be moved. */
  async isLeft(db: Db): Promise<boolean> {
    const suspended = await this.underway(db);
    if (suspended !== null && (await this.suspensions.anyRunning(db, suspended))) return true;
    return this.suspensions.anyReleasable(db);
  }

  /** Enters what is to be moved, so that it can be seen how far that has come. */
  async begin(tx: Tx): Promise<void> {
    const now = this.clock.now();
    const suspended = await this.underway(tx);
    if (suspended !== null) await this.suspensions.beginSuspending(tx, suspended, now);
    for (const disasterId of await this.suspensions.listReleasing(tx)) await this.suspensions.beginReleasing(tx, disasterId, now);
  }

  /** Moves the next clocks. @returns how many; 0 when none is left */
  async moveSome(tx: Tx): Promise<number> {
    const released = await this.releaseSome(tx);
    if (released > 0) return released;
    const suspended = await this.underway(tx);
    return suspended === null ? 0 : this.suspendSome(tx, suspended);
  }

  private async suspendSome(tx: Tx, of: Suspended): Promise<number> {
    const { disasterId, startedAt } = of;
    const caseIds = await this.suspensions.lockRunning(tx, of, BATCH);
    const told: Fact[] = [];
    for (const caseId of caseIds) {
      const reading = await this.deadlines.suspend(tx, caseId, { disasterId, since: startedAt });
      if (reading !== null) told.push(deadlineSuspended(caseId, { disasterId, dueAt: reading.dueAt.toISOString() }));
    }
    await this.facts.record(tx, SYSTEM, told);
    await this.suspensions.advance(tx, disasterId, 'SUSPEND', caseIds.length, this.clock.now());
    return caseIds.length;
  }

  private async releaseSome(tx: Tx): Promise<number> {
    const clocks = await this.suspensions.lockReleasable(tx, BATCH);
    const told: Fact[] = [];
    for (const { caseId, disasterId, endedAt } of clocks) {
      const reading = await this.deadlines.release(tx, caseId, disasterId, endedAt);
      if (reading !== null) told.push(deadlineReleased(caseId, { disasterId, dueAt: reading.dueAt.toISOString() }));
      await this.suspensions.advance(tx, disasterId, 'RELEASE', 1, this.clock.now());
    }
    await this.facts.record(tx, SYSTEM, told);
    return clocks.length;
  }

  /** What the disaster suspends that is on, as it is recorded: by an older word, what has just been released would be suspended again. */
  private async underway(db: Db): Promise<Suspended | null> {
    const effects = await this.disasters.recorded(db);
    if (effects === null || effects.suspended.size === 0) return null;
    const { id: disasterId, startedAt } = effects.disaster;
    return { disasterId, startedAt, categoryCodes: [...effects.suspended] };
  }
}
