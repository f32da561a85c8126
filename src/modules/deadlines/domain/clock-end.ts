import type { BusinessCalendar, Due, GrantedEnd, Sla, SlaUnit } from '../../calendar/index.ts';

/** What moved the end of a clock's time since its start. */
export type Move =
  { readonly kind: 'PAUSE'; readonly from: Date; readonly to: Date } | { readonly kind: 'EXTEND'; readonly until: Date };

/** Where the time ends, and where the counting alone would have ended it. */
export type End = Pick<Due, 'at' | 'countEndsAt'>;

/** From what the end of a clock's time follows, besides its limit and the calendar. */
interface Course {
  readonly startedAt: Date;
  /** A day that was promised instead of the usual limit. */
  readonly promised: Date | null;
  readonly moves: readonly Move[];
}

/** Where the counting from the start ends: with the limit, or on the promised day. */
export function endOf({ startedAt, promised }: Omit<Course, 'moves'>, sla: Sla, calendar: BusinessCalendar): End {
  if (promised === null) return calendar.dueAt(startedAt, sla);
  const at = calendar.settled(promised);
  return { at, countEndsAt: at };
}

/** The end after a move. */
export function moved(end: End, move: Move, unit: SlaUnit, calendar: BusinessCalendar): End {
  if (move.kind === 'PAUSE') return calendar.givenBack(end, move, unit);
  const at = unit === 'HOUR' ? move.until : calendar.settled(move.until);
  return at <= end.at ? end : { at, countEndsAt: at };
}

/** A move of a time that is counted from another start since: for how long the clock stood still before, is nothing to it. */
export function sinceStart(move: Move, startedAt: Date): Move {
  if (move.kind === 'EXTEND' || move.from >= startedAt) return move;
  return { ...move, from: startedAt, to: move.to > startedAt ? move.to : startedAt };
}

/** The last of the later ends that were granted, and where the time ends by it; null where it ends without one. */
export function grantedIn({ moves, ...course }: Course, sla: Sla, calendar: BusinessCalendar): GrantedEnd | null {
  if (moves.every(({ kind }) => kind !== 'EXTEND')) return null;
  let end = endOf(course, sla, calendar);
  let granted: GrantedEnd | null = null;
  for (const move of moves) {
    const after = moved(end, move, sla.unit, calendar);
    if (after.at > end.at) granted = grantedAfter(granted, move, after.at);
    end = after;
  }
  return granted;
}

const grantedAfter = (granted: GrantedEnd | null, move: Move, endsAt: Date): GrantedEnd | null =>
  move.kind === 'EXTEND' ? { until: move.until, endsAt, movedSince: false } : granted && { ...granted, endsAt, movedSince: true };
