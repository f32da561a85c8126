import { Injectable } from '@nestjs/common';
import { newId } from '../../kernel/ids.ts';
import type { Sql, Tx } from '../../platform/database/index.ts';
import { type BusinessCalendar, Calendars, type Sla } from '../calendar/index.ts';
import { type Case, CaseRepository } from '../cases/index.ts';
import { ClockExplanations } from './clock-explanation.service.ts';
import { DeadlineRepository } from './deadline.repository.ts';
import { type ClockEntry, isOrdered } from './domain/clock-entry.ts';
import { append, type CalendarOf, type ClockReading, recategorised, replay } from './domain/clock-ledger.ts';
import { type Deadline, isCountedBy, isSameLimit, nextRing, plan, replan, unaccepted } from './domain/deadline.ts';
import { ReminderLadder } from './domain/reminder-ladder.ts';
import { atLast, begunAt, hasPausedSince } from './domain/told-late.ts';

/** What another category changes of a clock. */
export type Recategorised = Pick<Deadline, 'sla' | 'urgency' | 'safetyHazard'>;

/** A ledger, and what it is read with. */
interface Ledger {
  readonly entries: readonly ClockEntry[];
  readonly sla: Sla;
  readonly calendarOf: CalendarOf;
}

type MergeEntry = Extract<ClockEntry, { readonly kind: 'MERGE' }>;

/** Why the time of a case is counted from another start. @see ClockEntry */
export type Recount = { readonly kind: 'MERGE'; readonly overdueSince: Date | null } | { readonly kind: 'UNMERGE' };

/** That a clock stands still for a disaster, and since when at the earliest. */
export interface Standstill {
  readonly disasterId: string;
  readonly since: Date;
}

/** Since when a clock stands still for a disaster: not before it began. */
export const pausedAt = ({ since }: Standstill, startedAt: Date): Date => (since > startedAt ? since : startedAt);

/** Keeps the clocks of cases: every change is an entry of the ledger, and the due instant follows from the ledger. */
@Injectable()
export class Deadlines {
  constructor(
    private readonly deadlines: DeadlineRepository,
    private readonly cases: CaseRepository,
    private readonly calendars: Calendars,
    private readonly explanations: ClockExplanations,
    private readonly ladder: ReminderLadder,
  ) {}

  /**
   * The clock of a new case as common table expressions, for the statement that opens it. `of.dueAt` was counted from `startedAt` on.
   *
   * @param calendar by which it was counted
   * @param standstill the disaster for which it stands still from the first, null on ordinary days
   */
  startParts(of: Case, startedAt: Date, calendar: BusinessCalendar, standstill: Standstill | null): Sql {
    const facts = { startedAt, dueAt: of.dueAt, sla: of.sla, urgency: of.priority, safetyHazard: of.safetyHazard };
    const steps = plan(facts, this.ladder, calendar);
    const started: Deadline = {
      ...facts,
      id: newId(),
      caseId: of.id,
      districtCode: of.place.districtCode,
      version: 1,
      state: standstill === null ? 'RUNNING' : 'PAUSED',
      calendarVersion: calendar.version,
      suspendedBy: standstill?.disasterId ?? null,
      steps,
    };
    const entry: ClockEntry = { kind: 'START', at: startedAt, calendarVersion: calendar.version, holder: of.leadAgencyCode };
    if (standstill === null) return this.deadlines.insertParts(started, nextRing(steps), [entry]);
    const { disasterId } = standstill;
    const pause: ClockEntry = { kind: 'PAUSE', at: pausedAt(standstill, startedAt), disasterId };
    return this.deadlines.insertParts(started, null, [entry, pause]);
  }

  /** Another agency holds the case, and has to accept it too. */
  async transfer(tx: Tx, caseId: string, to: string, at: Date): Promise<void> {
    await this.write(tx, caseId, ({ holder, state }) =>
      holder === to || state === 'STOPPED' ? [] : [{ kind: 'TRANSFER', at, from: holder, to }],
    );
    await this.callAgain(tx, caseId, at);
  }

