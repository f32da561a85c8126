import { Injectable, type PipeTransform } from '@nestjs/common';
import { ArrayNotEmpty, IsArray, IsDefined, IsIn, IsOptional, Matches } from 'class-validator';
import { InvalidInput } from '../../../kernel/errors.ts';
import { fieldErrorOf, isDay, IsDay, IsFilled, IsText } from '../../../platform/http/index.ts';
import type { DayChange } from '../../calendar/index.ts';
import type { District } from '../../geography/index.ts';
import type { Move, Preview, YearPreview } from './domain/preview.ts';
import { type Replanning, stateOf } from './domain/replanning.ts';
import { unknownDistrict } from './domain/replanning-errors.ts';

const REASON = 200;
const CODE = 20;

/** A day in an address. @throws InvalidInput */
@Injectable()
export class Day implements PipeTransform<string, string> {
  transform(typed: string): string {
    if (!isDay(typed)) throw new InvalidInput([fieldErrorOf('date', 'isDay')]);
    return typed;
  }
}

/** A closure or a make-up day. */
export class DayChangeDto {
  @IsIn(['WORKING', 'OFF'])
  @IsDefined()
  kind: DayChange['kind'];

  /** `HH:MM` on the city's wall, from which on it holds; all day when left out. */
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/)
  @IsOptional()
  from?: string | null;

  @IsText(REASON)
  @IsFilled()
  @IsDefined()
  reason: string;

  /** For cases that lie in these districts; for the whole city when left out. */
  @IsText(CODE, { each: true })
  @ArrayNotEmpty()
  @IsArray()
  @IsOptional()
  districtCodes?: string[] | null;
}

export class PreviewDto extends DayChangeDto {
  @IsDay()
  @IsDefined()
  date: string;
}

/** @throws InvalidInput for a district that the city does not have */
export function toDayChange({ kind, from, reason, districtCodes }: DayChangeDto, districts: readonly District[]): DayChange {
  if (districtCodes?.some((code) => !districts.some((district) => district.code === code)))
    throw new InvalidInput([unknownDistrict()]);
  return {
    kind,
    reason,
    ...(typeof from === 'string' && { from: Number(from.slice(0, 2)) * 60 + Number(from.slice(3)) }),
    ...(districtCodes && { districtCodes: [...new Set(districtCodes)].sort() }),
  };
}

export class ReplanningView {
  /** To be followed at `GET /jobs/{id}`. */
  jobId: string;
  /** The version of the calendar that is in force now. */
  calendarVersion: number;
}

export class JobView {
  id: string;
  /** `WAITING`, `RUNNING` or `DONE`. */
  state: string;
  done: number;
  total: number;
}

export class MoveView {
  caseNo: string;
  dueBefore: string;
  dueAfter: string;
}

export class PreviewView {
  /** Open cases whose due instant would move. */
  moved: number;
  /** The first to be due of these as it stands now. */
  earliest: MoveView | null;
  latest: MoveView | null;
}

export class YearPreviewView extends PreviewView {
  /** Days on which the office would be open otherwise, in order. */
  days: string[];
}

export const toReplanningView = ({ id, calendarVersion }: Replanning): ReplanningView => ({ jobId: id, calendarVersion });

export const toJobView = (replanning: Replanning): JobView => ({
  id: replanning.id,
  state: stateOf(replanning),
  done: replanning.done,
  total: replanning.total,
});

type Write = (at: Date) => string;

export const toPreviewView = ({ moved, earliest, latest }: Preview, write: Write): PreviewView => ({
  moved,
  earliest: earliest && toMoveView(earliest, write),
  latest: latest && toMoveView(latest, write),
});

export function toYearPreviewView({ days, ...preview }: YearPreview, write: Write): YearPreviewView {
  const { moved, earliest, latest } = toPreviewView(preview, write);
  return { days: [...days], moved, earliest, latest };
}

const toMoveView = ({ caseNo, dueBefore, dueAfter }: Move, write: Write): MoveView => ({
  caseNo,
  dueBefore: write(dueBefore),
  dueAfter: write(dueAfter),
});
