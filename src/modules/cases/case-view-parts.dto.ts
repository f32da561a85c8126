import type { CaseAccess } from './domain/case-access.ts';

/** Of a case as it is shown in whole, what decides about what is left out. */
interface Whole<State, Leg> {
  readonly petitionCount: number | null;
  readonly clock: { readonly state: State };
  readonly assignments: readonly Leg[];
}

const NOWHERE = { lat: null, lng: null, address: null, district: null, village: null };

/** What stands in the place of what somebody may not read of a case. */
export function leftOut<State, Leg extends object>(access: CaseAccess, whole: Whole<State, Leg>): object {
  switch (access) {
    case 'FULL':
      return {};
    case 'CATEGORY_OWNER':
      return { openCommands: [] };
    case 'REGISTRANT':
      return { ...amongAgencies(whole), ...(whole.petitionCount === 1 ? {} : OF_SEVERAL) };
    case 'FORMER':
      return { ...amongAgencies(whole), ...OF_OTHERS, clock: { state: whole.clock.state, remainingMinutes: null } };
  }
}

/** Of a case that answers several petitions, the words may be another citizen's. */
const OF_SEVERAL = { subject: null, description: null, location: NOWHERE, petitionCount: null };

/** All but number, category, status and dates. */
const OF_OTHERS = {
  ...OF_SEVERAL,
  leadAgency: null,
  assignments: [],
  extensions: null,
  reroutes: null,
  mergedInto: null,
  parentCaseNo: null,
  outcome: null,
  reply: null,
  noAction: null,
  trackingLevel: null,
  promises: [],
  marks: null,
};

/** What is between the agencies that work on the case. */
const amongAgencies = <State, Leg extends object>({ assignments }: Whole<State, Leg>): object => ({
  openCommands: [],
  handler: null,
  assignments: assignments.map((leg) => ({ ...leg, handler: null, answer: null, answeredAt: null })),
  openExtension: null,
  openSupplement: null,
  proposedAgency: null,
  approval: null,
  recusals: [],
});
