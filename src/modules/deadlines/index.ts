export { Alarms } from './alarm.service.ts';
export { DeadlineModule, ReminderLadderModule } from './deadline.module.ts';
export { Deadlines } from './deadline.service.ts';
export { DigestLineRepository } from './digest-line.repository.ts';
export type { DeadlineRang, Recipient } from './domain/deadline-facts.ts';
export type { DigestLine } from './domain/digest-line.ts';
export { parseReminders, REMINDER_COLUMNS } from './domain/reminder-csv.ts';
export type { ReminderLadder } from './domain/reminder-ladder.ts';
