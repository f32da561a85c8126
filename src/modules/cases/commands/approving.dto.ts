import { IsOptional } from 'class-validator';
import { IsText } from '../../../platform/http/index.ts';

const NOTE = 2_000;

export class ApprovalDto {
  /** For whoever handed the reply in. */
  @IsText(NOTE)
  @IsOptional()
  note?: string | null;
}
