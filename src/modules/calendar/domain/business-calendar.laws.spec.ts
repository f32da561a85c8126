import fc from 'fast-check';
import { OFFICE_HOURS, TAIPEI, calendars, dates, instants, tables } from '../../../../test/support/calendars.ts';
import { addDays, dayOf, instantAt } from '../../../kernel/civil-date.ts';
import { BusinessCalendar } from './business-calendar.ts';

const counts = fc.integer({ min: 1, max: 80 });
const dayUnits = fc.constantFrom('WORKING_DAY' as const, 'CALENDAR_DAY' as const);
const units = fc.constantFrom('HOUR' as const, 'WORKING_HOUR' as const, 'WORKING_DAY' as const, 'CALENDAR_DAY' as const);

test('the slow count day by day agrees', () => {
  fc.assert(
    fc.property(calendars, dates, counts, (calendar, received, count) => {
      let reached = received;
      for (let left = count; left > 0;) {
        reached = addDays(reached, 1);
        if (calendar.ruleOf(reached).kind === 'WORKING' && calendar.officeSpans(reached).length > 0) left -= 1;
      }
      expect(calendar.addWorkingDays(received, count)).toBe(reached);
    }),
  );
});

test('a working day is never before one that was reached with fewer days or from an earlier receipt', () => {
  fc.assert(
    fc.property(calendars, dates, dates, counts, counts, (calendar, a, b, m, n) => {
      const [early, late] = a < b ? [a, b] : [b, a];
      const [few, many] = m < n ? [m, n] : [n, m];
      expect(calendar.addWorkingDays(early, few) <= calendar.addWorkingDays(late, many)).toBe(true);
    }),
  );
});

test('counting is the inverse of adding, and going back of going forth', () => {
  fc.assert(
    fc.property(calendars, dates, counts, (calendar, received, count) => {
      const reached = calendar.addWorkingDays(received, count);
      expect(calendar.workingDaysBetween(received, reached)).toBe(count);
      expect(calendar.workingDayBefore(addDays(reached, 1), 1)).toBe(reached);
      const working = calendar.nextWorkingDay(received);
      expect(calendar.workingDayBefore(calendar.addWorkingDays(working, count), count)).toBe(working);
    }),
  );
});

test('the order in which the days are told never matters', () => {
  fc.assert(
    fc.property(
      tables.chain((days) => fc.tuple(fc.constant(days), fc.shuffledSubarray(days, { minLength: days.length }))),
      instants,
      fc.record({ value: counts, unit: units }),
      ([days, shuffled], start, sla) => {
        const told = (order: typeof days): BusinessCalendar =>
          new BusinessCalendar({ version: 1, timeZone: TAIPEI, officeHours: OFFICE_HOURS, days: new Map(order) });
        expect(told(shuffled).dueAt(start, sla)).toEqual(told(days).dueAt(start, sla));
      },
    ),
  );
});

test('a limit of days ends on a working day, when the office closes at its usual hour', () => {
  fc.assert(
    fc.property(calendars, instants, fc.record({ value: counts, unit: dayUnits }), (calendar, start, sla) => {
      const due = calendar.dueAt(start, sla);
      expect(calendar.isWorkingDay(due.on) && calendar.isOpenToTheEnd(due.on)).toBe(true);
      expect(due.at).toEqual(instantAt(due.on, 1050, TAIPEI));
      expect(calendar.settled(due.at)).toEqual(due.at);
    }),
  );
});

test('more time or a later receipt never ends earlier, in any unit', () => {
  fc.assert(
    fc.property(calendars, instants, instants, fc.tuple(counts, counts), units, (calendar, a, b, [m, n], unit) => {
      const [early, late] = a < b ? [a, b] : [b, a];
      const first = calendar.dueAt(early, { value: Math.min(m, n), unit });
      const second = calendar.dueAt(late, { value: Math.max(m, n), unit });
      expect(first.at <= second.at).toBe(true);
      expect(first.at > early).toBe(true);
    }),
  );
});

test('measuring office time is the inverse of adding it, to the millisecond', () => {
  fc.assert(
    fc.property(calendars, instants, fc.integer({ min: 1, max: 30 * 480 * 60_000 }), (calendar, from, ms) => {
      const to = calendar.addWorkingMinutes(from, ms / 60_000);
      expect(Math.round(calendar.workingMinutesBetween(from, to) * 60_000)).toBe(ms);
      expect(calendar.isOpen(to)).toBe(true);
      expect(calendar.workingMinutesBetween(new Date(to.getTime() - 1), to)).toBeGreaterThan(0);
      expect(Math.round(calendar.workingMinutesBetween(to, from) * 60_000)).toBe(-ms);
    }),
  );
});

test('office time can be added in parts', () => {
  fc.assert(
    fc.property(calendars, instants, counts, counts, (calendar, from, m, n) => {
      const parts = calendar.addWorkingMinutes(calendar.addWorkingMinutes(from, m * 60), n * 60);
      expect(parts).toEqual(calendar.addWorkingMinutes(from, (m + n) * 60));
    }),
  );
});

test('the next open moment is open, and no office time is lost before it', () => {
  fc.assert(
    fc.property(calendars, instants, (calendar, at) => {
      const open = calendar.nextOpen(at);
      expect(calendar.isOpen(open) && open >= at).toBe(true);
      expect(calendar.workingMinutesBetween(at, open)).toBe(0);
    }),
  );
});

test('an end that is moved stays on time and moves to an open office', () => {
  fc.assert(
    fc.property(calendars, instants, (calendar, end) => {
      const moved = calendar.settled(end);
      expect(moved >= end && calendar.isOpen(moved) && calendar.isWorkingDay(dayOf(moved, TAIPEI))).toBe(true);
    }),
  );
});
