import type { PipeTransform } from '@nestjs/common';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  isUUID,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import type { OfficialContacts } from '../../kernel/personal-words.ts';
import { BadPageCursor, decodeCursor, IsFilled, IsInstant, isInstant, IsText, PageQuery } from '../../platform/http/index.ts';
import type { Sla } from '../calendar/index.ts';
import { DisasterNotFound } from './domain/disaster-errors.ts';
import {
  type Disaster,
  type DisasterCursor,
  type DisasterPlan,
  isOver,
  LEVEL_CHANGES,
  type LevelChange,
  type NamedCategories,
} from './domain/disaster.ts';
import { readableNotice } from './domain/notices.ts';

const NAME = 100;
const NOTICE = 500;
const REASON = 500;
const CODE = 40;
const MOST_CODES = 500;
const MOST_LEVELS = 50;
const UNITS: readonly Sla['unit'][] = ['HOUR', 'WORKING_HOUR', 'WORKING_DAY', 'CALENDAR_DAY'];

/** Reads the id of an address. @throws DisasterNotFound when no disaster can have it */
export class DisasterId implements PipeTransform<string, string> {
  transform(typed: string): string {
    if (!isUUID(typed)) throw new DisasterNotFound();
    return typed;
  }
}

/**
 * What people who petition are told meanwhile: in the answer, and in the receipt. Of telephone numbers, addresses of e-mail, numbers of
 * identity cards and plates they are told those of offices alone: `officialContacts` of the city pack.
 */
export class NoticeDto {
  @IsText(NOTICE)
  @IsFilled()
  @IsDefined()
  'zh-TW': string;

  @IsText(NOTICE)
  @IsFilled()
  @IsDefined()
  en: string;
}

export class AddedTimeDto {
  @Max(365)
  @Min(1)
  @IsInt()
  @IsDefined()
  value: number;

  /** That of the categories. */
  @IsIn(UNITS)
  @IsDefined()
  unit: Sla['unit'];
}

/** Categories by their codes, and by those of their groups. */
export class NamedCategoriesDto {
  @IsText(CODE, { each: true })
  @ArrayMaxSize(MOST_CODES)
  @IsArray()
  @IsOptional()
  categoryCodes?: string[] | null;

  @IsText(CODE, { each: true })
  @ArrayMaxSize(MOST_CODES)
  @IsArray()
  @IsOptional()
  groupCodes?: string[] | null;
}

export class LevelChangeDto extends NamedCategoriesDto {
  /** `LENGTHEN`: petitions that are received meanwhile have more time. `SUSPEND`: clocks stand still meanwhile, of open cases too. */
  @IsIn(LEVEL_CHANGES)
  @IsDefined()
  change: LevelChange['change'];

  /** How many times as long; rounded up to whole units. */
  @Max(10)
  @Min(1.1)
  @IsNumber()
  @IsOptional()
  factor?: number | null;

  /** How much longer. */
  @ValidateNested()
  @Type(() => AddedTimeDto)
  @IsObject()
  @IsOptional()
  add?: AddedTimeDto | null;
}

export class EmergencyDeskDto extends NamedCategoriesDto {
  @IsText(CODE)
  @IsFilled()
  @IsDefined()
  agencyCode: string;
}

export class StartDisasterDto {
  @IsText(NAME)
  @IsFilled()
  @IsDefined()
  name: string;

  /** When it ends by itself; when left out, only a person ends it. */
  @IsInstant()
  @IsOptional()
  until?: string | null;

  @ValidateNested()
  @Type(() => NoticeDto)
  @IsObject()
  @IsDefined()
  notice: NoticeDto;

  @ValidateNested({ each: true })
  @Type(() => LevelChangeDto)
  @ArrayMaxSize(MOST_LEVELS)
  @IsArray()
  @IsOptional()
  serviceLevels?: LevelChangeDto[] | null;

  @ValidateNested()
  @Type(() => EmergencyDeskDto)
  @IsObject()
  @IsOptional()
  emergencyDesk?: EmergencyDeskDto | null;
}

export class EndDisasterDto {
  @IsText(REASON)
  @IsFilled()
  @IsDefined()
  reason: string;
}

export class DisasterQuery extends PageQuery {}

