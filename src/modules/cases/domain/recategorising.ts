import type { Sla } from '../../calendar/index.ts';
import type { Urgency } from '../../catalog/index.ts';
import { RulingRequired, SameCategory } from './case-errors.ts';
import { type CaseDispatched, caseFact, type CaseRecategorised, type CaseTransferred } from './case-facts.ts';
import type { Authority, Case } from './case.ts';
import { type CaseDecision, type CommandRules, WORKING } from './command-rule.ts';
import { type Destination, WITHOUT_RULING } from './dispatching.ts';
import { type Circumstances, endLeg, leadOf, liveLegs, send } from './legs.ts';

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
  /** From when the new limit counts, and where it ends. */
  readonly startedAt: Date;
  readonly dueAt: Date;
  readonly reason: string;
  readonly authority: Authority;
}

/** @throws SameCategory, RulingRequired */
export const RECATEGORISING: CommandRules<RecategorisingCommand> = {
  recategorise: {
    from: ['TRIAGE', ...WORKING],
    to: null,
    orTo: ['DISPATCHED'],
    leadOnly: true,
    decide: (moved, command, circumstances) => {
      const { category, sla, startedAt, dueAt, reason, destination } = command;
      if (category.code === moved.categoryCode) throw new SameCategory();
      const { code, urgency, safetyHazard } = category;
      const recategorised = caseFact<CaseRecategorised>(moved, 'case.recategorised', {
        ...{ from: moved.categoryCode, to: code, reason, urgency, safetyHazard, sla },
        ...{ startedAt: startedAt.toISOString(), dueAt: dueAt.toISOString() },
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

/** Another agency gets the case when the rules say so; that counts as a change of hands. */
function sentOn(
  of: Case,
  destination: Destination | null,
  { reason, authority }: RecategorisingCommand,
  circumstances: Circumstances,
): CaseDecision {
  const lead = leadOf(of);
  if (destination === null || destination.agencyCode === lead?.agencyCode) return { next: of, facts: [] };
  if (lead !== null && of.reroutes >= WITHOUT_RULING && authority !== 'CITY') throw new RulingRequired();
  const { agencyCode, coAgencyCodes, ruleId } = destination;
  const left = lead === null ? of : { ...endLeg(of, lead, 'TRANSFERRED', circumstances.at), reroutes: of.reroutes + 1 };
  const next: Case = { ...send(left, agencyCode, coAgencyCodes, circumstances), status: 'DISPATCHED' };
  if (lead === null) {
    const data = { agencyCode, coAgencyCodes, by: 'RULE', ruleId, reason, previousAgencyCode: null } as const;
    return { next, facts: [caseFact<CaseDispatched>(next, 'case.dispatched', data)] };
  }
  const data = { fromAgencyCode: lead.agencyCode, toAgencyCode: agencyCode, reason };
  return { next, facts: [caseFact<CaseTransferred>(next, 'case.transferred', data)] };
}