  /** Nobody has the case for sure any more: where somebody has to be called until it is accepted, they are called again. */
  async callAgain(tx: Tx, caseId: string, at: Date): Promise<void> {
    const deadline = await this.deadlines.lockOfCase(tx, caseId);
    if (deadline?.state !== 'RUNNING') return;
    const steps = unaccepted(deadline.steps, at);
    if (steps.some((step, i) => step !== deadline.steps[i]))
      await this.deadlines.save(tx, { ...deadline, steps }, nextRing(steps));
  }

  /** A case that has ended has nothing left to be late for. */
  async stop(tx: Tx, caseId: string, at: Date): Promise<void> {
    await this.write(tx, caseId, ({ state }) => (state === 'STOPPED' ? [] : [{ kind: 'STOP', at }]));
  }

  /**
   * A case that is taken up again gets a second clock; the first one's result is kept in the ledger.
   *
   * @param closedAt when the first clock stopped, which this may be told before `stop`
   * @param until the end, where a day was promised instead of the usual limit
   */
  async restart(tx: Tx, caseId: string, closedAt: Date, at: Date, until?: Date): Promise<void> {
    const { version: calendarVersion } = this.calendars.current();
    const reading = await this.write(tx, caseId, ({ state, holder }) => [
      ...(state === 'STOPPED' ? [] : [{ kind: 'STOP', at: closedAt } as const]),
      { kind: 'START', at, calendarVersion, holder, ...(until && { until }) },
    ]);
    if (reading === null) await this.begin(tx, caseId, at);
    await this.catchUp(tx, caseId, at, until !== undefined);
  }

  /** What was told while the clock still stood: that the case has ended again, or that it has another category. A promised day stays. */
  private async catchUp(tx: Tx, caseId: string, at: Date, promised = false): Promise<void> {
    const deadline = await this.deadlines.lockOfCase(tx, caseId);
    const { closedAt, sla, priority: urgency, safetyHazard } = await this.cases.lockById(tx, caseId); // deadlines are locked before cases
    const category = { sla, urgency, safetyHazard };
    if (closedAt !== null) await this.stop(tx, caseId, closedAt);
    else if (deadline && !promised && !isCountedBy(deadline, category)) await this.recategorise(tx, caseId, category, at);
  }

  /**
   * The first clock of a case that was ended before its petition was confirmed, and is taken up after all. If another case answers for it
   * meanwhile it is begun and stopped, for it may stand on its own again.
   */
  private async begin(tx: Tx, caseId: string, at: Date): Promise<void> {
    const of = await this.cases.lockById(tx, caseId);
    if (of.closedAt !== null && of.status !== 'MERGED') return; // ended again meanwhile
    const calendar = this.calendars.current().in(of.place.districtCode);
    const { at: dueAt } = calendar.dueAt(at, of.sla);
    await this.deadlines.start(tx, this.startParts({ ...of, dueAt }, at, calendar, null));
    await this.cases.noteDue(tx, caseId, dueAt);
  }

  /**
   * The case answers for others too, or no more: its time is counted from the earliest receipt of them all.
   *
   * @returns what the ledger says now; null when its time is counted as before
   */
  async recount(tx: Tx, caseId: string, change: Recount, at: Date): Promise<ClockReading | null> {
    const startedAt = await this.deadlines.earliestStart(tx, caseId);
    const added: ClockEntry[] = [];
    const reading = await this.write(tx, caseId, (now, lastAt) => {
      const moves = now.state !== 'STOPPED' && now.startedAt.getTime() !== startedAt.getTime();
      if (moves) added.push({ ...change, at: at < lastAt ? lastAt : at, startedAt });
      return added;
    });
    return added.length > 0 ? reading : null;
  }

