import type { TimeLimitPolicies } from '../../src/modules/catalog/index.ts';

/** A city that extends nothing and whose clocks run on. */
export const NO_MORE_TIME: TimeLimitPolicies = { extensions: { steps: [], reasons: [] }, supplements: [] };
