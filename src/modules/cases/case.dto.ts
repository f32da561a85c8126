import { Transform, Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsNotEmpty, IsOptional, IsUUID, ArrayMaxSize, ArrayUnique, IsDefined } from 'class-validator';
import { IsInstant, IsText, PageQuery } from '../../platform/http/index.ts';
import { CASE_STATUSES, OUTCOMES, type CaseStatus, type Outcome } from './domain/case.ts';

const REASON = 2_000;
const REPLY = 10_000;
const CODE = 40;
const MOST_AGENCIES = 20;
const MOST_FILES = 20;

export class DispatchDto {
  @IsText(CODE)
  @IsNotEmpty()
  @IsDefined()
  agencyCode: string;

  @IsText(CODE, { each: true })
  @ArrayUnique()
  @ArrayMaxSize(MOST_AGENCIES)
  @IsArray()
  @IsOptional()
  coAgencyCodes?: string[];

  /** Why this agency. */
  @IsText(REASON)
  @IsNotEmpty()
  @IsDefined()
  reason: string;
}

export class AcceptDto {
  /** Who works on it; the caller when left out. */
  @IsUUID()
  @IsOptional()
  handlerId?: string | null;
}

export class AssignDto {
  @IsUUID()
  @IsDefined()
  handlerId: string;
}

export class ReturnDto {
  @IsText(REASON)
  @IsNotEmpty()
  @IsDefined()
  reason: string;

  @IsText(CODE)
  @IsOptional()
  proposedAgencyCode?: string | null;
}

export class TransferDto {
  @IsText(CODE)
  @IsNotEmpty()
  @IsDefined()
  agencyCode: string;

  @IsText(REASON)
  @IsNotEmpty()
  @IsDefined()
  reason: string;
}

export class NoteDto {
  @IsText(REPLY)
  @IsNotEmpty()
  @IsDefined()
  text: string;

  /** Whether the citizen may read it. */
  @IsBoolean()
  @IsOptional()
  public?: boolean;

  @IsUUID(undefined, { each: true })
  @ArrayMaxSize(MOST_FILES)
  @IsArray()
  @IsOptional()
  attachmentIds?: string[];
}

export class SubmitReplyDto {
  /** The reply that the citizen will read. */
  @IsText(REPLY)
  @IsNotEmpty()
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
  @IsNotEmpty()
  @IsDefined()
  reply: string;
}

export class ReopenDto {
  @IsText(REASON)
  @IsNotEmpty()
  @IsDefined()
  reason: string;
}

const SORTS = ['dueAt', '-createdAt'] as const;

/** `a,b` or `a` repeated. */
const toList = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.split(',').filter((part) => part !== '') : value;

export class CaseQuery extends PageQuery {
  /** One or several, separated by commas. */
  @IsIn(CASE_STATUSES, { each: true })
  @IsArray()
  @Transform(toList)
  @IsOptional()
  status?: CaseStatus[];

  /** Code of the leading agency. */
  @IsText(CODE)
  @IsOptional()
  agency?: string;

  @IsText(CODE)
  @IsOptional()
  category?: string;

  /** District code. */
  @IsText(CODE)
  @IsOptional()
  district?: string;

  /** `me`: the cases that the caller handles. */
  @IsIn(['me'])
  @IsOptional()
  handler?: 'me';

  /** Open cases whose due instant has passed. */
  @IsBoolean()
  @Transform(({ value }) => value === true || value === 'true')
  @IsOptional()
  overdue?: boolean;

  @IsInstant()
  @IsOptional()
  dueBefore?: string;

  /** A case number, or words of the subject, the address or the description. */
  @IsText(200)
  @IsOptional()
  q?: string;

  @IsIn(SORTS)
  @Type(() => String)
  @IsOptional()
  sort: (typeof SORTS)[number] = 'dueAt';
}
