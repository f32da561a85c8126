import type { Fact } from '../../../kernel/fact.ts';
import { caseFact, type CaseDispatched, type CaseOpened, type CaseSentToTriage } from './case-facts.ts';
import type { Destination } from './dispatching.ts';
import type { Case } from './case.ts';
import { type Circumstances, newAssignment } from './legs.ts';

/** What a new case begins with. */
export type NewCase = Pick<
  Case,
  | 'caseNo'
  | 'categoryCode'
  | 'priority'
  | 'safetyHazard'
  | 'confidential'
  | 'subject'
  | 'description'
  | 'place'
  | 'firstReceivedAt'
  | 'sla'
  | 'dueAt'
  | 'clockState'
  | 'remainingMinutes'
>;

/** Where a new case goes: to an agency, to a person who decides, or nowhere before its citizen has confirmed it. */
export type Opening =
  | { readonly status: 'DISPATCHED'; readonly destination: Destination }
  | { readonly status: 'TRIAGE'; readonly reasons: readonly string[] }
  | { readonly status: 'AWAITING_CONFIRMATION' };

/** The first state of a case, and what happened. */
export function openCase(
  begin: NewCase,
  opening: Opening,
  petitionId: string,
  circumstances: Circumstances,
): { readonly opened: Case; readonly facts: readonly Fact[] } {
  const destination = opening.status === 'DISPATCHED' ? opening.destination : null;
  const opened: Case = {
    ...begin,
    id: circumstances.newId(),
    version: 1,
    status: opening.status,
    leadAgencyCode: destination?.agencyCode ?? null,
    handlerId: null,
    openedAt: circumstances.at,
    overdueSince: null,
    clockState: opening.status === 'AWAITING_CONFIRMATION' ? 'PAUSED' : begin.clockState,
    extensions: 0,
    extendedDays: 0,
    extensionRequest: null,
    supplement: null,
    reroutes: 0,
    petitionCount: 1,
    closings: 0,
    outcome: null,
    reply: null,
    closedAt: null,
    anonymisedAt: null,
    merge: null,
    mergedInto: null,
    parent: null,
    children: [],
    newFact: null,
    draft: null,
    recusals: [],
    noActionGround: null,
    earlierCaseNo: null,
    trackingLevel: null,
    promises: [],
    assignments: destination ? legsOf(destination, begin.dueAt, circumstances) : [],
  };
  return {
    opened,
    facts: [caseFact<CaseOpened>(opened, 'case.opened', { caseNo: opened.caseNo, petitionId }), ...sent(opened, opening)],
  };
}

const legsOf = ({ agencyCode, coAgencyCodes }: Destination, dueAt: Date, circumstances: Circumstances): Case['assignments'] => [
  newAssignment(agencyCode, 'LEAD', dueAt, circumstances),
  ...coAgencyCodes.filter((code) => code !== agencyCode).map((code) => newAssignment(code, 'CO_HANDLER', dueAt, circumstances)),
];

function sent(opened: Case, opening: Opening): Fact[] {
  if (opening.status === 'AWAITING_CONFIRMATION') return [];
  if (opening.status === 'TRIAGE')
    return [caseFact<CaseSentToTriage>(opened, 'case.sent_to_triage', { reasons: opening.reasons })];
  const { agencyCode, coAgencyCodes, ruleId } = opening.destination;
  return [
    caseFact<CaseDispatched>(opened, 'case.dispatched', {
      agencyCode,
      coAgencyCodes,
      by: 'RULE',
      ruleId,
      reason: null,
      previousAgencyCode: null,
    }),
  ];
}
