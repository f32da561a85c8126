import type { Scope, ScopeParts } from '../../../kernel/actor.ts';
import type { Assignment, AssignmentStatus, Case } from './case.ts';

/** What a change of legs needs besides the case: the instant, and ids for those it opens. */
export interface Circumstances {
  readonly at: Date;
  readonly newId: () => string;
}

export const liveLegs = (of: Pick<Case, 'assignments'>): Assignment[] => of.assignments.filter((leg) => leg.endedAt === null);

/** The leading leg; null while nobody has the case. */
export const leadOf = (of: Case): Assignment | null => liveLegs(of).find((leg) => leg.role === 'LEAD') ?? null;

/** The leading leg of a case whose status says that there is one: a law of the life cycle shows it. */
export function leadingLeg(of: Case): Assignment {
  const lead = leadOf(of);
  if (!lead) throw new Error(`case ${of.caseNo} is ${of.status} without a leading agency`);
  return lead;
}

/**
 * The leg that somebody works on: their own agency's, else that of a body below it, the leading one first; the leading one for those who
 * look after the whole city, or the district where the case lies.
 */
export function legOf(of: Case, scope: Scope): Assignment | null {
  const lead = leadOf(of);
  if (scope.all) return lead;
  return legAmong(of, scope.agencyCodes) ?? legAmong(of, belowIn(of, scope)) ?? (looksAfter(of, scope) ? lead : null);
}

function legAmong(of: Case, agencyCodes: readonly string[]): Assignment | null {
  const legs = liveLegs(of).filter(({ agencyCode }) => agencyCodes.includes(agencyCode));
  return legs.find(({ role }) => role === 'LEAD') ?? legs[0] ?? null;
}

/** Whether a case is led by somebody's agency, or a body below it, or is theirs to look after wherever it is led. */
export function leads(of: Case, scope: Scope): boolean {
  if (scope.all || looksAfter(of, scope)) return true;
  const lead = leadOf(of);
  return lead !== null && [...scope.agencyCodes, ...belowIn(of, scope)].includes(lead.agencyCode);
}

const looksAfter = ({ place }: Case, scope: ScopeParts): boolean =>
  place.districtCode !== null && (scope.districtCodes ?? []).includes(place.districtCode);

/** The bodies below somebody's agencies. Of a case that complains of the agency itself, it does not decide through them. */
function belowIn({ recusals }: Case, { agencyCodes, belowCodes = [] }: ScopeParts): readonly string[] {
  const recused = recusals.some((each) => each.liftedAt === null && each.agencyCode && agencyCodes.includes(each.agencyCode));
  return recused ? [] : belowCodes;
}

/** Helpers whose answer the leading agency still waits for. */
export const unanswered = (of: Case): Assignment[] =>
  liveLegs(of).filter((leg) => leg.role === 'CO_HANDLER' && leg.status !== 'ANSWERED' && leg.status !== 'MERGED');

/** A leg that nobody has accepted yet. */
export const newAssignment = (
  agencyCode: string,
  role: Assignment['role'],
  dueAt: Date,
  { at, newId }: Circumstances,
): Assignment => ({
  id: newId(),
  agencyCode,
  role,
  status: 'ASSIGNED',
  handlerId: null,
  assignedAt: at,
  acceptedAt: null,
  answer: null,
  answeredAt: null,
  proposedAgencyCode: null,
  endedAt: null,
  dueAt,
});

/** The case with one leg changed; what is known of the leading leg's handler is known of the case. */
export function changeLeg(of: Case, leg: Assignment, change: Partial<Assignment>): Case {
  const changed = { ...leg, ...change };
  const assignments = of.assignments.map((each) => (each.id === leg.id ? changed : each));
  return leg.role === 'LEAD' ? { ...of, assignments, handlerId: changed.handlerId } : { ...of, assignments };
}

export const endLeg = (of: Case, leg: Assignment, status: AssignmentStatus, at: Date): Case =>
  changeLeg(of, leg, { status, endedAt: at });

/** Gives the case to an agency to lead and others to help; agencies that already help stay. */
export function send(of: Case, agencyCode: string, coAgencyCodes: readonly string[], circumstances: Circumstances): Case {
  const helping = liveLegs(of).find((leg) => leg.agencyCode === agencyCode);
  const promoted = helping ? endLeg(of, helping, 'TRANSFERRED', circumstances.at) : of;
  const there = new Set([agencyCode, ...liveLegs(promoted).map((leg) => leg.agencyCode)]);
  return {
    ...promoted,
    leadAgencyCode: agencyCode,
    handlerId: null,
    assignments: [
      ...promoted.assignments,
      newAssignment(agencyCode, 'LEAD', of.dueAt, circumstances),
      ...coAgencyCodes
        .filter((code) => !there.has(code))
        .map((code) => newAssignment(code, 'CO_HANDLER', of.dueAt, circumstances)),
    ],
  };
}
