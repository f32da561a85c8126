import type { CasePolicy } from '../../src/modules/cases/index.ts';

/** What a pack decides that says nothing of its cases. */
export const USUAL_CASES = { reopenWithinDays: 30, returnDecisionDays: 1, revealMinutes: 10 } satisfies CasePolicy;
