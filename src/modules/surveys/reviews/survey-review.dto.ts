import type { PipeTransform } from '@nestjs/common';
import { IsDefined, IsIn, isUUID } from 'class-validator';
import { BadPageCursor, decodeCursor, IsFilled, isInstant, IsText, PageQuery } from '../../../platform/http/index.ts';
import { ReviewNotFound } from './domain/review-errors.ts';
import { type Finding, FINDINGS, type ResolvedReview } from './domain/review.ts';
import type { OpenReview, ReviewCursor } from './survey-review.read-model.ts';

const NOTE = 2_000;

/** Reads the id of an address. @throws ReviewNotFound when no review can have it */
export class ReviewId implements PipeTransform<string, string> {
  transform(typed: string): string {
    if (!isUUID(typed)) throw new ReviewNotFound();
    return typed;
  }
}

export class ResolveReviewDto {
  /** What looking into it has shown. */
  @IsIn(FINDINGS)
  @IsDefined()
  finding: Finding;

  /** What was found, and what follows. */
  @IsText(NOTE)
  @IsFilled()
  @IsDefined()
  note: string;
}

/** A review that somebody has looked into. */
export class ResolvedReviewView {
  id: string;
  state: string;
  finding: string;
  note: string;
  openedAt: string;
  resolvedAt: string;
}

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

export const toResolvedReviewView = (review: ResolvedReview, write: (at: Date) => string): ResolvedReviewView => ({
  id: review.id,
  state: review.state,
  finding: review.finding,
  note: review.note,
  openedAt: write(review.openedAt),
  resolvedAt: write(review.resolvedAt),
});

export const cursorOfReview = ({ openedAt, id }: OpenReview): readonly string[] => [openedAt.toISOString(), id];

/** @throws BadPageCursor */
export function toReviewCursor(cursor: string | undefined): ReviewCursor | null {
  if (cursor === undefined) return null;
  const [openedAt, id] = decodeCursor(cursor, 2) as [string, string];
  if (!isInstant(openedAt) || !isUUID(id)) throw new BadPageCursor();
  return { openedAt: new Date(openedAt), id };
}
