/** How far the clocks of open cases are suspended for a disaster, or run again after it. */
export interface Suspension {
  readonly kind: 'SUSPEND' | 'RELEASE';
  /** Clocks that were concerned when it began, and those that came on top. */
  readonly total: number;
  readonly done: number;
  readonly finishedAt: Date | null;
}

export type SuspensionState = 'WAITING' | 'RUNNING' | 'DONE';

export function stateOf({ done, finishedAt }: Pick<Suspension, 'done' | 'finishedAt'>): SuspensionState {
  if (finishedAt !== null) return 'DONE';
  return done === 0 ? 'WAITING' : 'RUNNING';
}