  /**
   * The case answers a petition too that was received before its time began: its time is counted from that receipt.
   *
   * @param at when the petition joined; what joined the case before it was taken up again belongs to its first clock
   */
  async countFrom(tx: Tx, caseId: string, from: Pick<MergeEntry, 'startedAt' | 'overdueSince'>, at: Date): Promise<void> {
    await this.write(tx, caseId, (now) =>
      now.state === 'STOPPED' || from.startedAt >= now.startedAt || begunAt(now) > at
        ? []
        : [{ kind: 'MERGE', ...from, at: atLast(now, at) }],
    );
  }

  /**
   * A merged case stands on its own again; its time has been running meanwhile.
   *
   * @param mergedAt when its clock stopped, which this may be told before `stop`
   */
  async restore(tx: Tx, caseId: string, mergedAt: Date, at: Date): Promise<void> {
    const { version } = this.calendars.current();
    await this.write(tx, caseId, ({ state, dueAt, calendarVersion }) => [
      ...(state === 'STOPPED' ? [] : [{ kind: 'STOP', at: mergedAt } as const]),
      { kind: 'RESTORE', at, calendarVersion: at > dueAt ? calendarVersion : version }, // late stays late
    ]);
    await this.catchUp(tx, caseId, at);
  }

  /** The clock stands still for a disaster. Done once, however often it is asked for. @returns what the ledger says now */
  suspend(tx: Tx, caseId: string, standstill: Standstill): Promise<ClockReading | null> {
    return this.write(tx, caseId, (now) =>
      now.state === 'STOPPED' || now.suspendedBy !== null
        ? []
        : [{ kind: 'PAUSE', at: pausedAt(standstill, now.startedAt), disasterId: standstill.disasterId }],
    );
  }

  /** The disaster is over: the clock runs again, unless its case has a reason of its own. @returns what the ledger says now */
  async release(tx: Tx, caseId: string, disasterId: string, at: Date): Promise<ClockReading | null> {
    const reading = await this.write(tx, caseId, (now) =>
      now.suspendedBy === disasterId ? [{ kind: 'RESUME', at, disasterId }] : [],
    );
    if (reading !== null && reading.state !== 'STOPPED') await this.cases.noteClock(tx, caseId, reading.state);
    return reading;
  }

  /** A later end was granted. Told late, it counts from the ledger's last line: what the citizen was told is kept. */
  async extend(tx: Tx, caseId: string, until: Date, at: Date): Promise<void> {
    const reading = await this.write(tx, caseId, (now) =>
      now.state === 'STOPPED' || until <= now.dueAt ? [] : [{ kind: 'EXTEND', at: atLast(now, at), until }],
    );
    await this.settle(tx, caseId, reading);
  }

  /** The clock stands still. Whoever was told first that it runs again has written so already. */
  async pause(tx: Tx, caseId: string, at: Date): Promise<void> {
    await this.write(tx, caseId, (now) =>
      now.state === 'STOPPED' || now.pausedByCase || hasPausedSince(now, at) ? [] : [{ kind: 'PAUSE', at: atLast(now, at) }],
    );
  }

  /** The clock runs again, unless a disaster holds it. @param pausedAt since when it stood still, which this may be told before `pause` */
  async resume(tx: Tx, caseId: string, pausedAt: Date, at: Date): Promise<void> {
    const reading = await this.write(tx, caseId, (now) => {
      if (now.pausedByCase) return [{ kind: 'RESUME', at: atLast(now, at) }];
      if (now.state === 'STOPPED' || hasPausedSince(now, pausedAt)) return [];
      const stoodAt = atLast(now, pausedAt);
      return [
        { kind: 'PAUSE', at: stoodAt },
        { kind: 'RESUME', at: at > stoodAt ? at : stoodAt },
      ];
    });
    await this.settle(tx, caseId, reading);
    if (reading !== null && reading.suspendedBy !== null) await this.cases.noteClock(tx, caseId, reading.state);
    else await this.cases.noteRunning(tx, caseId);
  }

