import { Injectable } from '@nestjs/common';
import { inBatches } from '../../kernel/batches.ts';
import { dayOf } from '../../kernel/civil-date.ts';
import { Clock } from '../../platform/clock/index.ts';
import { Database, type Tx } from '../../platform/database/index.ts';
import { Calendars } from '../calendar/index.ts';
import { DigestLineRepository } from '../deadlines/index.ts';
import { DigestLetters } from './digest-letters.service.ts';

/** People of one transaction. */
const BATCH = 200;

/** So long after the opening a digest waits for alarms that are late. */
const PATIENCE_MS = 10 * 60_000;

/** Sends what rang of limits of days as one message for each person and day, when the office opens. */
@Injectable()
export class Digests {
  constructor(
    private readonly database: Database,
    private readonly lines: DigestLineRepository,
    private readonly letters: DigestLetters,
    private readonly calendars: Calendars,
    private readonly clock: Clock,
  ) {}

  /** Writes the digests that are due. Any number of processes may do it at once. @returns for how many people something was done */
  run(): Promise<number> {
    return inBatches(BATCH, () => this.runBatch());
  }

  /** When the next digest is due; null when nothing is gathered. */
  async next(): Promise<Date | null> {
    const due = await this.lines.next(this.database);
    return due !== null && due <= this.clock.now() ? new Date(due.getTime() + PATIENCE_MS) : due;
  }

  private async runBatch(): Promise<number> {
    const now = this.clock.now();
    const due = await this.lines.next(this.database);
    if (due === null || due > now) return 0;
    const isEarly = now.getTime() < due.getTime() + PATIENCE_MS;
    if (isEarly && (await this.lines.isExpecting(this.database, due))) return 0;
    return this.database.transaction((tx) => this.send(tx, now));
  }

  private async send(tx: Tx, now: Date): Promise<number> {
    const calendar = this.calendars.current();
    await this.lines.dropOvertaken(tx, now);
    if (!calendar.isOpen(now)) {
      await this.lines.postpone(tx, null, now, calendar.nextOpen(now)); // the office was closed at short notice
      return 0;
    }
    const day = dayOf(now, calendar.timeZone);
    const people = await this.lines.listDue(tx, now, BATCH);
    const first = await this.letters.claim(tx, people, day, now);
    await this.letters.post(tx, await this.lines.take(tx, first, now), day, now);
    const again = people.filter((accountId) => !first.includes(accountId)); // they had today's
    if (again.length > 0) await this.lines.postpone(tx, again, now, calendar.openingOf(calendar.nextWorkingDay(day)));
    return people.length;
  }
}
