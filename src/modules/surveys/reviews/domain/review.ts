import type { Fact } from '../../../../kernel/fact.ts';
import { ReviewOfOwnWork, ReviewResolvedAlready } from './review-errors.ts';

/** What looking into a low answer has shown. */
export const FINDINGS = ['HANDLED_WELL', 'POORLY_EXPLAINED', 'NOT_SOLVED', 'BEYOND_COMPETENCE'] as const;
export type Finding = (typeof FINDINGS)[number];

export type ReviewResolved = Fact<
  'survey.review_resolved',
  { readonly caseId: string; readonly reviewId: string; readonly finding: Finding }
>;

/** A low answer, and who handled the case it is about. */
export interface Review {
  readonly id: string;
  readonly surveyId: string;
  readonly caseId: string;
  readonly state: 'OPEN' | 'RESOLVED';
  readonly openedAt: Date;
  /** Every agency that worked on the case before the answer. */
  readonly handledBy: readonly string[];
}

export interface ResolvedReview extends Review {
  readonly state: 'RESOLVED';
  readonly finding: Finding;
  readonly note: string;
  readonly resolvedAt: Date;
  readonly resolvedBy: string;
}

/** Who resolves: the agencies somebody works for, null among them for the whole city. */
export interface Resolver {
  readonly id: string;
  readonly roles: readonly { readonly agencyCode: string | null }[];
}

/** @throws ReviewResolvedAlready, ReviewOfOwnWork */
export function resolveReview(
  review: Review,
  { finding, note }: Pick<ResolvedReview, 'finding' | 'note'>,
  by: Resolver,
  at: Date,
): { next: ResolvedReview; fact: ReviewResolved } {
  if (review.state !== 'OPEN') throw new ReviewResolvedAlready();
  if (by.roles.some(({ agencyCode }) => agencyCode !== null && review.handledBy.includes(agencyCode)))
    throw new ReviewOfOwnWork();
  return {
    next: { ...review, state: 'RESOLVED', finding, note, resolvedAt: at, resolvedBy: by.id },
    fact: {
      type: 'survey.review_resolved',
      subject: { kind: 'survey', id: review.surveyId },
      data: { caseId: review.caseId, reviewId: review.id, finding },
    },
  };
}
