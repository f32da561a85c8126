import fc from 'fast-check';
import { calendars, finalCalendar, instants, taipei } from '../../../../test/support/calendars.ts';
import { smallClock } from './small-clock.ts';

test('half of it is half of the office time until it is over', () => {
  // Wednesday 10:00 to Thursday 17:30 are 14.5 office hours.
  expect(smallClock(taipei('2026-09-16 10:00'), 1, finalCalendar())).toEqual({
    halfAt: taipei('2026-09-17 09:15'),
    dueAt: taipei('2026-09-17 17:30'),
  });
});

test('begun in the night it is half over when the office is open, and never after its end', () => {
  fc.assert(
    fc.property(calendars, instants, fc.integer({ min: 1, max: 10 }), (calendar, startedAt, days) => {
      const { halfAt, dueAt } = smallClock(startedAt, days, calendar);
      expect(startedAt <= halfAt && halfAt <= dueAt).toBe(true);
      expect(calendar.isOpen(halfAt) || halfAt.getTime() === startedAt.getTime()).toBe(true);
    }),
  );
});
