import { dayOf } from '../../../kernel/civil-date.ts';
import type { BilingualText } from '../../../kernel/errors.ts';
import type { BusinessCalendar } from '../../calendar/index.ts';

/** A reminder as somebody's digest tells it. */
export interface DigestLine {
  /** Whose digest it belongs to. */
  readonly accountId: string;
  readonly caseId: string;
  readonly caseNo: string;
  readonly subject: string;
  readonly categoryName: BilingualText | null;
  readonly agencyName: BilingualText | null;
  readonly step: string;
  readonly dueAt: Date;
}

/** When the office opens next: what rings at the opening itself is still in that morning's digest. */
export function digestOpening(ringAt: Date, calendar: BusinessCalendar): Date {
  const day = dayOf(ringAt, calendar.timeZone);
  if (calendar.isWorkingDay(day) && ringAt <= calendar.openingOf(day)) return calendar.openingOf(day);
  return calendar.openingOf(calendar.nextWorkingDay(day));
}
