import { readFileSync } from 'node:fs';
import { finalCalendar, firstPublishedCalendar, taipei } from '../../../../test/support/calendars.ts';

const CALENDARS = { final: finalCalendar(), '2025_as_first_published': firstPublishedCalendar() };
const UNITS = { WD: 'WORKING_DAY', CD: 'CALENDAR_DAY' } as const;

interface Vector {
  readonly received: string;
  readonly calendar: keyof typeof CALENDARS;
  readonly unit: keyof typeof UNITS;
  readonly amount: number;
  readonly due: string;
}

const vectors: Vector[] = readFileSync(new URL('./fixtures/deadline_vectors.csv', import.meta.url), 'utf8')
  .trim()
  .split(/\r?\n/)
  .slice(1)
  .map((line) => {
    const [received, calendar, unit, amount, due] = line.split(',') as [
      string,
      Vector['calendar'],
      Vector['unit'],
      string,
      string,
    ];
    return { received, calendar, unit, amount: Number(amount), due };
  });

test('the file of vectors is whole', () => {
  expect(vectors).toHaveLength(245);
});

test.each(vectors)(
  '$amount $unit from $received end on $due by the calendar $calendar',
  ({ received, calendar, unit, amount, due }) => {
    const reached = CALENDARS[calendar].dueAt(taipei(`${received} 10:00`), { value: amount, unit: UNITS[unit] });
    expect(reached).toMatchObject({
      on: due,
      at: taipei(`${due} 17:30`),
      published: due < '2027',
      calendarVersion: CALENDARS[calendar].version,
    });
  },
);

test('the hour of the receipt changes no due day', () => {
  for (const { received, calendar, unit, amount, due } of vectors) {
    for (const minute of ['00:00', '08:30', '17:30', '23:59']) {
      expect(CALENDARS[calendar].dueAt(taipei(`${received} ${minute}`), { value: amount, unit: UNITS[unit] }).on).toBe(due);
    }
  }
});
