import { createHash } from 'node:crypto';
import { civilDate, instantAt, toRfc3339 } from '../../kernel/civil-date.ts';
import { type AliasIndex, resolveCategory, type Resolved } from '../../modules/catalog/index.ts';
import { type Gazetteer, normaliseDistrictName } from '../../modules/geography/index.ts';
import type { CaseColumn } from './case-file.ts';

/** What is needed to read the rows of one city. */
export interface RowReference {
  readonly aliases: AliasIndex;
  readonly gazetteer: Gazetteer;
  readonly timeZone: string;
  readonly countyName: string;
}

/** The body of `POST /petitions`. */
export interface PetitionBody {
  readonly channel: 'HOTLINE';
  readonly categoryCode?: string;
  readonly subject: string;
  readonly description: string;
  readonly receivedAt: string;
  readonly location: {
    readonly lat?: number;
    readonly lng?: number;
    readonly address?: string;
    readonly districtCode?: string;
  };
  readonly externalId: string;
}

/** A row as the petition that it becomes. */
export interface MappedRow {
  readonly petition: PetitionBody;
  /** The same for the same row, another one when the row or its reading changed. */
  readonly idempotencyKey: string;
  readonly receivedAt: Date;
  /** How the category was recognised; null when it was not. */
  readonly category: Resolved['how'] | null;
  /** How the district was recognised; null when the row names none. */
  readonly district: 'NAME' | 'STEM' | 'TYPO' | null;
}

/** Why a row cannot become a petition. */
export interface RowRefusal {
  readonly code: string;
  readonly reason: string;
}

export type Mapped = ({ readonly ok: true } & MappedRow) | ({ readonly ok: false } & RowRefusal);

type Cell = (column: CaseColumn) => string;

const LONGEST_SUBJECT = 100;
const LONGEST_PLACE = 40;
const LONGEST_ID = 100;

/**
 * Turns a row into the petition that an operator would have registered. Pure: the same row and reference give the same petition.
 *
 * What the row leaves open stays open – a category that no alias knows, a district that is no name, coordinates that are none – for
 * the server to decide or to refuse; only what makes a row no case at all is refused here.
 */
export function toPetition(cell: Cell, reference: RowReference): Mapped {
  const receivedAt = instantOf(cell('requested_at'), reference.timeZone);
  const subject = subjectOf(cell, reference.countyName);
  const refusal = refusalOf(cell, receivedAt, subject);
  if (refusal !== null || receivedAt === null) return { ok: false, ...refusal! };
  const category = resolveCategory(reference.aliases, cell('service_name'), cell('subproject'));
  const district = normaliseDistrictName(reference.gazetteer, cell('district'));
  const petition: PetitionBody = {
    channel: 'HOTLINE',
    ...(category && { categoryCode: category.code }),
    subject,
    description: cell('description') || subject,
    receivedAt: toRfc3339(receivedAt, reference.timeZone),
    location: locationOf(cell, district?.code ?? null),
    externalId: cell('case_id'),
  };
  return {
    ok: true,
    petition,
    idempotencyKey: keyOf(petition),
    receivedAt,
    category: category && category.how,
    district: district && district.how,
  };
}

function refusalOf(cell: Cell, receivedAt: Date | null, subject: string): RowRefusal | null {
  const [id, time] = [cell('case_id'), cell('requested_at')];
  if (id === '') return { code: 'row.case_id_missing', reason: 'the row has no case_id' };
  if (id.length > LONGEST_ID) return { code: 'row.case_id_too_long', reason: `case_id is longer than ${LONGEST_ID} characters` };
  if (receivedAt === null) {
    return { code: 'row.requested_at_invalid', reason: `requested_at is not a date and time: "${cut(time, LONGEST_PLACE)}"` };
  }
  return subject === '' ? { code: 'row.empty', reason: 'the row names no item, no place and nothing that happened' } : null;
}

const locationOf = (cell: Cell, districtCode: string | null): PetitionBody['location'] => ({
  ...pointOf(cell),
  ...(cell('address') !== '' && { address: cell('address') }),
  ...(districtCode !== null && { districtCode }),
});

/** What was asked for, and where, short enough for a line in a list. A call without an item is named by its own words. */
function subjectOf(cell: Cell, countyName: string): string {
  const item = cell('subproject') || cell('service_name');
  const place = shortPlace(cell('address') || cell('district'), countyName);
  const words = item === '' ? [cell('description') || place] : [item, place];
  return cut(
    words
      .filter((part) => part !== '')
      .join('：')
      .replace(/\s+/g, ' '),
    LONGEST_SUBJECT,
  );
}

/** Everybody knows which city it is. */
function shortPlace(address: string, countyName: string): string {
  const spellings = [countyName, countyName.replaceAll('臺', '台')];
  const prefix = spellings.find((name) => address.startsWith(name)) ?? '';
  return cut(address.slice(prefix.length).trim(), LONGEST_PLACE);
}

/** By code points: a character is not torn apart. */
function cut(text: string, most: number): string {
  const characters = [...text];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text;
}

const WALL_CLOCK = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?$/;

/** What the wall clock of the city showed: `2015-04-15 00:22:00`; seconds may be missing. Null when there is no such day or time. */
function instantOf(text: string, timeZone: string): Date | null {
  const [, year, month, day, hour, minute, second = '0'] = WALL_CLOCK.exec(text) ?? [];
  if (year === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  try {
    const on = civilDate(`${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`);
    return new Date(instantAt(on, Number(hour) * 60 + Number(minute), timeZone).getTime() + Number(second) * 1000);
  } catch {
    return null;
  }
}

/** A geocoder that found nothing leaves blanks, words or zeros: no point then. */
function pointOf(cell: Cell): { lat: number; lng: number } | Record<string, never> {
  const [lat, lng] = [degrees(cell('lat'), 90), degrees(cell('lng'), 180)];
  return lat === null || lng === null ? {} : { lat, lng };
}

function degrees(text: string, most: number): number | null {
  const value = /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : 0;
  return value === 0 || Math.abs(value) > most ? null : value;
}

const keyOf = (petition: PetitionBody): string =>
  `case-${createHash('sha256').update(JSON.stringify(petition)).digest('base64url')}`;
