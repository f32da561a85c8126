import { Injectable } from '@nestjs/common';
import { newId } from '../../../kernel/ids.ts';
import { Clock } from '../../../platform/clock/index.ts';
import { Database, type Tx } from '../../../platform/database/index.ts';
import { Queues } from '../../../platform/queue/index.ts';
import { ClockRevisions } from './clock-revision.service.ts';
import type { Replanning } from './domain/replanning.ts';
import { JobNotFound } from './domain/replanning-errors.ts';
import type { CountedClock } from './domain/replanning.ts';
import { REPLAN } from './replanning.jobs.ts';
import { ReplanningRepository } from './replanning.repository.ts';

/** So many clocks are counted in one transaction: short enough for a command about one of their cases to wait for. */
const BATCH = 100;

/** So many transactions, one after the other, are one job: seconds, so that it is not taken for dead. */
const BATCHES_PER_JOB = 100;

/** Transactions at once: while the database writes for one, the other is counted. */
const LANES = 2;

/** So long after the last sign of life the queue must have lost a replanning. */
const PATIENCE_MS = 60_000;

/**
 * Counts all open clocks again when the calendar was revised, batch by batch. The version beside each clock says whether that was
 * done, so it may be broken off anywhere, begun again and done twice at once: every clock is counted once by each version.
 */
@Injectable()
export class Replannings {
  constructor(
    private readonly database: Database,
    private readonly replannings: ReplanningRepository,
    private readonly clocks: ClockRevisions,
    private readonly queues: Queues,
    private readonly clock: Clock,
  ) {}

  /** @throws JobNotFound */
  async get(id: string): Promise<Replanning> {
    const replanning = await this.replannings.find(this.database, id);
    if (!replanning) throw new JobNotFound();
    return replanning;
  }

  /** Enters, in the transaction that revised the calendar, that clocks are to be counted by a version. */
  begin(tx: Tx, calendarVersion: number): Promise<Replanning> {
    return this.replannings.begin(tx, calendarVersion, this.clock.now());
  }

  /** Hands a replanning to the queue, unless it showed a sign of life just now. @returns whether it did */
  async hand(tx: Tx, calendarVersion: number): Promise<boolean> {
    const now = this.clock.now();
    await this.replannings.begin(tx, calendarVersion, now);
    const forgotten = new Date(now.getTime() - PATIENCE_MS);
    const handed = await this.replannings.hand(tx, calendarVersion, forgotten, now);
    if (handed) await this.enqueue(calendarVersion);
    return handed;
  }

  /** Hands over what the queue lost, and what a process opened by an earlier calendar than the one in force. @returns how many */
  async run(): Promise<number> {
    const forgotten = new Date(this.clock.now().getTime() - PATIENCE_MS);
    if (await this.replannings.isUnderway(this.database, forgotten)) return 0;
    const version = await this.replannings.inForce(this.database);
    if ((await this.replannings.furthestBehind(this.database, version)) === null) return this.end(version);
    return (await this.database.transaction((tx) => this.hand(tx, version))) ? 1 : 0;
  }

  /**
   * Counts the next clocks by the calendar in force, and hands over the rest.
   *
   * @param from where the job before it left off
   */
  async work(from: CountedClock | null = null): Promise<void> {
    const version = await this.replannings.inForce(this.database);
    const lanes = await Promise.all(Array.from({ length: LANES }, () => this.countMany(version, from)));
    const left = lanes.filter((lane) => lane !== null);
    if (left.length > 0) await this.enqueue(version, earliest(left));
    else await this.end(version);
  }

  /** @returns where to go on; null when nothing is left */
  private async countMany(version: number, from: CountedClock | null): Promise<{ readonly after: CountedClock | null } | null> {
    let after = from;
    for (let batch = 0; batch < BATCHES_PER_JOB; batch += 1) {
      const counted: CountedClock[] = await this.database.transaction((tx) => this.countSome(tx, version, after));
      if (counted.length === 0) return after === null ? null : { after: null }; // once more from the first on: some may have been left or opened meanwhile
      after = counted.at(-1)!;
    }
    return { after };
  }

  private async countSome(tx: Tx, version: number, after: CountedClock | null): Promise<CountedClock[]> {
    const now = this.clock.now();
    const counted = await this.clocks.replanSome(tx, { calendarVersion: version, at: now }, { after, limit: BATCH });
    if (counted.length > 0) await this.replannings.advance(tx, version, counted.length, now);
    return counted;
  }

  private async end(version: number): Promise<number> {
    await this.database.transaction(async (tx) => {
      await this.replannings.finish(tx, await this.replannings.furthestBehind(tx, version), this.clock.now());
    });
    return 0;
  }

  private enqueue(calendarVersion: number, after: CountedClock | null = null): Promise<void> {
    return this.queues.addAll(REPLAN, [{ data: { calendarVersion, after }, jobId: `replan-${newId()}` }]);
  }
}

/** Where all lanes can go on: from the first clock on when one of them has to. */
const earliest = (places: readonly { readonly after: CountedClock | null }[]): CountedClock | null =>
  places.map(({ after }) => after).reduce((a, b) => (a === null || b === null ? null : isBefore(a, b) ? a : b));

const isBefore = (a: CountedClock, b: CountedClock): boolean =>
  a.calendarVersion === b.calendarVersion ? a.id < b.id : a.calendarVersion < b.calendarVersion;
