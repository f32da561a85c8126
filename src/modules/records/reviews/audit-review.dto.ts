import { IsIn, IsOptional, Matches } from 'class-validator';
import { IsFilled, IsText } from '../../../platform/http/index.ts';
import {
  type AuditReview,
  REVIEW_FORMATS,
  type ReviewFormat,
  type ReviewHeading,
  type ReviewLine,
  type ReviewSummary,
} from './domain/audit-review.ts';

const MONTH = /^20\d{2}-(0[1-9]|1[0-2])$/;
const DIGEST = /^[0-9a-f]{64}$/;
const LONGEST_NOTE = 2_000;

export class ReviewQuery {
  /** `YYYY-MM`. */
  @Matches(MONTH)
  month: string;

  @IsIn(REVIEW_FORMATS)
  @IsOptional()
  format: ReviewFormat = 'json';
}

export class SignReviewDto {
  /** `YYYY-MM`, a month that is over. */
  @Matches(MONTH)
  month: string;

  /** What was found, and what was done about it. */
  @IsFilled()
  @IsText(LONGEST_NOTE)
  note: string;

  /** `digest` of the summary that was looked at. When it is another one by now, nothing is signed (`audit.review_changed`). */
  @Matches(DIGEST)
  @IsOptional()
  digest?: string;
}

export class ReviewLineView {
  heading: ReviewHeading;
  /** Of the facts that were counted. */
  type: string;
  username: string | null;
  displayName: string;
  count: number;
  first: string;
  last: string;
}

export class ReviewSummaryView {
  month: string;
  /** Whether the month has ended and can be signed off. */
  over: boolean;
  /** SHA-256 of the same summary as CSV: what a signature is for. */
  digest: string;
  lines: ReviewLineView[];
}

export class AuditReviewView {
  id: string;
  month: string;
  reviewedAt: string;
  reviewerName: string;
  note: string;
  digest: string;
}

type Write = (at: Date) => string;

const toLineView = ({ heading, type, username, displayName, count, first, last }: ReviewLine, write: Write): ReviewLineView => ({
  heading,
  type,
  username,
  displayName,
  count,
  first: write(first),
  last: write(last),
});

export const toSummaryView = ({ month, over, digest, lines }: ReviewSummary, write: Write): ReviewSummaryView => ({
  month,
  over,
  digest,
  lines: lines.map((line) => toLineView(line, write)),
});

export const toReviewView = (
  { id, month, reviewedAt, reviewerName, note, digest }: AuditReview,
  write: Write,
): AuditReviewView => ({
  id,
  month,
  reviewedAt: write(reviewedAt),
  reviewerName,
  note,
  digest,
});
