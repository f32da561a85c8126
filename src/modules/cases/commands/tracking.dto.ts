import { IsDefined, IsIn, IsOptional, IsUUID } from 'class-validator';
import { IsDay, IsFilled, IsText } from '../../../platform/http/index.ts';
import { TRACKING_LEVELS, type TrackingLevel } from '../domain/case.ts';

const REASON = 2_000;

export class TrackDto {
  /** The day by which it is to be done, until the office closes. */
  @IsDay()
  @IsDefined()
  until: string;

  @IsText(REASON)
  @IsFilled()
  @IsDefined()
  reason: string;

  /** Who watches: the city (府列管), or the agency itself (局列管). When left out whoever watches now, or the city. */
  @IsIn(TRACKING_LEVELS)
  @IsOptional()
  level?: TrackingLevel;
}

export class PromiseDto {
  /** What is promised. */
  @IsText(REASON)
  @IsFilled()
  @IsDefined()
  text: string;

  /** The day by which it is to be done, until the office closes. */
  @IsDay()
  @IsDefined()
  until: string;
}

export class KeepPromiseDto {
  @IsUUID()
  @IsDefined()
  promiseId: string;

  /** What was done. */
  @IsText(REASON)
  @IsFilled()
  @IsDefined()
  note: string;
}
