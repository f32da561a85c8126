export { BusinessCalendar, type CalendarTable, type Due } from './domain/business-calendar.ts';
export { type DayChange, type DayRule, type MinuteSpan, changeDay } from './domain/day-rule.ts';
export { type CalendarProblem, type PublishedCalendar, parseDgpaCalendar } from './domain/dgpa-csv.ts';
export { type DueExplanation, type ExplainedDay, explain } from './domain/due-explanation.ts';
export type { Sla, SlaUnit } from './domain/sla.ts';
