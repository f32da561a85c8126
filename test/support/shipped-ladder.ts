import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseReminders, REMINDER_COLUMNS } from '../../src/modules/deadlines/domain/reminder-csv.ts';
import type { ReminderLadder } from '../../src/modules/deadlines/domain/reminder-ladder.ts';
import { readCsv } from '../../src/platform/csv/index.ts';

/** Whom a city reminds and when, as its pack says. */
export function shippedLadder(city = 'taoyuan'): ReminderLadder {
  const text = readFileSync(join(__dirname, '../../cities', city, 'reminders.csv'), 'utf8');
  const { rows, problems: unreadable } = readCsv('reminders.csv', text, REMINDER_COLUMNS);
  const { ladder, problems } = parseReminders('reminders.csv', rows);
  if (problems.length + unreadable.length > 0) throw new Error(JSON.stringify([...unreadable, ...problems]));
  return ladder;
}
