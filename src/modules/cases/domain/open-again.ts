import type { Case } from './case.ts';

/** What an end left behind is gone from the case that is taken up again, and somebody looks anew whether it says anything new; the facts keep it. */
export const OPEN_AGAIN = {
  outcome: null,
  reply: null,
  closedAt: null,
  noActionGround: null,
  earlierCaseNo: null,
  newFact: null,
  clockState: 'RUNNING',
} as const satisfies Partial<Case>;
