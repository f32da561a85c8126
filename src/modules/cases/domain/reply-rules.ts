import type { Case } from './case.ts';
import type { ApprovalRule, ReplyBook } from './reply-book.ts';
import type { Approver } from './reply-draft.ts';

/** What deciding about a reply asks for. */
export interface ReplyRules {
  /** Whose approval a reply needs, in their order; none when it needs nobody's. */
  readonly approversOf: (of: Pick<Case, 'leadAgencyCode' | 'categoryCode'>) => readonly Approver[];
  /** Whether the citizen must be told how to appeal. */
  readonly demandsRemedy: (of: Pick<Case, 'categoryCode'>) => boolean;
}

/** What is known of agencies and categories around the rules. */
export interface Surroundings {
  readonly groupOf: (categoryCode: string) => string | null;
  /** The agency above, or null when that is the city itself. */
  readonly agencyAbove: (agencyCode: string) => string | null;
}

const CITY_SUPERVISOR: Approver = { role: 'CITY_SUPERVISOR', agencyCode: null };

/** The rules of a book. The most specific rule counts: an agency before a category, a category before a group. */
export function replyRules(book: ReplyBook, { groupOf, agencyAbove }: Surroundings): ReplyRules {
  const required = new Set(book.remedies.flatMap(({ requiredFor }) => requiredFor));
  const bySpecificity = [...book.approvals].sort((a, b) => specificity(b) - specificity(a));
  return {
    approversOf: ({ leadAgencyCode, categoryCode }) => {
      if (leadAgencyCode === null) return [];
      const group = categoryCode === null ? null : groupOf(categoryCode);
      const rule = bySpecificity.find(
        (each) =>
          matches(each.agencyCode, leadAgencyCode) &&
          matches(each.categoryCode, categoryCode) &&
          matches(each.categoryGroup, group),
      );
      return approvers(leadAgencyCode, agencyAbove(leadAgencyCode)).slice(0, rule?.levels ?? 0);
    },
    demandsRemedy: ({ categoryCode }) =>
      categoryCode !== null && (required.has(categoryCode) || required.has(groupOf(categoryCode) ?? '')),
  };
}

/** Those of the agency, then those above it. */
const approvers = (agencyCode: string, above: string | null): Approver[] => [
  { role: 'AGENCY_SUPERVISOR', agencyCode },
  above === null ? CITY_SUPERVISOR : { role: 'AGENCY_SUPERVISOR', agencyCode: above },
];

const matches = (asked: string | null, found: string | null): boolean => asked === null || asked === found;

const specificity = ({ agencyCode, categoryCode, categoryGroup }: ApprovalRule): number =>
  Number(agencyCode !== null) * 4 + Number(categoryCode !== null) * 2 + Number(categoryGroup !== null);
