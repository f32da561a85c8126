import { ArrayMaxSize, IsArray, IsDefined, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { MOST_FILES } from '../../../kernel/file-kind.ts';
import { IsFilled, IsText } from '../../../platform/http/index.ts';
import type { AskedSupplement } from './supplement.read-model.ts';

const QUESTION = 2_000;
const ANSWER = 10_000;
const MOST_DAYS = 60;

export class RequestSupplementDto {
  /** What the petitioner is asked, in words that they will read. */
  @IsText(QUESTION)
  @IsFilled()
  @IsDefined()
  question: string;

  /** Calendar days; today is day 0. */
  @Max(MOST_DAYS)
  @Min(1)
  @IsInt()
  @IsDefined()
  replyWithinDays: number;
}

export class ReceiveSupplementDto {
  @IsText(ANSWER)
  @IsFilled()
  @IsDefined()
  text: string;

  @IsUUID(undefined, { each: true })
  @ArrayMaxSize(MOST_FILES)
  @IsArray()
  @IsOptional()
  attachmentIds?: string[];
}

/** What a petitioner is asked. */
export class SupplementView {
  caseNo: string;
  /** Telephone numbers, addresses of e-mail, numbers of identity cards and plates are left out, but for those of offices. */
  subject: string;
  agency: string | null;
  /** With the same left out. */
  question: string;
  /** The first instant at which an answer is late. */
  replyBy: string;
}

export class SupplementReceiptView {
  caseNo: string;
  answeredAt: string;
}

export const toSupplementView = (
  { caseNo, subject, agencyNameZh, agencyNameEn, question, replyBy }: AskedSupplement,
  language: 'zh-TW' | 'en',
  write: (at: Date) => string,
): SupplementView => ({
  caseNo,
  subject,
  agency: language === 'en' ? agencyNameEn : agencyNameZh,
  question,
  replyBy: write(replyBy),
});
