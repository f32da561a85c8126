import { Injectable } from '@nestjs/common';
import { newId } from '../../../kernel/ids.ts';
import { Clock } from '../../../platform/clock/index.ts';
import { Database, type Tx } from '../../../platform/database/index.ts';
import { Queues } from '../../../platform/queue/index.ts';
import { SuspendedClocks } from './suspended-clock.service.ts';
import { MOVE_SUSPENSIONS } from './suspension.jobs.ts';
import { SuspensionRepository } from './suspension.repository.ts';

/** So many transactions are one job: seconds, so that it is not taken for dead. */
const BATCHES_PER_JOB = 100;

/** So long after the last sign of life the queue must have lost a job. */
const PATIENCE_MS = 60_000;

/**
 * Lets clocks stand still while a disaster lasts, and run again afterwards, batch by batch. The row of each clock says whether that was
 * done, so it may be broken off anywhere, begun again and done twice at once. What is opened meanwhile by a process that does not know
 * of the disaster yet, or taken up again, is found by the next look.
 */
@Injectable()
export class Suspensions {
  constructor(
    private readonly database: Database,
    private readonly suspensions: SuspensionRepository,
    private readonly clocks: SuspendedClocks,
    private readonly queues: Queues,
    private readonly clock: Clock,
  ) {}

  /** Enters what is to be moved, and has it done. */
  async begin(tx: Tx): Promise<void> {
    await this.clocks.begin(tx);
    await this.enqueue();
  }

  /** Hands over what is left, unless somebody is at it; ends what the queue lost when nothing was left. @returns how many jobs */
  async run(): Promise<number> {
    if (!(await this.clocks.isLeft(this.database))) return this.end();
    const forgotten = new Date(this.clock.now().getTime() - PATIENCE_MS);
    if (await this.suspensions.isAlive(this.database, forgotten)) return 0;
    await this.enqueue();
    return 1;
  }

  /** Moves the next clocks, and hands over the rest. */
  async work(): Promise<void> {
    await this.database.transaction((tx) => this.clocks.begin(tx));
    if (await this.moveMany()) await this.enqueue();
    else await this.end();
  }

  /** Does what is left while a disaster is on, without the queue: for a clock that jumps. @returns how many jobs that were */
  async workNow(): Promise<number> {
    if (!this.clocks.isUnderway() || !(await this.clocks.isLeft(this.database))) return 0;
    await this.work();
    return 1;
  }

  /** @returns whether clocks may be left */
  private async moveMany(): Promise<boolean> {
    for (let batch = 0; batch < BATCHES_PER_JOB; batch += 1) {
      const moved = await this.database.transaction((tx) => this.clocks.moveSome(tx));
      if (moved === 0) return false;
    }
    return true;
  }

  private async end(): Promise<number> {
    await this.database.transaction((tx) => this.suspensions.finish(tx, this.clock.now()));
    return 0;
  }

  private enqueue(): Promise<void> {
    return this.queues.addAll(MOVE_SUSPENSIONS, [{ data: {}, jobId: `suspensions-${newId()}` }]);
  }
}
