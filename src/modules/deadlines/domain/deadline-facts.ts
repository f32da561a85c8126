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
