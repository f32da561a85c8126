import { Transform, Type } from 'class-transformer';
import { IsArray, IsIn, IsOptional, IsUUID } from 'class-validator';
import { type FieldError, InvalidInput } from '../../kernel/errors.ts';
import { BadPageCursor, decodeCursor, IsFlag, isInstant, IsInstant, IsText, PageQuery } from '../../platform/http/index.ts';
import type { CaseFilter } from './case-filter.read-model.ts';
import { CASE_ACCESSES, type CaseAccess } from './domain/case-access.ts';
import { CASE_STATUSES, type Case, type CaseStatus, TRACKING_LEVELS, type TrackingLevel } from './domain/case.ts';

const CODE = 40;

const SORTS = ['dueAt', '-createdAt'] as const;
type Sort = (typeof SORTS)[number];

/** The value of each sort's column. */
const SORTED_BY = { dueAt: (of: Case) => of.dueAt, '-createdAt': (of: Case) => of.openedAt };

/** `a,b` or `a` repeated. */
const toList = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.split(',').filter((part) => part !== '') : value;

export class CaseQuery extends PageQuery {
  /** One or several, separated by commas. */
  @IsIn(CASE_STATUSES, { each: true })
  @IsArray()
  @Transform(toList)
  @IsOptional()
  status?: CaseStatus[];

  /** Code of the leading agency. */
  @IsText(CODE)
  @IsOptional()
  agency?: string;

  @IsText(CODE)
  @IsOptional()
  category?: string;

  /** District code. */
  @IsText(CODE)
  @IsOptional()
  district?: string;

  /** `me`: the cases of which the caller handles a leg, leading or helping; of open ones those where it is not answered yet. */
  @IsIn(['me'])
  @IsOptional()
  handler?: 'me';

  /** Open cases whose due instant has passed. */
  @IsFlag()
  @IsOptional()
  overdue?: boolean;

  /** Cases that are tracked after they were closed, by who watches. */
  @IsIn(TRACKING_LEVELS)
  @IsOptional()
  tracking?: TrackingLevel;

  @IsInstant()
  @IsOptional()
  dueBefore?: string;

  /** A case number, or words of the subject, the address or the description. */
  @IsText(200)
  @IsOptional()
  q?: string;

  /** `mine`: the cases whose reply waits for the caller's approval, of whichever agency. */
  @IsIn(['mine'])
  @IsOptional()
  approval?: 'mine';

  /** Those that the caller keeps at hand. */
  @IsFlag()
  @IsOptional()
  shortlist?: boolean;

  /** Those that came since the caller looked last (`PUT /me/looked`). */
  @IsFlag()
  @IsOptional()
  newSince?: boolean;

  /** The saved list by whose last look it is told what is new; by that at all cases when left out. */
  @IsUUID()
  @IsOptional()
  list?: string;

  /**
   * In which way the caller may read them; when left out, those that are the caller's own work, or were sent in by a village head. `FORMER`
   * takes no filter but `status`, `category`, `dueBefore` and the number of a case as `q`: it shows nothing else.
   */
  @IsIn(CASE_ACCESSES)
  @IsOptional()
  access?: CaseAccess;

  /** When left out: by `dueAt` where no closed case is asked for, else the newest first. */
  @IsIn(SORTS)
  @Type(() => String)
  @IsOptional()
  sort?: Sort;
}

/** A parameter that was left empty is one that was not given. */
const given = (text: string | undefined): string | undefined => (text?.trim() ? text : undefined);

/** What tells more of a case than those read who worked on it before. */
const BEYOND_FORMER = ['agency', 'district', 'handler', 'overdue', 'tracking', 'approval', 'shortlist', 'newSince'] as const;

const notOfFormer = (field: string): FieldError => ({
  field,
  code: 'filter.not_for_access',
  text: { 'zh-TW': '曾承辦案件不可依此篩選', en: 'is no filter of cases that were handled before' },
});

/** The filter of a query. @throws InvalidInput */
export function toCaseFilter(query: CaseQuery): CaseFilter {
  const { status, agency, category, district, dueBefore, q, ...same } = query;
  const beyond = query.access === 'FORMER' ? BEYOND_FORMER.filter((field) => query[field] !== undefined) : [];
  if (beyond.length > 0) throw new InvalidInput(beyond.map(notOfFormer));
  return {
    ...same,
    status: status?.length === 0 ? undefined : status,
    agency: given(agency),
    category: given(category),
    district: given(district),
    dueBefore: dueBefore === undefined ? undefined : new Date(dueBefore),
    q: given(q),
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @throws BadPageCursor – also for a place in a list of another order */
export function toCasePage(
  { cursor, limit }: CaseQuery,
  sort: Sort,
): {
  sort: Sort;
  after: { at: Date; id: string } | null;
  limit: number;
} {
  if (cursor === undefined) return { sort, after: null, limit };
  const [sorted, at, id] = decodeCursor(cursor, 3) as [string, string, string];
  if (sorted !== sort || !isInstant(at) || !UUID.test(id)) throw new BadPageCursor();
  return { sort, after: { at: new Date(at), id }, limit };
}

/** The place of a case in a list, for the cursor of the next page. */
export const placeInList = (of: Case, sort: Sort): string[] => [sort, SORTED_BY[sort](of).toISOString(), of.id];
