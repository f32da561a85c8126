import { IsOptional, isUUID } from 'class-validator';
import { addDays, type CivilDate, civilDate, instantAt } from '../../kernel/civil-date.ts';
import { BadPageCursor, decodeCursor, IsDay, isInstant, IsText, PageQuery } from '../../platform/http/index.ts';
import type { Rerouting } from './domain/rerouting.ts';
import type { Precedent, PrecedentCursor } from './rerouting.read-model.ts';

const CODE = 40;

export class PrecedentQuery extends PageQuery {
  /** Code of a category. */
  @IsText(CODE)
  @IsOptional()
  category?: string;
}

/** The conditions and the target of a routing rule. */
export class SuggestedRuleView {
  category: string | null;
  district: string | null;
  village: string | null;
  target: string;
  note: string;
}

export class PrecedentView {
  id: string;
  caseNo: string;
  fromAgencyCode: string;
  agencyCode: string;
  reason: string;
  ruledBy: string;
  ruledAt: string;
  /** The rule that would have sent the case where it was ruled to go. */
  suggestedRule: SuggestedRuleView;
}

export const toPrecedentView = (precedent: Precedent, write: (at: Date) => string): PrecedentView => {
  const { id, caseNo, fromAgencyCode, agencyCode, reason, ruledBy, ruledAt } = precedent;
  const { categoryCode: category, districtCode: district, villageCode: village } = precedent;
  return {
    id,
    caseNo,
    fromAgencyCode,
    agencyCode,
    reason,
    ruledBy,
    ruledAt: write(ruledAt),
    suggestedRule: { category, district, village, target: agencyCode, note: reason },
  };
};

export const cursorOfPrecedent = ({ ruledAt, id }: Precedent): readonly string[] => [ruledAt.toISOString(), id];

/** @throws BadPageCursor */
export function toPrecedentCursor(cursor: string | undefined): PrecedentCursor | null {
  if (cursor === undefined) return null;
  const [ruledAt, id] = decodeCursor(cursor, 2) as [string, string];
  if (!isInstant(ruledAt) || !isUUID(id)) throw new BadPageCursor();
  return { ruledAt: new Date(ruledAt), id };
}

export class ReroutingQuery {
  /** First day; thirty days before the last one when left out. */
  @IsDay()
  @IsOptional()
  from?: string;

  /** Last day, inclusive; today when left out. */
  @IsDay()
  @IsOptional()
  to?: string;
}

/** What disputes cost an agency: cases that it led and handed on. */
export class ReroutingView implements Rerouting {
  agencyCode: string;
  hops: number;
  /** What the clocks of its legs say: the cases' time between getting them and being rid of them. */
  heldMinutes: number;
  /** The same in days: of office hours where a case's limit is measured in office time, else of 24 hours. */
  daysLost: number;
}

export class ReroutingsView {
  from: string;
  to: string;
  items: ReroutingView[];
}

const USUAL_DAYS = 30;

/** The days that are asked for. */
export function toPeriod({ from, to }: ReroutingQuery, today: CivilDate): { readonly from: CivilDate; readonly to: CivilDate } {
  const last = to === undefined ? today : civilDate(to);
  return { from: from === undefined ? addDays(last, -USUAL_DAYS) : civilDate(from), to: last };
}

/** The beginning of a day. */
export const beginningOf = (day: CivilDate, timeZone: string): Date => instantAt(day, 0, timeZone);
