import { ArrayMaxSize, IsArray, IsBoolean, IsDefined, IsOptional, IsUUID } from 'class-validator';
import { MOST_FILES } from '../../../kernel/file-kind.ts';
import { IsFilled, IsText } from '../../../platform/http/index.ts';

const REASON = 2_000;
const NOTE = 10_000;
const CODE = 40;

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

export class TakeBackDto {
  @IsText(REASON)
  @IsFilled()
  @IsDefined()
  reason: string;
}

export class CoHandlerDto {
  @IsText(CODE)
  @IsFilled()
  @IsDefined()
  agencyCode: string;

  @IsText(REASON)
  @IsFilled()
  @IsDefined()
  reason: string;
}

export class NoteDto {
  @IsText(NOTE)
  @IsFilled()
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
