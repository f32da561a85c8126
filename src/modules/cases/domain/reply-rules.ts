import type { Case } from './case.ts';
import type { ApprovalRule, LegalRemedy, ReplyBook } from './reply-book.ts';
import type { Approver } from './reply-draft.ts';

/** What of a case says whose approval its reply needs. */
export type Answered = Pick<Case, 'leadAgencyCode' | 'categoryCode' | 'assignments'>;

/** What deciding about a reply asks for. */
export interface ReplyRules {
  /**
   * Whose approval a reply needs, in their order; none when it needs nobody's.
   * @param least levels that are asked whatever the city says; none when left out
   */
  readonly approversOf: (of: Answered, least?: 0 | 1) => readonly Approver[];
  /** Whether the citizen must be told how to appeal. */
  readonly demandsRemedy: (of: Pick<Case, 'categoryCode'>) => boolean;
}

/** The rules of a book, with the city's own words. */
export interface BookRules extends ReplyRules {
  /** What the city says of appeal where that must be said: the first text that names the category or its group; null where it need not. */
  readonly remedyFor: (of: Pick<Case, 'categoryCode'>) => LegalRemedy | null;
}

/** What is known of agencies and categories around the rules. */
export interface Surroundings {
  readonly groupOf: (categoryCode: string) => string | null;
  /** The agency above, or null when that is the city itself. */
  readonly agencyAbove: (agencyCode: string) => string | null;
  /** Whether an agency is outside the city: nobody there approves for it. */
  readonly isOutside: (agencyCode: string) => boolean;
}

const CITY_SUPERVISOR: Approver = { role: 'CITY_SUPERVISOR', agencyCode: null };

/**
 * The rules of a book. The most specific rule counts: an agency before a category, a category before a group.
 *
 * For an agency outside the city, the city's side approves: the agency that sent the case on to it, by the rule that names the one outside or
 * else by its own; the city's supervisors, alone, where it was not sent on by an agency.
 */
export function replyRules(book: ReplyBook, { groupOf, agencyAbove, isOutside }: Surroundings): BookRules {
  const remedyFor: BookRules['remedyFor'] = ({ categoryCode }) => {
    if (categoryCode === null) return null;
    const named = [categoryCode, groupOf(categoryCode)];
    return book.remedies.find(({ requiredFor }) => requiredFor.some((code) => named.includes(code))) ?? null;
  };
  const bySpecificity = [...book.approvals].sort((a, b) => specificity(b) - specificity(a));
  return {
    approversOf: (of, least = 0) => {
      const { leadAgencyCode: lead, categoryCode } = of;
      if (lead === null) return [];
      const group = categoryCode === null ? null : groupOf(categoryCode);
      const rules = bySpecificity.filter(
        (each) => matches(each.categoryCode, categoryCode) && matches(each.categoryGroup, group),
      );
      const answers = isOutside(lead) ? senderOf(of, isOutside) : lead;
      const rule =
        rules.find(({ agencyCode }) => agencyCode === lead) ?? rules.find(({ agencyCode }) => matches(agencyCode, answers));
      const asked = answers === null ? [CITY_SUPERVISOR] : approvers(answers, agencyAbove(answers));
      return asked.slice(0, Math.max(rule?.levels ?? 0, least));
    },
    remedyFor,
    demandsRemedy: (of) => remedyFor(of) !== null,
  };
}

/** The agency of the city that sent the case on to the one that leads it now; null when a dispatcher or a rule did. */
function senderOf({ assignments }: Answered, isOutside: Surroundings['isOutside']): string | null {
  const before = assignments.filter(({ role, endedAt }) => role === 'LEAD' && endedAt !== null).at(-1);
  return before?.status === 'TRANSFERRED' && !isOutside(before.agencyCode) ? before.agencyCode : null;
}

/** Those of the agency, then those above it. */
const approvers = (agencyCode: string, above: string | null): Approver[] => [
  { role: 'AGENCY_SUPERVISOR', agencyCode },
  above === null ? CITY_SUPERVISOR : { role: 'AGENCY_SUPERVISOR', agencyCode: above },
];

const matches = (asked: string | null, found: string | null): boolean => asked === null || asked === found;

const specificity = ({ agencyCode, categoryCode, categoryGroup }: ApprovalRule): number =>
  Number(agencyCode !== null) * 4 + Number(categoryCode !== null) * 2 + Number(categoryGroup !== null);
