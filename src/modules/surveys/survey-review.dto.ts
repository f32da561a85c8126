import { isUUID } from 'class-validator';
import { BadPageCursor, decodeCursor, isInstant, PageQuery } from '../../platform/http/index.ts';
import type { OpenReview, ReviewCursor } from './survey-review.read-model.ts';

export class SurveyReviewQuery extends PageQuery {}

export class SurveyReviewView {
  id: string;
  caseNo: string;
  subject: string;
  /** The agency whose work is judged. */
  agencyCode: string | null;
  petitionNo: string;
  /** Which closing of the case was judged: 1 for the first. */
  closing: number;
  overall: number;
  speed: number | null;
  attitude: number | null;
  result: number | null;
  comment: string | null;
  state: string;
  openedAt: string;
}

export const toSurveyReviewView = (review: OpenReview, write: (at: Date) => string): SurveyReviewView => ({
  ...review,
  openedAt: write(review.openedAt),
});

export const cursorOfReview = ({ openedAt, id }: OpenReview): readonly string[] => [openedAt.toISOString(), id];

/** @throws BadPageCursor */
export function toReviewCursor(cursor: string | undefined): ReviewCursor | null {
  if (cursor === undefined) return null;
  const [openedAt, id] = decodeCursor(cursor, 2) as [string, string];
  if (!isInstant(openedAt) || !isUUID(id)) throw new BadPageCursor();
  return { openedAt: new Date(openedAt), id };
}
