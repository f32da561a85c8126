import type { BusinessCalendar, GrantedEnd, Pause, Sla, SlaUnit } from '../../calendar/index.ts';
import { type End, endOf, grantedIn, type Move, moved, sinceStart } from './clock-end.ts';
import { type ClockEntry, type ClockState, isOrdered } from './clock-entry.ts';
import { ExtensionTooLate, ExtensionTooShort, IllegalClockEntry } from './clock-errors.ts';
import { minutesUntil, type Stretch } from './clock-stretches.ts';

/** The calendar in one of its versions. @throws when the version is unknown */
export type CalendarOf = (version: number) => BusinessCalendar;

/** What a ledger says. */
export interface ClockReading {
  readonly state: ClockState;
  readonly startedAt: Date;
  /** The limit by which it is counted now. */
  readonly sla: Sla;
  /** While the clock is paused, the end as it stood when it was paused; it moves when the clock runs again. */
  readonly dueAt: Date;
  readonly calendarVersion: number;
  /** The end that was promised instead of the limit. */
  readonly promised: Date | null;
  /** When the clock stood still since its start, in order; not what it stands still for now. */
  readonly pauses: readonly Pause[];
  /** The later end that was granted, where the time ends by it. */
  readonly granted: GrantedEnd | null;
  /** The agency that has the case; null while nobody has. */
  readonly holder: string | null;
  /** The disaster for which the clock stands still, whether or not it does for its case's own reason too; null when for none. */
  readonly suspendedBy: string | null;
  /** Whether the clock stands still for its case's own reason. */
  readonly pausedByCase: boolean;
  /** Every entry with the due instant as it stood after it: both values of every change are kept. */
  readonly lines: readonly { readonly entry: ClockEntry; readonly dueAt: Date }[];
  /** Whether the time was over at an instant; a clock that stands still does not become overdue. */
  isOverdue(at: Date): boolean;
  /** Whole minutes left, rounded down, negative when over (`BusinessCalendar.remainingMinutes`); stands still with the clock. */
  remainingMinutes(at: Date): number;
  /** Whole minutes for which the clock had run by an instant, all its runs together, as the limit of each counts them; rounded down. */
  ranUntil(at: Date): number;
}

/** One run of the clock, from a `START` to its `STOP`. */
interface Run {
  readonly state: ClockState;
  readonly startedAt: Date;
  readonly calendarVersion: number;
  readonly holder: string | null;
  /** A day that was promised instead of the usual limit. */
  readonly promised: Date | null;
  readonly moves: readonly Move[];
  /** Since when the clock stands still; null while it runs. */
  readonly stillSince: Date | null;
  /** What it stands still for, or did when it stopped: disasters, and null for the case's own reason. */
  readonly pauses: readonly (string | null)[];
  /** The same as it was before the clock stopped. */
  readonly stillBeforeStop: Date | null;
  readonly lastAt: Date;
}

/** A run with the unit in which its limit counts. */
interface Counted {
  readonly run: Run;
  readonly unit: SlaUnit;
}

/** A place in a ledger. */
interface Point {
  readonly run: Run;
  readonly end: End;
}

const OPEN: readonly ClockState[] = ['RUNNING', 'PAUSED'];

/** The states in which an entry may be written; an empty ledger is opened by `START`. */
const ALLOWED: Record<ClockEntry['kind'], readonly ClockState[]> = {
  START: ['STOPPED'],
  PAUSE: OPEN,
  RESUME: ['PAUSED'],
  EXTEND: OPEN,
  REPLAN: OPEN,
  TRANSFER: OPEN,
  STOP: OPEN,
  MERGE: OPEN,
  UNMERGE: OPEN,
  RECATEGORISE: OPEN,
  RESTORE: ['STOPPED'],
};

/**
 * Reads a ledger from its first line. The due instant is nothing but this: what is stored beside a case is a copy of it.
 *
 * What a pause gives back, the calendar says; while the clock stands still it does not become overdue. Pauses that
 * overlap, each for another reason, are one pause.
 *
 * @param sla the limit; where the ledger says that it has changed, what the ledger says
 * @throws IllegalClockEntry when the entries are not a ledger: none, out of order, or in a state that does not allow them
 */
