import type { CaseView } from '../cases/index.ts';
import type { DecisionView } from '../routing/index.ts';

/** The answer to a petition that staff registered. */
export class RegisteredView {
  petitionNo: string;
  /** Told once; with it the citizen follows the petition. */
  lookupCode: string;
  case: CaseView;
  /** Null when the petition joined a case that was dispatched before. */
  routing: DecisionView | null;
}

/** What a citizen is told of the case at once. */
export class PublicCaseView {
  caseNo: string;
  status: string;
  leadAgency: { code: string; name: string } | null;
  dueAt: string;
}

/** The answer to a petition that a citizen sent. */
export class PublicRegisteredView {
  petitionNo: string;
  lookupCode: string;
  case: PublicCaseView;
}

export const toPublicRegisteredView = ({ petitionNo, lookupCode, case: opened }: RegisteredView): PublicRegisteredView => ({
  petitionNo,
  lookupCode,
  case: { caseNo: opened.caseNo, status: opened.status, leadAgency: opened.leadAgency, dueAt: opened.dueAt },
});
