import type { Fact } from '../../../kernel/fact.ts';
import type { RecipientLevel, StepName } from './reminder-ladder.ts';

/** Somebody who was reminded, and as what. */
export interface Recipient {
  readonly accountId: string;
  readonly username: string;
  readonly level: RecipientLevel;
}

/** A reminder went out. Its subject is the case, so that it stands in the timeline. */
export type DeadlineRang = Fact<
  'deadline.rang',
  {
    readonly deadlineId: string;
    readonly version: number;
    readonly step: StepName;
    readonly dueAt: string;
    /** Told by the digests of its recipients, not at once. */
    readonly gathered: boolean;
    readonly recipients: readonly Recipient[];
  }
>;

export const deadlineRang = (caseId: string, data: DeadlineRang['data']): DeadlineRang => ({
  type: 'deadline.rang',
  subject: { kind: 'case', id: caseId },
  data,
});

/** The calendar was revised, and the due instant with it. Its subject is the case. */
export type DeadlineReplanned = Fact<
  'deadline.replanned',
  {
    readonly deadlineId: string;
    readonly version: number;
    readonly calendarVersion: number;
    readonly dueBefore: string;
    readonly dueAfter: string;
  }
>;

export const deadlineReplanned = (caseId: string, data: DeadlineReplanned['data']): DeadlineReplanned => ({
  type: 'deadline.replanned',
  subject: { kind: 'case', id: caseId },
  data,
});

/**
 * A case that counted as overdue does not any more, or only since a later instant: the office was closed when it was due, or its time had
 * been that of a case for which it answers no more.
 */
export type DeadlineExcused = Fact<
  'deadline.excused',
  {
    readonly deadlineId: string;
    readonly calendarVersion: number;
    readonly overdueSince: string;
    readonly overdueSinceNow: string | null;
  }
>;

export const deadlineExcused = (caseId: string, data: DeadlineExcused['data']): DeadlineExcused => ({
  type: 'deadline.excused',
  subject: { kind: 'case', id: caseId },
  data,
});

/** The clock stands still for a disaster. Its subject is the case. */
export type DeadlineSuspended = Fact<'deadline.suspended', { readonly disasterId: string; readonly dueAt: string }>;

export const deadlineSuspended = (caseId: string, data: DeadlineSuspended['data']): DeadlineSuspended => ({
  type: 'deadline.suspended',
  subject: { kind: 'case', id: caseId },
  data,
});

/** The disaster is over, and the due instant moved by what it took; the clock may stand still for its case's own reason. */
export type DeadlineReleased = Fact<'deadline.released', { readonly disasterId: string; readonly dueAt: string }>;

export const deadlineReleased = (caseId: string, data: DeadlineReleased['data']): DeadlineReleased => ({
  type: 'deadline.released',
  subject: { kind: 'case', id: caseId },
  data,
});
