import type { Sla } from '../../calendar/index.ts';

/** A petition without a category is an ordinary document: six working days (文書處理手冊, point 78). */
const ORDINARY: Sla = { value: 6, unit: 'WORKING_DAY' };

/** The time a case is allowed: what its rule says, else its category. */
export const serviceLevelOf = (decision: { readonly sla: Sla | null }, category: { readonly sla: Sla } | null): Sla =>
  decision.sla ?? category?.sla ?? ORDINARY;
