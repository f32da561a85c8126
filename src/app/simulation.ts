import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DomainError } from '../kernel/errors.ts';
import { Clock, SimulatedClock } from '../platform/clock/index.ts';
import { Database } from '../platform/database/index.ts';
import { SimulatedClockRepository } from './simulated-clock.repository.ts';
import { Work } from './work.ts';

/** The past is over. */
export class ClockGoesForward extends DomainError {
  readonly code = 'clock.only_forward';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '模擬時鐘只能往前', en: 'The simulated clock only goes forward' };
}

/** Moves the simulated clock: stops at every instant at which something rings, and lets it ring before going on. */
@Injectable()
export class Simulation implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private moving: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly clock: Clock,
    private readonly database: Database,
    private readonly store: SimulatedClockRepository,
    private readonly work: Work,
  ) {}

  /** Goes on where the last start left off: time that has passed has passed. */
  async onApplicationBootstrap(): Promise<void> {
    const ahead = await this.store.load(this.database);
    this.simulated.advanceTo(new Date(this.clock.now().getTime() + ahead));
  }

  /** A move that is under way ends with the round it is in; the next start goes on from there. */
  async beforeApplicationShutdown(): Promise<void> {
    this.work.stop();
    await this.moving.catch(() => undefined);
  }

  now(): Date {
    return this.clock.now();
  }

  /**
   * Everything that would have rung until `target` has rung, in order, when it returns.
   *
   * @returns what the clock shows then: an earlier instant when the program stops meanwhile
   * @throws ClockGoesForward
   */
  async advanceTo(target: Date): Promise<Date> {
    if (target < this.clock.now()) throw new ClockGoesForward();
    const move = this.moving.catch(() => undefined).then(() => this.move(target));
    this.moving = move;
    await move;
    return this.clock.now();
  }

  private async move(target: Date): Promise<void> {
    await this.work.drain();
    for (let at: Date | null = null; !this.work.stopped && at !== target;) {
      const ring = await this.work.nextRing();
      at = ring === null || ring > target ? target : ring;
      await this.stepTo(at);
    }
  }

  private async stepTo(instant: Date): Promise<void> {
    this.simulated.advanceTo(instant);
    await this.database.transaction((tx) => this.store.save(tx, this.simulated.ahead));
    await this.work.drain();
  }

  private get simulated(): SimulatedClock {
    if (!(this.clock instanceof SimulatedClock)) throw new Error('the clock is not simulated');
    return this.clock;
  }
}
