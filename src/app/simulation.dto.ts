import { IsDefined } from 'class-validator';
import { IsInstant } from '../platform/http/index.ts';

export class MoveClockDto {
  /** Not before the instant that the clock shows now. */
  @IsInstant()
  @IsDefined()
  now: string;
}

/** What the clock shows. */
export class ClockFaceView {
  now: string;
}
