import { type CaseMessageReceived, caseFact } from './case-facts.ts';
import { CASE_STATUSES } from './case.ts';
import type { CommandRules } from './command-rule.ts';

/** A petitioner writes without having been asked; also about a case that is over, for that is when people are not content. */
export interface HearingCommand {
  readonly type: 'receive-message';
  readonly petitionId: string;
  readonly petitionNo: string;
  readonly text: string;
  readonly attachmentIds: readonly string[];
}

export const HEARING: CommandRules<HearingCommand> = {
  'receive-message': {
    from: CASE_STATUSES,
    to: null,
    unoffered: true,
    decide: (next, { petitionNo, text, attachmentIds }) => {
      const data = { petitionNo, text, attachmentIds, handlerId: next.handlerId };
      return { next, facts: [caseFact<CaseMessageReceived>(next, 'case.message_received', data)] };
    },
  },
};
