import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, MaxLength, Min } from 'class-validator';
import { BadPageCursor } from './http-errors.ts';
import { IsFlag } from './validators.ts';

export const DEFAULT_PAGE = 50;
export const LARGEST_PAGE = 200;

/** The paging parameters of every list. */
export class PageQuery {
  /** Rows per page. */
  @Max(LARGEST_PAGE)
  @Min(1)
  @IsInt()
  @Type(() => Number)
  @IsOptional()
  limit: number = DEFAULT_PAGE;

  /** `nextCursor` of the page before. */
  @MaxLength(500)
  @IsOptional()
  cursor?: string;

  /** Whether to count all rows, whatever the page. */
  @IsFlag()
  @IsOptional()
  count: boolean = false;
}

/** One page of a list. `total` is there only when it was asked for. */
export interface Page<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
  readonly total?: number;
}

/** A place in a list, unreadable on purpose: the values of the sort columns of the last row. */
export const encodeCursor = (values: readonly string[]): string => Buffer.from(JSON.stringify(values)).toString('base64url');

/** @throws BadPageCursor when it was not made by `encodeCursor` with as many values */
export function decodeCursor(cursor: string, length: number): string[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(values) && values.length === length && values.every((value) => typeof value === 'string')) return values;
  } catch {
    // told below
  }
  throw new BadPageCursor();
}

/** Cuts one row more than a page was read into the page and its cursor. */
export function toPage<Row, View>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (row: Row) => readonly string[],
  view: (row: Row) => View,
): Page<View> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(view), nextCursor: rows.length > limit && last ? encodeCursor(cursorOf(last)) : null };
}

/** A page of a list that is in memory, in the order of its codes. */
export function pageOfList<T extends { readonly code: string }, View>(
  list: readonly T[],
  query: PageQuery,
  view: (entry: T) => View,
): Page<View> {
  const after = query.cursor === undefined ? '' : decodeCursor(query.cursor, 1)[0]!;
  const rest = list.filter((entry) => entry.code > after).sort((a, b) => (a.code < b.code ? -1 : 1));
  const page = toPage(rest, query.limit, (entry) => [entry.code], view);
  return query.count ? { ...page, total: list.length } : page;
}

/**
 * A page of a list that was read whole, in the list's own order.
 *
 * @param keyOf tells the rows of the list apart
 * @throws BadPageCursor when the list has no row that the cursor names
 */
export function pageOfRows<Row, View>(
  rows: readonly Row[],
  query: PageQuery,
  keyOf: (row: Row) => string,
  view: (row: Row) => View,
): Page<View> {
  const begin = query.cursor === undefined ? 0 : placeOf(decodeCursor(query.cursor, 1)[0]!, rows.map(keyOf)) + 1;
  const page = toPage(rows.slice(begin), query.limit, (row) => [keyOf(row)], view);
  return query.count ? { ...page, total: rows.length } : page;
}

function placeOf(key: string, keys: readonly string[]): number {
  const at = keys.indexOf(key);
  if (at < 0) throw new BadPageCursor();
  return at;
}
