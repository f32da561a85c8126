/** How far the open clocks are counted again by a version of the calendar. */
export interface Replanning {
  readonly id: string;
  readonly calendarVersion: number;
  /** Clocks to count: those that were open when it began. */
  readonly total: number;
  readonly done: number;
  readonly finishedAt: Date | null;
}

/** A place in the order in which clocks are counted. */
export interface CountedClock {
  readonly calendarVersion: number;
  readonly id: string;
}

export type ReplanningState = 'WAITING' | 'RUNNING' | 'DONE';

export function stateOf({ done, finishedAt }: Replanning): ReplanningState {
  if (finishedAt !== null) return 'DONE';
  return done === 0 ? 'WAITING' : 'RUNNING';
}
