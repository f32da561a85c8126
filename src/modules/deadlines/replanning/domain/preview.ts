import type { CivilDate } from '../../../../kernel/civil-date.ts';
import type { BusinessCalendar } from '../../../calendar/index.ts';
import { append, type CalendarOf } from '../../domain/clock-ledger.ts';
import type { Clockwork } from '../../domain/deadline.ts';

/** A clock that a change of the calendar would move. */
export interface Move {
  readonly caseNo: string;
  readonly dueBefore: Date;
  readonly dueAfter: Date;
}

/** What a change of the calendar would do to the open clocks. */
export interface Preview {
  readonly moved: number;
  /** The one of those that is due first now, and the one that is due last. */
  readonly earliest: Move | null;
  readonly latest: Move | null;
}

/** What a published year would do. */
export interface YearPreview extends Preview {
  /** Days that would be open otherwise, in order. */
  readonly days: readonly CivilDate[];
}

export const NOTHING_MOVES: Preview = { moved: 0, earliest: null, latest: null };

type NumberedClock = Clockwork & { readonly caseNo: string };

/** When a clock would be due by another calendar; null when it stays. */
export function moveOf(
  { caseNo, deadline, entries }: NumberedClock,
  calendar: BusinessCalendar,
  calendarOf: CalendarOf,
  at: Date,
): Move | null {
  const of: CalendarOf = (version) => (version === calendar.version ? calendar : calendarOf(version)).in(deadline.districtCode);
  const { dueAt } = append(entries, { kind: 'REPLAN', at, calendarVersion: calendar.version }, deadline.sla, of);
  return dueAt.getTime() === deadline.dueAt.getTime() ? null : { caseNo, dueBefore: deadline.dueAt, dueAfter: dueAt };
}

export const withMove = ({ moved, earliest, latest }: Preview, move: Move): Preview => ({
  moved: moved + 1,
  earliest: earliest === null || move.dueBefore < earliest.dueBefore ? move : earliest,
  latest: latest === null || move.dueBefore >= latest.dueBefore ? move : latest,
});
