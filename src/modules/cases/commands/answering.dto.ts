import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsDefined, IsIn, IsObject, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { MOST_FILES } from '../../../kernel/file-kind.ts';
import { IsFilled, IsText } from '../../../platform/http/index.ts';
import { REOPEN_REASONS, type ReopenReason } from '../domain/case.ts';
import { OUTCOMES, type Outcome } from '../domain/outcome.ts';

const REASON = 2_000;
const REPLY = 10_000;
const REMEDY = 4_000;
const CODE = 40;

/** What the citizen is told of appeal (救濟教示): a text of the city's, or words of one's own. */
export class LegalRemedyDto {
  /** Of `GET /legal-remedies`. */
  @IsText(CODE)
  @IsOptional()
  code?: string | null;

  @IsText(REMEDY)
  @IsOptional()
  text?: string | null;
}

export class SubmitReplyDto {
  /** The reply that the citizen will read. */
  @IsText(REPLY)
  @IsFilled()
  @IsDefined()
  text: string;

  @IsIn(OUTCOMES)
  @IsDefined()
  outcome: Outcome;

  /** Of `GET /reply-templates`: the text that this one began from. */
  @IsText(CODE)
  @IsOptional()
  templateCode?: string | null;

  @ValidateNested()
  @IsObject()
  @Type(() => LegalRemedyDto)
  @IsOptional()
  legalRemedy?: LegalRemedyDto | null;

  @IsUUID(undefined, { each: true })
  @ArrayMaxSize(MOST_FILES)
  @IsArray()
  @IsOptional()
  attachmentIds?: string[];
}

export class CloseDto {
  @IsIn(OUTCOMES)
  @IsDefined()
  outcome: Outcome;

  /** The reply that the citizen will read. */
  @IsText(REPLY)
  @IsFilled()
  @IsDefined()
  reply: string;

  @ValidateNested()
  @IsObject()
  @Type(() => LegalRemedyDto)
  @IsOptional()
  legalRemedy?: LegalRemedyDto | null;

  @IsUUID(undefined, { each: true })
  @ArrayMaxSize(MOST_FILES)
  @IsArray()
  @IsOptional()
  attachmentIds?: string[];
}

export class ReopenDto {
  @IsText(REASON)
  @IsFilled()
  @IsDefined()
  reason: string;

  @IsIn(REOPEN_REASONS)
  @IsOptional()
  reasonCode?: ReopenReason;
}
