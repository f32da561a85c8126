import type { Case } from '../../cases/index.ts';
import type { Decision } from '../../routing/index.ts';

/** What was registered. */
export interface Registered {
  readonly petitionNo: string;
  readonly lookupCode: string;
  readonly case: Case;
  /** Null when the petition joined a case. */
  readonly decision: Decision | null;
}
