import { type PipeTransform } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsDefined, IsObject, IsOptional, isUUID, IsUUID, ValidateNested } from 'class-validator';
import { type FieldError, InvalidInput } from '../../../kernel/errors.ts';
import { IsFilled, IsText } from '../../../platform/http/index.ts';
import { CaseQuery } from '../case.dto.ts';
import { ListNotFound } from '../domain/list-errors.ts';
import type { SavedList } from '../domain/saved-list.ts';

const NAME = 100;

/** Reads the id of a list in an address; what is no id names none. */
export class ListId implements PipeTransform<string, string> {
  transform(typed: string): string {
    if (!isUUID(typed)) throw new ListNotFound();
    return typed;
  }
}

export class SavedListDto {
  @IsText(NAME)
  @IsFilled()
  @IsDefined()
  name: string;

  /** The parameters of `GET /cases` but those of a page. */
  @ValidateNested()
  @IsObject()
  @Type(() => CaseQuery)
  @IsDefined()
  filter: CaseQuery;
}

export class LookedDto {
  /** A saved list; all cases when left out. */
  @IsUUID()
  @IsOptional()
  list?: string | null;
}

export class LookedView {
  list: string | null;
  lookedAt: string;
}

export class SavedListView {
  id: string;
  name: string;
  /** The parameters for `GET /cases`. */
  filter: object;
}

const OF_A_PAGE: FieldError = {
  field: 'filter.cursor',
  code: 'field.unknown',
  text: { 'zh-TW': '清單不保存分頁位置', en: 'is a place in a page, not a filter' },
};

/** What is kept of a filter: what was asked for, not the page. @throws InvalidInput */
export function toSavedFilter({ cursor, limit: _, count: __, list: ___, ...filter }: CaseQuery): object {
  if (cursor !== undefined) throw new InvalidInput([OF_A_PAGE]);
  return Object.fromEntries(Object.entries(filter as Record<string, unknown>).filter(([, value]) => value !== undefined));
}

export const toSavedListView = ({ id, name, filter }: SavedList): SavedListView => ({ id, name, filter });
