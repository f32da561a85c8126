/** A survey as its reminder sees it. */
export interface WaitingSurvey {
  readonly id: string;
  readonly caseId: string;
  readonly petitionId: string;
  readonly expiresAt: Date;
  readonly answeredAt: Date | null;
  /** Whether the case is still closed by the closing that the survey asks about. */
  readonly stillClosed: boolean;
  /** Null when it was reminded of, or never will be. */
  readonly remindAt: Date | null;
}

/** `WAIT`: it is not time, or no longer anybody's business. `DROP`: nobody needs to be reminded any more. */
export type ReminderVerdict = 'WAIT' | 'REMIND' | 'DROP';

/** What to do when the alarm of a survey rings, which may be early, late or twice. */
export function judgeReminder({ remindAt, answeredAt, expiresAt, stillClosed }: WaitingSurvey, at: Date): ReminderVerdict {
  if (remindAt === null || at < remindAt) return 'WAIT';
  return answeredAt !== null || at >= expiresAt || !stillClosed ? 'DROP' : 'REMIND';
}
