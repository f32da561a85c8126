import { ArrayMaxSize, ArrayUnique, IsArray, IsDefined, IsOptional } from 'class-validator';
import { IsFilled, IsText } from '../../../platform/http/index.ts';

const REASON = 2_000;
const CODE = 40;
const MOST_AGENCIES = 20;

export class DispatchDto {
  @IsText(CODE)
  @IsFilled()
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
  @IsFilled()
  @IsDefined()
  reason: string;
}

export class ReturnDto {
  @IsText(REASON)
  @IsFilled()
  @IsDefined()
  reason: string;

  @IsText(CODE)
  @IsOptional()
  proposedAgencyCode?: string | null;
}

export class TransferDto {
  @IsText(CODE)
  @IsFilled()
  @IsDefined()
  agencyCode: string;

  @IsText(REASON)
  @IsFilled()
  @IsDefined()
  reason: string;
}