  /** Another category has another limit, urgency and danger: the time is counted again by it, unless the clock began later and is so already. */
  async recategorise(tx: Tx, caseId: string, { sla: to, ...change }: Recategorised, at: Date): Promise<void> {
    const reading = await this.write(
      tx,
      caseId,
      (now, _, { entries, sla, calendarOf }) =>
        now.state === 'STOPPED' || (begunAt(now) > at && isSameLimit(now.sla, to))
          ? []
          : [recategorised(entries, { at: atLast(now, at), to }, sla, calendarOf)],
      { sla: to, ...change },
    );
    await this.settle(tx, caseId, reading);
  }

  /** The case has counted by itself when it was decided; the ledger has the last word. */
  private async settle(tx: Tx, caseId: string, reading: ClockReading | null): Promise<void> {
    if (reading !== null && reading.state !== 'STOPPED') await this.cases.noteDue(tx, caseId, reading.dueAt);
  }

  /**
   * Facts may be told late and out of order: what is older than the ledger's last line has been overtaken.
   *
   * @returns what the ledger says now; null when the clock has not begun
   */
  private async write(
    tx: Tx,
    caseId: string,
    entriesAfter: (now: ClockReading, lastAt: Date, ledger: Ledger) => ClockEntry[],
    change: Partial<Deadline> = {},
  ): Promise<ClockReading | null> {
    const deadline = await this.deadlines.lockOfCase(tx, caseId);
    if (!deadline) return null; // the case waits for its confirmation: its clock has not begun
    const entries = await this.deadlines.entries(tx, deadline.id);
    const calendarOf = await this.explanations.calendarsOf(entries, deadline.districtCode);
    const lastAt = entries.findLast(isOrdered)!.at;
    let reading = replay(entries, deadline.sla, calendarOf);
    const added = entriesAfter(reading, lastAt, { entries, sla: deadline.sla, calendarOf }).filter(
      (entry) => !isOrdered(entry) || entry.at >= lastAt,
    );
    if (added.length === 0) return reading;
    for (const entry of added) {
      reading = append(entries, entry, deadline.sla, calendarOf);
      entries.push(entry);
      await this.deadlines.append(tx, deadline.id, entry, reading.dueAt);
    }
    const next = await this.following(tx, { ...deadline, ...change }, reading, added.at(-1)!);
    await this.deadlines.save(tx, next, next.state === 'RUNNING' ? nextRing(next.steps) : null);
    if (reading.dueAt.getTime() !== deadline.dueAt.getTime()) await this.cases.noteDue(tx, caseId, reading.dueAt);
    if (reading.suspendedBy !== null) await this.cases.noteClock(tx, caseId, reading.state); // a command may have thought that it runs
    if (reading.state !== 'RUNNING') await this.cases.noteRemaining(tx, caseId, reading.remainingMinutes(added.at(-1)!.at));
    return reading;
  }

  /** The deadline after a change of its ledger: another plan when its time moved, from the beginning when it began again. */
  private async following(tx: Tx, deadline: Deadline, reading: ClockReading, { kind, at: now }: ClockEntry): Promise<Deadline> {
    const { state, startedAt, dueAt, calendarVersion, suspendedBy } = reading;
    const moved = { ...deadline, state, startedAt, dueAt, calendarVersion, suspendedBy, version: deadline.version + 1 };
    const stays = dueAt.getTime() === deadline.dueAt.getTime() && startedAt.getTime() === deadline.startedAt.getTime();
    if (stays && kind !== 'RECATEGORISE') {
      return { ...moved, version: state === deadline.state ? deadline.version : moved.version };
    }
    const calendar = this.calendars.current().in(deadline.districtCode);
    if (kind === 'START') return { ...moved, steps: plan(moved, this.ladder, calendar) };
    const earlier = { steps: deadline.steps, rung: await this.deadlines.rung(tx, deadline.id) };
    return { ...moved, steps: replan(earlier, moved, this.ladder, calendar, now) };
  }
}
