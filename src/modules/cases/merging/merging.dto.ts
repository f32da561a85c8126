import { IsDefined } from 'class-validator';
import { IsFilled, IsText } from '../../../platform/http/index.ts';

const REASON = 2_000;
const CODE = 40;

export class MergeDto {
  /** The case that is to answer for both. */
  @IsText(CODE)
  @IsFilled()
  @IsDefined()
  intoCaseNo: string;

  @IsText(REASON)
  @IsFilled()
  @IsDefined()
  reason: string;
}

export class UnmergeDto {
  @IsText(REASON)
  @IsFilled()
  @IsDefined()
  reason: string;
}
