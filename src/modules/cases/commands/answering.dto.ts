import { ArrayMaxSize, IsArray, IsDefined, IsIn, IsOptional, IsUUID } from 'class-validator';
import { IsFilled, IsText } from '../../../platform/http/index.ts';
import { OUTCOMES, type Outcome, REOPEN_REASONS, type ReopenReason } from '../domain/case.ts';

const REASON = 2_000;
const REPLY = 10_000;
const CODE = 40;
const MOST_FILES = 20;

export class SubmitReplyDto {
  /** The reply that the citizen will read. */
  @IsText(REPLY)
  @IsFilled()
  @IsDefined()
  text: string;

  @IsIn(OUTCOMES)
  @IsDefined()
  outcome: Outcome;

  @IsText(CODE)
  @IsOptional()
  templateCode?: string | null;

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
