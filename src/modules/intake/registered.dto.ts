import type { Language } from '../../platform/http/index.ts';
import { type CaseView, toCaseView } from '../cases/index.ts';
import { type DecisionView, toDecisionView } from '../routing/index.ts';
import type { Registered } from './domain/registered.ts';
import type { ResponsibleAgencyView } from './public-status.dto.ts';

/** What is known around a case. */
type Around = Parameters<typeof toCaseView>[0]['around'];

/** The answer to a petition that staff registered. */
export class RegisteredView {
  petitionNo: string;
  /** Told once; with it the citizen follows the petition. */
  lookupCode: string;
  case: CaseView;
  /** Null when the petition joined a case that was dispatched before. */
  routing: DecisionView | null;
}

/** The answer to a confirmation link. */
export class ConfirmedView {
  petitionNo: string;
  confirmed: boolean;
}

/** What a citizen is told of the case at once. */
export class PublicCaseView {
  caseNo: string;
  status: string;
  leadAgency: ResponsibleAgencyView | null;
  /** Null before the petition is confirmed. */
  dueAt: string | null;
}

/** The answer to a petition that a citizen sent. */
export class PublicRegisteredView {
  petitionNo: string;
  lookupCode: string;
  case: PublicCaseView;
  /** What everybody who turns to the city should know now, in the petition's language; mostly null. */
  notice: string | null;
}

/** @param registrant a village head: they read how far it is, and not what the agencies do */
export function toRegisteredView(
  registered: Registered,
  around: Around,
  language: Language,
  registrant: boolean,
): RegisteredView {
  const { petitionNo, lookupCode, case: opened, decision } = registered;
  // Who takes a petition in is told of no other case but the one that answers it.
  const strangers = new Set(opened.parent ? [opened.parent.caseNo] : []);
  return {
    petitionNo,
    lookupCode,
    case: toCaseView({ of: opened, around, access: registrant ? 'REGISTRANT' : 'FULL', strangers }),
    routing: decision && toDecisionView(decision, around.write(opened.dueAt), language),
  };
}

export function toPublicRegisteredView(
  { petitionNo, lookupCode, case: opened }: Registered,
  around: Around,
  notice: string | null,
): PublicRegisteredView {
  const { caseNo, status, leadAgency, dueAt } = toCaseView({ of: opened, around });
  return { petitionNo, lookupCode, case: { caseNo, status, leadAgency, dueAt }, notice };
}
