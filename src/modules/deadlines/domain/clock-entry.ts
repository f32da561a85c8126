import type { Sla } from '../../calendar/index.ts';

/** Whether the time of a case runs. */
export type ClockState = 'RUNNING' | 'PAUSED' | 'STOPPED';

/**
 * One line of a clock's ledger, never changed once written; `at` is when it took effect.
 *
 * - `START` begins the clock at the first receipt, or again after a `STOP`: the first result is kept, a second clock begins
 * - `PAUSE`, `RESUME`: the time between them does not count. A clock may stand still for two reasons at once, its case's own and a
 *   disaster (`disasterId`): it runs again when the last of them is gone, and ending one of them does not end the other. A disaster
 *   is nothing that happened to the case: its pauses have no place in the order of what did, and take effect when it began and ended
 * - `EXTEND`: granted a later end, an instant
 * - `REPLAN`: the calendar was revised; everything since the start is counted again by the new version. It has no place in the order
 *   of what happened to the case
 * - `TRANSFER`: another agency holds the case; the citizen's time runs on
 * - `STOP`: the case is closed, or another one answers for it
 * - `MERGE`, `UNMERGE`: the case answers for another one too, or no more; its time is counted again from `startedAt`, the earliest receipt.
 *   `MERGE` is also a petition that has joined the case and was received before all others
 * - `RECATEGORISE`: another category has another limit; the time is counted again by it, from `startedAt`
 * - `RESTORE`: the case stands on its own again, and its time runs as if it had never been stopped
 */
export type ClockEntry =
  | {
      readonly kind: 'START';
      readonly at: Date;
      readonly calendarVersion: number;
      readonly holder: string | null;
      /** The end, where a day was promised instead of the usual limit. */
      readonly until?: Date;
    }
  | { readonly kind: 'PAUSE'; readonly at: Date; readonly disasterId?: string }
  | { readonly kind: 'RESUME'; readonly at: Date; readonly disasterId?: string }
  | { readonly kind: 'EXTEND'; readonly at: Date; readonly until: Date }
  | { readonly kind: 'REPLAN'; readonly at: Date; readonly calendarVersion: number }
  | { readonly kind: 'TRANSFER'; readonly at: Date; readonly from: string | null; readonly to: string }
  | { readonly kind: 'STOP'; readonly at: Date }
  | {
      readonly kind: 'MERGE';
      readonly at: Date;
      readonly startedAt: Date;
      /** Since when the case was overdue by then; null when it was not. Not known of earlier entries. */
      readonly overdueSince?: Date | null;
    }
  | { readonly kind: 'UNMERGE'; readonly at: Date; readonly startedAt: Date }
  | {
      readonly kind: 'RECATEGORISE';
      readonly at: Date;
      readonly startedAt: Date;
      /** The limit before and after. */
      readonly from: Sla;
      readonly to: Sla;
    }
  | { readonly kind: 'RESTORE'; readonly at: Date; readonly calendarVersion: number };

/** Whether an entry tells of something that happened to the case: such entries are written in the order of their instants. */
export const isOrdered = (entry: ClockEntry): boolean =>
  entry.kind !== 'REPLAN' && (!('disasterId' in entry) || entry.disasterId === undefined);
