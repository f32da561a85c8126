import { IsDefined, IsOptional, IsUUID } from 'class-validator';
import { IsFilled, IsText } from '../../../platform/http/index.ts';

const REASON = 2_000;
const CODE = 40;

/** Somebody or an agency: one of the two. */
export class RecusalDto {
  @IsUUID()
  @IsOptional()
  accountId?: string | null;

  @IsText(CODE)
  @IsOptional()
  agencyCode?: string | null;

  @IsText(REASON)
  @IsFilled()
  @IsDefined()
  reason: string;
}
