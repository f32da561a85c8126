import type { Sla } from '../../calendar/index.ts';
import type { Urgency } from '../../catalog/index.ts';
import { SameCategory } from './case-errors.ts';
import { caseFact, type CaseRecategorised } from './case-facts.ts';
import type { Case } from './case.ts';
import { type CaseDecision, type CommandCircumstances, type CommandRules, WORKING } from './command-rule.ts';
import { type Destination, handOver, sendDecided } from './dispatching.ts';
import { leadOf, liveLegs } from './legs.ts';

/** What a case takes from its category. */
export interface CaseCategory {
  readonly code: string;
  readonly urgency: Urgency;
  readonly safetyHazard: boolean;
  readonly confidential: boolean;
}

/** What a case is about. */
export interface RecategorisingCommand {
  readonly type: 'recategorise';
  readonly category: CaseCategory;
  /** Where the rules send it now; null where a person has to decide. */
  readonly destination: Destination | null;
  readonly sla: Sla;
  /** Where the new limit ends. */
  readonly dueAt: Date;
  readonly reason: string;
}

/** @throws SameCategory, RulingRequired */
export const RECATEGORISING: CommandRules<RecategorisingCommand> = {
  recategorise: {
    from: ['TRIAGE', ...WORKING],
    to: null,
    orTo: ['DISPATCHED'],
    leadOnly: true,
    decide: (moved, command, circumstances) => {
      const { category, sla, dueAt, reason, destination } = command;
      if (category.code === moved.categoryCode) throw new SameCategory();
      const { code, urgency, safetyHazard } = category;
      const recategorised = caseFact<CaseRecategorised>(moved, 'case.recategorised', {
        ...{ from: moved.categoryCode, to: code, reason, urgency, safetyHazard, sla, dueAt: dueAt.toISOString() },
      });
      const { next, facts } = sentOn(ofCategory(moved, command), destination, command, circumstances);
      return { next, facts: [recategorised, ...facts] };
    },
  },
};

/** What was confidential once stays so. */
function ofCategory(of: Case, { category, sla, dueAt }: RecategorisingCommand): Case {
  const live = new Set(liveLegs(of).map(({ id }) => id));
  return {
    ...of,
    ...{ categoryCode: category.code, priority: category.urgency, safetyHazard: category.safetyHazard, sla, dueAt },
    confidential: of.confidential || category.confidential,
    assignments: of.assignments.map((leg) => (live.has(leg.id) ? { ...leg, dueAt } : leg)),
  };
}

/** Another agency gets the case when the rules say so; where that was to be decided, it is decided by that. */
function sentOn(
  of: Case,
  destination: Destination | null,
  { reason }: RecategorisingCommand,
  circumstances: CommandCircumstances,
): CaseDecision {
  if (destination === null || destination.agencyCode === leadOf(of)?.agencyCode) return { next: of, facts: [] };
  const sending = { ...destination, reason };
  const sent: Case = { ...of, status: 'DISPATCHED' };
  return of.status === 'TRIAGE'
    ? sendDecided(sent, { ...sending, by: 'RULE' }, circumstances)
    : handOver(sent, sending, circumstances);
}
