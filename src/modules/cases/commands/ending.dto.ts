import { IsDefined, IsIn, IsOptional } from 'class-validator';
import { IsFilled, IsText } from '../../../platform/http/index.ts';
import { NO_ACTION_GROUNDS, type NoActionGround } from '../domain/case.ts';

const REASON = 2_000;
const NUMBER = 40;

export class NoActionDto {
  /** Exactly one of the grounds of 行政程序法 §173. */
  @IsIn(NO_ACTION_GROUNDS)
  @IsDefined()
  ground: NoActionGround;

  /** With `CLEARLY_ANSWERED`, after `check-new-fact`: the closed case of the same person that holds the clear reply. */
  @IsText(NUMBER)
  @IsOptional()
  earlierCaseNo?: string | null;

  /** Why the ground holds; for the file. */
  @IsText(REASON)
  @IsFilled()
  @IsDefined()
  note: string;
}

export class WithdrawDto {
  @IsText(REASON)
  @IsFilled()
  @IsDefined()
  reason: string;
}