export function replay(entries: readonly ClockEntry[], sla: Sla, calendarOf: CalendarOf): ClockReading {
  let point: Point | null = null;
  const lines: { entry: ClockEntry; dueAt: Date }[] = [];
  const runs: Counted[] = [];
  let limit = entries.find((entry) => entry.kind === 'RECATEGORISE')?.from ?? sla;
  for (const entry of entries) {
    if (entry.kind === 'RECATEGORISE') limit = entry.to;
    point = advance(point, entry, limit, calendarOf);
    lines.push({ entry, dueAt: point.end.at });
    runs[entry.kind === 'START' ? runs.length : runs.length - 1] = { run: point.run, unit: limit.unit };
  }
  if (point === null) throw new IllegalClockEntry('STOP', null);
  const { state, startedAt, calendarVersion, holder, pauses, promised } = point.run;
  const dueAt = point.end.at;
  const calendar = calendarOf(calendarVersion);
  const stillSince = standingSince(point.run);
  const counted = (at: Date): Date => (stillSince !== null && stillSince < at ? stillSince : at);
  return {
    ...{ state, startedAt, dueAt, calendarVersion, holder, lines, sla: limit, promised },
    pauses: pausesOf(point.run),
    granted: grantedIn({ startedAt, promised, moves: movesOf(point.run) }, limit, calendar),
    suspendedBy: (state === 'PAUSED' ? pauses.find((reason) => reason !== null) : null) ?? null,
    pausedByCase: state === 'PAUSED' && pauses.includes(null),
    isOverdue: (at) => counted(at) > dueAt,
    remainingMinutes: (at) => calendar.remainingMinutes(counted(at), dueAt, limit.unit),
    ranUntil: (at) =>
      minutesUntil(
        at,
        runs.flatMap((each) => stretchesOf(each, calendarOf)),
      ),
  };
}

/**
 * The reading with one more entry.
 *
 * @throws IllegalClockEntry when the clock's state does not allow it, or it is older than the last entry
 * @throws ExtensionTooLate  when the due instant has passed
 * @throws ExtensionTooShort when an extension would not move the due instant
 */
export function append(entries: readonly ClockEntry[], entry: ClockEntry, sla: Sla, calendarOf: CalendarOf): ClockReading {
  const after = replay([...entries, entry], sla, calendarOf);
  if (entry.kind === 'EXTEND') {
    const before = replay(entries, sla, calendarOf);
    const resumed = replay([...entries, ...resumptions(before, entry.at)], sla, calendarOf);
    if (before.isOverdue(entry.at)) throw new ExtensionTooLate();
    if (entry.until <= resumed.dueAt) throw new ExtensionTooShort();
  }
  return after;
}

/** Entries after which everything is counted again: from another start, by another limit or by another calendar. */
const RECOUNTED: readonly ClockEntry['kind'][] = ['START', 'REPLAN', 'MERGE', 'UNMERGE', 'RECATEGORISE', 'RESTORE'];

/** What lets a clock run again, whatever it stands still for. */
function resumptions({ suspendedBy, pausedByCase }: ClockReading, at: Date): ClockEntry[] {
  const own: ClockEntry[] = pausedByCase ? [{ kind: 'RESUME', at }] : [];
  return suspendedBy === null ? own : [...own, { kind: 'RESUME', at, disasterId: suspendedBy }];
}

/** Counts from the start when the start or the calendar is another one, else only what the entry moved. */
function advance(before: Point | null, entry: ClockEntry, sla: Sla, calendarOf: CalendarOf): Point {
  const run = next(before?.run ?? null, entry);
  const calendar = calendarOf(run.calendarVersion);
  const kept = RECOUNTED.includes(entry.kind) ? null : before;
  const moves = movesOf(run).slice(kept?.run.moves.length ?? 0);
  const counted: End = kept?.end ?? endOf(run, sla, calendar);
  return { run, end: moves.reduce((end, move) => moved(end, move, sla.unit, calendar), counted) };
}

const standingSince = ({ startedAt, stillSince }: Run): Date | null => stillSince && latest(stillSince, startedAt);

const movesOf = ({ startedAt, moves }: Run): Move[] => moves.map((move) => sinceStart(move, startedAt));

const pausesOf = (run: Run): Pause[] => movesOf(run).filter((move) => move.kind === 'PAUSE');

/** A revised calendar, or a disaster, is nothing that happened to the case: what did may be told after it and have been before. */
function next(run: Run | null, entry: ClockEntry): Run {
  if (!isAllowed(run, entry)) throw new IllegalClockEntry(entry.kind, run?.state ?? null);
  if (entry.kind === 'START') return begun(entry);
  return { ...run!, ...changed(run!, entry), lastAt: isOrdered(entry) ? entry.at : run!.lastAt };
}

