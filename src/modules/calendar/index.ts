export { CalendarModule } from './calendar.module.ts';
export { Calendars } from './calendar.service.ts';
export { BusinessCalendar, type CalendarTable, type Due } from './domain/business-calendar.ts';
export { type DayChange, type DayRule, type MinuteSpan, changeDay } from './domain/day-rule.ts';
export { DGPA_COLUMNS, type PublishedCalendar, decodeDgpa, parseDgpaCalendar } from './domain/dgpa-csv.ts';
export { type DueExplanation, type ExplainedDay, explain } from './domain/due-explanation.ts';
export type { Sla, SlaUnit } from './domain/sla.ts';