export const toPlan = (sent: StartDisasterDto): DisasterPlan => ({
  name: sent.name.trim(),
  until: sent.until ? new Date(sent.until) : null,
  notice: { 'zh-TW': sent.notice['zh-TW'].trim(), en: sent.notice.en.trim() },
  serviceLevels: (sent.serviceLevels ?? []).map(({ change, factor, add, ...names }) => ({
    ...toNames(names),
    change,
    factor: factor ?? null,
    add: add ? { value: add.value, unit: add.unit } : null,
  })),
  emergencyDesk: sent.emergencyDesk ? { ...toNames(sent.emergencyDesk), agencyCode: sent.emergencyDesk.agencyCode.trim() } : null,
});

const toNames = (names: NamedCategoriesDto): NamedCategories => ({
  categoryCodes: [...new Set(names.categoryCodes ?? [])],
  groupCodes: [...new Set(names.groupCodes ?? [])],
});

export class NoticeTextView {
  'zh-TW': string;
  en: string;
}

export class AddedTimeView {
  value: number;
  unit: string;
}

export class LevelChangeView {
  categoryCodes: string[];
  groupCodes: string[];
  change: string;
  factor: number | null;
  add: AddedTimeView | null;
}

export class EmergencyDeskView {
  agencyCode: string;
  categoryCodes: string[];
  groupCodes: string[];
}

export class DisasterView {
  id: string;
  name: string;
  /** `UNDERWAY` or `ENDED`. */
  state: string;
  notice: NoticeTextView;
  serviceLevels: LevelChangeView[];
  emergencyDesk: EmergencyDeskView | null;
  startedAt: string;
  startedBy: string;
  until: string | null;
  endedAt: string | null;
  /** Null when nobody ended it: it is underway, or its time was over. */
  endedBy: string | null;
  endReason: string | null;
}

export class CurrentDisasterView {
  disaster: DisasterView | null;
}

export class NoticeView {
  /** Telephone numbers, addresses of e-mail, numbers of identity cards and plates are left out, but for those of offices. */
  text: NoticeTextView;
  since: string;
  until: string | null;
}

export class NoticesView {
  items: NoticeView[];
}

type Write = (at: Date) => string;

/** @param now a disaster whose time is over has ended, though that may not be recorded yet */
export function toDisasterView(disaster: Disaster, now: Date, write: Write): DisasterView {
  const { id, name, notice, serviceLevels, emergencyDesk, startedAt, startedBy, until, endedAt, endedBy, endReason } = disaster;
  const over = isOver(disaster, now);
  const end = endedAt ?? (over ? until : null);
  return {
    id,
    name,
    state: over ? 'ENDED' : 'UNDERWAY',
    notice: { ...notice },
    serviceLevels: serviceLevels.map((level) => ({ ...level, ...namesIn(level) })),
    emergencyDesk: emergencyDesk && { ...namesIn(emergencyDesk), agencyCode: emergencyDesk.agencyCode },
    startedAt: write(startedAt),
    startedBy,
    until: until && write(until),
    endedAt: end && write(end),
    endedBy: endReason === null ? null : endedBy,
    endReason,
  };
}

const namesIn = ({ categoryCodes, groupCodes }: NamedCategories): { categoryCodes: string[]; groupCodes: string[] } => ({
  categoryCodes: [...categoryCodes],
  groupCodes: [...groupCodes],
});

export const toNoticesView = (disaster: Disaster | null, offices: OfficialContacts, write: Write): NoticesView => ({
  items:
    disaster === null
      ? []
      : [
          {
            text: readableNotice(disaster.notice, offices),
            since: write(disaster.startedAt),
            until: disaster.until && write(disaster.until),
          },
        ],
});

export const cursorOfDisaster = ({ startedAt, id }: Disaster): readonly string[] => [startedAt.toISOString(), id];

/** @throws BadPageCursor */
export function toDisasterCursor(cursor: string | undefined): DisasterCursor | null {
  if (cursor === undefined) return null;
  const [startedAt, id] = decodeCursor(cursor, 2) as [string, string];
  if (!isInstant(startedAt) || !isUUID(id)) throw new BadPageCursor();
  return { startedAt: new Date(startedAt), id };
}
