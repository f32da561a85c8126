import { dayOf } from '../../../kernel/civil-date.ts';
import type { BusinessCalendar } from '../../calendar/index.ts';

/** When the office opens next: what rings at the opening itself is still in that morning's digest. */
export function digestOpening(ringAt: Date, calendar: BusinessCalendar): Date {
  const day = dayOf(ringAt, calendar.timeZone);
  if (calendar.isWorkingDay(day) && ringAt <= calendar.openingOf(day)) return calendar.openingOf(day);
  return calendar.openingOf(calendar.nextWorkingDay(day));
}