function isAllowed(run: Run | null, entry: ClockEntry): boolean {
  if (run === null) return entry.kind === 'START';
  return ALLOWED[entry.kind].includes(run.state) && fits(run, entry) && (!isOrdered(entry) || entry.at >= run.lastAt);
}

/** A clock is not paused twice for one reason, nor let run again for one that does not hold it. */
function fits({ pauses }: Run, entry: ClockEntry): boolean {
  if (entry.kind === 'PAUSE') return !pauses.includes(reasonOf(entry));
  return entry.kind !== 'RESUME' || pauses.includes(reasonOf(entry));
}

const reasonOf = ({ disasterId }: Extract<ClockEntry, { kind: 'PAUSE' | 'RESUME' }>): string | null => disasterId ?? null;

const begun = ({ at, calendarVersion, holder, until }: Extract<ClockEntry, { kind: 'START' }>): Run => ({
  ...{ state: 'RUNNING', startedAt: at, calendarVersion, holder, promised: until ?? null },
  ...{ moves: [], stillSince: null, stillBeforeStop: null, pauses: [], lastAt: at },
});

/** An entry that does not begin the clock. */
type LaterEntry = Exclude<ClockEntry, { kind: 'START' }>;

/** What each entry changes in a run of the clock. */
const CHANGES: {
  readonly [Kind in LaterEntry['kind']]: (run: Run, entry: Extract<ClockEntry, { readonly kind: Kind }>) => Partial<Run>;
} = {
  PAUSE: (run, entry) => ({ state: 'PAUSED', stillSince: pausedSince(run, entry.at), pauses: [...run.pauses, reasonOf(entry)] }),
  RESUME: (run, entry) => resumed(run, reasonOf(entry), entry.at),
  // what stood still until now was known when the new end was granted, and is not given back on top of it
  EXTEND: (run, { at, until }) => ({
    stillSince: run.stillSince && at,
    moves: [...run.moves, ...stood(run, at), { kind: 'EXTEND', until }],
  }),
  REPLAN: (_, { calendarVersion }) => ({ calendarVersion }),
  TRANSFER: (_, { to }) => ({ holder: to }),
  STOP: ({ stillSince }, { at }) => ({
    state: 'STOPPED',
    stillSince: stillSince === null ? at : earliest(stillSince, at),
    stillBeforeStop: stillSince,
  }),
  MERGE: (_, { startedAt }) => ({ startedAt }),
  UNMERGE: (_, { startedAt }) => ({ startedAt }),
  RECATEGORISE: (_, { startedAt }) => ({ startedAt, promised: null }),
  RESTORE: ({ stillBeforeStop }, { calendarVersion }) => ({
    state: stillBeforeStop === null ? 'RUNNING' : 'PAUSED',
    stillSince: stillBeforeStop,
    calendarVersion,
  }),
};

const changed = (run: Run, entry: LaterEntry): Partial<Run> =>
  (CHANGES[entry.kind] as (run: Run, entry: LaterEntry) => Partial<Run>)(run, entry);

function resumed(run: Run, reason: string | null, at: Date): Partial<Run> {
  const pauses = run.pauses.filter((other) => other !== reason);
  if (pauses.length > 0) return { pauses };
  return { state: 'RUNNING', stillSince: null, pauses, moves: [...run.moves, ...stood(run, at)] };
}

/** The time for which the clock has stood still until now. */
const stood = ({ stillSince }: Run, at: Date): Move[] =>
  stillSince === null ? [] : [{ kind: 'PAUSE', from: stillSince, to: latest(stillSince, at) }];

/** Since when a clock stands still that is paused: not before its start, nor before a pause ended whose time was given back. */
function pausedSince({ startedAt, moves, stillSince }: Run, at: Date): Date {
  const last = moves.findLast(({ kind }) => kind === 'PAUSE');
  const from = latest(latest(at, startedAt), last?.kind === 'PAUSE' ? last.to : startedAt);
  return stillSince === null ? from : earliest(stillSince, from);
}

/** When the clock ran: from its start on, but for its pauses. */
function stretchesOf({ run, unit }: Counted, calendarOf: CalendarOf): Stretch[] {
  const by = { calendar: calendarOf(run.calendarVersion), unit };
  const pauses = pausesOf(run);
  const begins = [run.startedAt, ...pauses.map(({ to }) => to)];
  const ends = [...pauses.map(({ from }) => from), run.stillSince];
  return begins.map((from, at) => ({ from, to: ends[at] ?? null, ...by }));
}

const earliest = (a: Date, b: Date): Date => (a < b ? a : b);
const latest = (a: Date, b: Date): Date => (a > b ? a : b);
