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
    readonly recipients: readonly Recipient[];
  }
>;

export const deadlineRang = (caseId: string, data: DeadlineRang['data']): DeadlineRang => ({
  type: 'deadline.rang',
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
