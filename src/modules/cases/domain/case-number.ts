import { parseReferenceNumber } from '../../../kernel/reference-number.ts';
import { CaseNotFound } from './case-errors.ts';

/** The number of a case from what somebody typed. @throws CaseNotFound when no case can have it */
export function readCaseNo(typed: string): string {
  const caseNo = parseReferenceNumber('C', typed);
  if (caseNo === null) throw new CaseNotFound();
  return caseNo;
}
