import type { BusinessCalendar, Due, Sla, SlaUnit } from '../../calendar/index.ts';
import type { ClockEntry, ClockState } from './clock-entry.ts';
import { ExtensionTooLate, ExtensionTooShort, IllegalClockEntry } from './clock-errors.ts';

/** The calendar in one of its versions. @throws when the version is unknown */
export type CalendarOf = (version: number) => BusinessCalendar;

/** What a ledger says. */
export interface ClockReading {
  readonly state: ClockState;
  readonly startedAt: Date;
  /** While the clock is paused, the end as it stood when it was paused; it moves when the clock runs again. */
  readonly dueAt: Date;
  readonly calendarVersion: number;
  /** The agency that has the case; null while nobody has. */
  readonly holder: string | null;
  /** Every entry with the due instant as it stood after it: both values of every change are kept. */
  readonly lines: readonly { readonly entry: ClockEntry; readonly dueAt: Date }[];
  /** Whether the time was over at an instant; a clock that stands still does not become overdue. */
  isOverdue(at: Date): boolean;
  /** Whole minutes left, rounded down, negative when over (`BusinessCalendar.remainingMinutes`); stands still with the clock. */
  remainingMinutes(at: Date): number;
}

/** What moved the end since the start. */
type Move =
  { readonly kind: 'PAUSE'; readonly from: Date; readonly to: Date } | { readonly kind: 'EXTEND'; readonly until: Date };

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
  /** The same as it was before the clock stopped. */
  readonly stillBeforeStop: Date | null;
  readonly lastAt: Date;
}

/** Where the time ends, and where the counting alone would have ended it. */
type End = Pick<Due, 'at' | 'countEndsAt'>;

/** A place in a ledger. */
interface Point {
  readonly run: Run;
  readonly end: End;
}

const OPEN: readonly ClockState[] = ['RUNNING', 'PAUSED'];

/** The states in which an entry may be written; an empty ledger is opened by `START`. */
const ALLOWED: Record<ClockEntry['kind'], readonly ClockState[]> = {
  START: ['STOPPED'],
  PAUSE: ['RUNNING'],
  RESUME: ['PAUSED'],
  EXTEND: OPEN,
  REPLAN: OPEN,
  TRANSFER: OPEN,
  STOP: OPEN,
  MERGE: OPEN,
  UNMERGE: OPEN,
  RESTORE: ['STOPPED'],
};

/**
 * Reads a ledger from its first line. The due instant is nothing but this: what is stored beside a case is a copy of it.
 *
 * What a pause gives back, the calendar says; while the clock stands still it does not become overdue.
 *
 * @throws IllegalClockEntry when the entries are not a ledger: none, out of order, or in a state that does not allow them
 */
export function replay(entries: readonly ClockEntry[], sla: Sla, calendarOf: CalendarOf): ClockReading {
  let point: Point | null = null;
  const lines: { entry: ClockEntry; dueAt: Date }[] = [];
  for (const entry of entries) {
    point = advance(point, entry, sla, calendarOf);
    lines.push({ entry, dueAt: point.end.at });
  }
  if (point === null) throw new IllegalClockEntry('STOP', null);
  const { state, startedAt, calendarVersion, holder, stillSince } = point.run;
  const dueAt = point.end.at;
  const calendar = calendarOf(calendarVersion);
  const counted = (at: Date): Date => (stillSince !== null && stillSince < at ? stillSince : at);
  return {
    ...{ state, startedAt, dueAt, calendarVersion, holder, lines },
    isOverdue: (at) => counted(at) > dueAt,
    remainingMinutes: (at) => calendar.remainingMinutes(counted(at), dueAt, sla.unit),
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
    const resumed = before.state === 'PAUSED' ? replay([...entries, { kind: 'RESUME', at: entry.at }], sla, calendarOf) : before;
    if (before.isOverdue(entry.at)) throw new ExtensionTooLate();
    if (entry.until <= resumed.dueAt) throw new ExtensionTooShort();
  }
  return after;
}

/** Entries after which everything is counted again: from another start, or by another calendar. */
const RECOUNTED: readonly ClockEntry['kind'][] = ['START', 'REPLAN', 'MERGE', 'UNMERGE', 'RESTORE'];

