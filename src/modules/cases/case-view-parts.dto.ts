import type { AssignmentView, CaseView } from './case-view.dto.ts';
import type { CaseAccess } from './domain/case-access.ts';

/** A view by what it holds, whatever made it. */
type Held<View> = { readonly [Part in keyof View]: View[Part] };
type HeldCase = Omit<Held<CaseView>, 'assignments'> & { readonly assignments: readonly Held<AssignmentView>[] };

const NOWHERE = { lat: null, lng: null, address: null, district: null, village: null };

/** What is left out of a case in each way to read it. */
const LEFT_OUT: Readonly<Record<CaseAccess, (view: HeldCase) => Partial<CaseView>>> = {
  FULL: () => ({}),
  CATEGORY_OWNER: () => ({ openCommands: [] }),
  REGISTRANT: (view) => ({
    ...among(view),
    // Of a case that answers several petitions, the words may be another citizen's.
    ...(view.petitionCount !== 1 && { subject: null, description: null, location: NOWHERE, petitionCount: null }),
  }),
  FORMER: (view) => ({
    ...among(view),
    subject: null,
    description: null,
    location: NOWHERE,
    leadAgency: null,
    assignments: [],
    clock: { state: view.clock.state, remainingMinutes: null },
    extensions: null,
    reroutes: null,
    petitionCount: null,
    mergedInto: null,
    parentCaseNo: null,
    outcome: null,
    reply: null,
    noAction: null,
    trackingLevel: null,
    promises: [],
    marks: null,
  }),
};

/** Empties what is between the agencies that work on the case. */
const among = ({ assignments }: HeldCase): Partial<CaseView> => ({
  openCommands: [],
  handler: null,
  assignments: assignments.map((leg) => ({ ...leg, handler: null, answer: null, answeredAt: null })),
  openExtension: null,
  openSupplement: null,
  proposedAgency: null,
  approval: null,
  recusals: [],
});

/** Leaves of a case what somebody may read. */
export const leave = (view: Held<CaseView>, access: CaseAccess): CaseView => ({ ...view, ...LEFT_OUT[access](view), access });
