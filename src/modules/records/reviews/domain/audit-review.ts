import { addDays, type CivilDate, civilDate } from '../../../../kernel/civil-date.ts';
import { DomainError } from '../../../../kernel/errors.ts';
import { type Fact, THE_CITY } from '../../../../kernel/fact.ts';

/** What the monthly review of the record looks at (資通系統防護基準: 定期審查日誌). */
export const REVIEW_HEADINGS = [
  'FAILED_SIGN_INS',
  'LOCKOUTS',
  'ADMINISTRATION',
  'REVEALS',
  'EXPORTS',
  'AUDIT_SEARCHES',
  'OUT_OF_HOURS_SIGN_INS',
] as const;
export type ReviewHeading = (typeof REVIEW_HEADINGS)[number];

/** What the summary of a month is read as. */
export const REVIEW_FORMATS = ['json', 'csv'] as const;
export type ReviewFormat = (typeof REVIEW_FORMATS)[number];

/** One line of the summary: so often somebody did one thing, or it was done to their account. */
export interface ReviewLine {
  readonly heading: ReviewHeading;
  readonly type: string;
  readonly username: string | null;
  readonly displayName: string;
  readonly count: number;
  readonly first: Date;
  readonly last: Date;
}

/** What is to be looked at in a month, as lines and as the file that is signed. */
export interface ReviewSummary {
  readonly month: string;
  readonly takenAt: Date;
  /** Whether the month has ended, so that nothing is added any more. */
  readonly over: boolean;
  readonly lines: readonly ReviewLine[];
  readonly csv: string;
  /** SHA-256 of the file, in hexadecimal digits. */
  readonly digest: string;
}

const HEADING_OF_TYPE: Readonly<Record<string, ReviewHeading>> = {
  'account.sign_in_failed': 'FAILED_SIGN_INS',
  'account.locked': 'LOCKOUTS',
  'audit.searched': 'AUDIT_SEARCHES',
  'audit.review_read': 'AUDIT_SEARCHES',
  'petition.identity_viewed': 'REVEALS',
  'attachment.viewed': 'REVEALS',
};

/** Always administration, whoever does it: an auditor may, and an administrator may have lost the role since. */
export const ADMINISTRATION = ['account.', 'retention.', 'case.anonymised', 'vault.', 'api_key.'] as const;

/** Which heading a fact stands under; null: it is everyday work. */
export function headingOf(type: string, byAdministrator: boolean): ReviewHeading | null {
  const known = HEADING_OF_TYPE[type];
  if (known !== undefined) return known;
  if (/[._](revealed|reveal_\w+)$/.test(type)) return 'REVEALS';
  if (/\.exported$/.test(type)) return 'EXPORTS';
  if (['account.signed_in', 'account.signed_out'].includes(type)) return null;
  return byAdministrator || ADMINISTRATION.some((group) => type.startsWith(group)) ? 'ADMINISTRATION' : null;
}

/** One of the calendar. */
export interface Month {
  /** `YYYY-MM`. */
  readonly name: string;
  readonly first: CivilDate;
  /** The day after its last one. */
  readonly end: CivilDate;
}

/** @param name `YYYY-MM` */
export function monthOf(name: string): Month {
  const first = civilDate(`${name}-01`);
  return { name, first, end: civilDate(`${addDays(first, 31).slice(0, 7)}-01`) };
}

/** A month is signed off when it is over. */
export class MonthNotOver extends DomainError {
  readonly code = 'audit.month_not_over';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '該月份尚未結束，無法完成審查', en: 'The month is not over yet and cannot be signed off' };
}

/** The record of the month has been reviewed already; what is to be added is a new fact of its own. */
export class AlreadyReviewed extends DomainError {
  readonly code = 'audit.already_reviewed';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '該月份的紀錄已完成審查', en: 'The record of this month has been reviewed already' };
}

/** What is to be signed is not what was seen: names were changed since, or somebody changed the record. */
export class ReviewChanged extends DomainError {
  readonly code = 'audit.review_changed';
  readonly refusal = 'conflict';
  readonly text = {
    'zh-TW': '該月份的彙整內容與您檢視時不同，請重新檢視後再完成審查',
    en: 'The summary of this month is not the one that you saw any more: look at it again before you sign it off',
  };
}

/** What somebody signed. */
export interface AuditReview {
  readonly id: string;
  readonly month: string;
  readonly reviewedAt: Date;
  readonly reviewerId: string;
  readonly reviewerName: string;
  readonly note: string;
  /** SHA-256 of the summary as CSV: that and nothing else was seen. */
  readonly digest: string;
}

/** Somebody looked at the summary of a month; `digest` says at which. */
export type AuditReviewRead = Fact<
  'audit.review_read',
  { readonly month: string; readonly format: ReviewFormat; readonly digest: string }
>;

export const auditReviewRead = (accountId: string, data: AuditReviewRead['data']): AuditReviewRead => ({
  type: 'audit.review_read',
  subject: { kind: 'account', id: accountId },
  data,
});

export type AuditReviewed = Fact<'audit.reviewed', Pick<AuditReview, 'month' | 'note' | 'digest'>>;

export const auditReviewed = ({ month, note, digest }: AuditReview): AuditReviewed => ({
  type: 'audit.reviewed',
  subject: { kind: 'city', id: THE_CITY },
  data: { month, note, digest },
});

/** Signing in when the office is closed: a line for each account, in the order in which they first did. @param signIns the oldest first */
export function outOfHours(
  signIns: readonly { readonly username: string; readonly displayName: string; readonly at: Date }[],
): ReviewLine[] {
  const lines = new Map<string, ReviewLine>();
  for (const { username, displayName, at } of signIns) {
    const known = lines.get(username);
    lines.set(username, {
      heading: 'OUT_OF_HOURS_SIGN_INS',
      type: 'account.signed_in',
      username,
      displayName,
      count: (known?.count ?? 0) + 1,
      first: known?.first ?? at,
      last: at,
    });
  }
  return [...lines.values()];
}