/** Counts from the start when the start or the calendar is another one, else only what the entry moved. */
function advance(before: Point | null, entry: ClockEntry, sla: Sla, calendarOf: CalendarOf): Point {
  const run = next(before?.run ?? null, entry);
  const calendar = calendarOf(run.calendarVersion);
  const kept = RECOUNTED.includes(entry.kind) ? null : before;
  const moves = run.moves.slice(kept?.run.moves.length ?? 0);
  const counted: End = kept?.end ?? endOf(run, sla, calendar);
  return { run, end: moves.reduce((end, move) => moved(end, move, sla.unit, calendar), counted) };
}

/** Where the counting from the start ends: with the limit, or on the promised day. */
function endOf({ startedAt, promised }: Run, sla: Sla, calendar: BusinessCalendar): End {
  if (promised === null) return calendar.dueAt(startedAt, sla);
  const at = calendar.settled(promised);
  return { at, countEndsAt: at };
}

/** A revised calendar is nothing that happened to the case: what did may be told after it and have been before. */
function next(run: Run | null, entry: ClockEntry): Run {
  const inOrder = run === null || entry.kind === 'REPLAN' || entry.at >= run.lastAt;
  const allowed = run === null ? entry.kind === 'START' : ALLOWED[entry.kind].includes(run.state);
  if (!inOrder || !allowed) throw new IllegalClockEntry(entry.kind, run?.state ?? null);
  if (entry.kind !== 'START') {
    const lastAt = entry.kind === 'REPLAN' ? run!.lastAt : entry.at;
    return { ...run!, ...changed(run!, entry), lastAt };
  }
  return begun(entry);
}

const begun = ({ at, calendarVersion, holder, until }: Extract<ClockEntry, { kind: 'START' }>): Run => ({
  ...{ state: 'RUNNING', startedAt: at, calendarVersion, holder, promised: until ?? null },
  ...{ moves: [], stillSince: null, stillBeforeStop: null, lastAt: at },
});

/** An entry that does not begin the clock. */
type LaterEntry = Exclude<ClockEntry, { kind: 'START' }>;

/** What each entry changes in a run of the clock. */
const CHANGES: {
  readonly [Kind in LaterEntry['kind']]: (run: Run, entry: Extract<ClockEntry, { readonly kind: Kind }>) => Partial<Run>;
} = {
  PAUSE: (_, { at }) => ({ state: 'PAUSED', stillSince: at }),
  RESUME: (run, { at }) => ({ state: 'RUNNING', stillSince: null, moves: [...run.moves, ...stoodStill(run, at)] }),
  // what stood still until now was known when the new end was granted, and is not given back on top of it
  EXTEND: (run, { at, until }) => ({
    stillSince: run.stillSince && at,
    moves: [...run.moves, ...stoodStill(run, at), { kind: 'EXTEND', until }],
  }),
  REPLAN: (_, { calendarVersion }) => ({ calendarVersion }),
  TRANSFER: (_, { to }) => ({ holder: to }),
  STOP: ({ stillSince }, { at }) => ({ state: 'STOPPED', stillSince: stillSince ?? at, stillBeforeStop: stillSince }),
  MERGE: (_, { startedAt }) => ({ startedAt }),
  UNMERGE: (_, { startedAt }) => ({ startedAt }),
  RESTORE: ({ stillBeforeStop }, { calendarVersion }) => ({
    state: stillBeforeStop === null ? 'RUNNING' : 'PAUSED',
    stillSince: stillBeforeStop,
    calendarVersion,
  }),
};

const changed = (run: Run, entry: LaterEntry): Partial<Run> =>
  (CHANGES[entry.kind] as (run: Run, entry: LaterEntry) => Partial<Run>)(run, entry);

const stoodStill = ({ stillSince }: Run, until: Date): Move[] =>
  stillSince === null ? [] : [{ kind: 'PAUSE', from: stillSince, to: until }];

function moved(end: End, move: Move, unit: SlaUnit, calendar: BusinessCalendar): End {
  if (move.kind === 'PAUSE') return calendar.givenBack(end, move, unit);
  if (move.until <= end.at) return end;
  const at = unit === 'HOUR' ? move.until : calendar.settled(move.until);
  return { at, countEndsAt: at };
}
