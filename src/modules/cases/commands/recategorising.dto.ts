import { IsDefined } from 'class-validator';
import { IsFilled, IsText } from '../../../platform/http/index.ts';

const REASON = 2_000;
const CODE = 40;

export class RecategoriseDto {
  @IsText(CODE)
  @IsFilled()
  @IsDefined()
  categoryCode: string;

  @IsText(REASON)
  @IsFilled()
  @IsDefined()
  reason: string;
}
