import fc from 'fast-check';
import { addDays, civilDate, dayOf, instantAt, nextDay, toRfc3339, wallClock, weekday } from './civil-date.ts';

const TAIPEI = 'Asia/Taipei';
const ZONES = [TAIPEI, 'UTC', 'America/New_York', 'America/St_Johns', 'Asia/Kolkata', 'Australia/Lord_Howe'];
const zones = fc.constantFrom(...ZONES);
const MINUTE_MS = 60_000;
const instants = fc
  .date({ min: new Date('1980-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map((at) => new Date(Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS));
const days = instants.map((at) => dayOf(at, 'UTC'));

describe('a day', () => {
  test.each(['2028-02-29', '0001-01-01', '9999-12-31'])('%s exists', (text) => {
    expect(civilDate(text)).toBe(text);
  });

  test.each(['2026-02-29', '2026-04-31', '2026-00-10', '2026-1-01', '20261120', '2026-11-20T00:00:00Z', ' 2026-11-20', ''])(
    '%j is none',
    (text) => {
      expect(() => civilDate(text)).toThrow(RangeError);
    },
  );

  test('before the next one comes earlier as a text too', () => {
    fc.assert(fc.property(days, (day) => day < nextDay(day) && civilDate(nextDay(day)) === addDays(day, 1)));
  });

  test('comes back when as many days are taken away as were added', () => {
    fc.assert(fc.property(days, fc.integer({ min: -4000, max: 4000 }), (day, n) => addDays(addDays(day, n), -n) === day));
  });

  test('has a name, one after the other', () => {
    expect(weekday(civilDate('2026-11-20'))).toBe(5); // a Friday
    expect(weekday(civilDate('2026-11-22'))).toBe(0);
    fc.assert(fc.property(days, (day) => weekday(nextDay(day)) === (weekday(day) + 1) % 7));
  });
});

describe('the clock on the wall', () => {
  test('shows the city’s day, not the one of the server', () => {
    expect(wallClock(new Date('2026-11-20T15:59:00Z'), TAIPEI)).toEqual({ day: '2026-11-20', minute: 23 * 60 + 59 });
    expect(dayOf(new Date('2026-11-20T16:00:00Z'), TAIPEI)).toBe('2026-11-21');
    expect(dayOf(new Date('2026-11-20T15:59:00Z'), 'America/New_York')).toBe('2026-11-20');
  });

  test('shows, at the instant that is asked for, what was asked', () => {
    fc.assert(
      fc.property(instants, zones, (at, zone) => {
        const shown = wallClock(at, zone);
        expect(wallClock(instantAt(shown.day, shown.minute, zone), zone)).toEqual(shown);
      }),
    );
  });

  test('minute 1440 is midnight, when the next day begins', () => {
    fc.assert(
      fc.property(days, (day) => instantAt(day, 1440, TAIPEI).getTime() === instantAt(nextDay(day), 0, TAIPEI).getTime()),
    );
    expect(instantAt(civilDate('2026-11-20'), 1440, TAIPEI)).toEqual(new Date('2026-11-20T16:00:00Z'));
  });

  test('knows the days on which the clocks are changed', () => {
    const newYork = (day: string, hour: number): string => instantAt(civilDate(day), hour * 60, 'America/New_York').toISOString();
    expect(newYork('2026-03-08', 1)).toBe('2026-03-08T06:00:00.000Z');
    expect(newYork('2026-03-08', 3)).toBe('2026-03-08T07:00:00.000Z');
    expect(newYork('2026-11-01', 3)).toBe('2026-11-01T08:00:00.000Z');
  });
});

describe('an instant as it is written', () => {
  test('bears the city’s offset and its milliseconds', () => {
    expect(toRfc3339(new Date('2026-11-20T01:30:00.007Z'), TAIPEI)).toBe('2026-11-20T09:30:00.007+08:00');
    expect(toRfc3339(new Date('2026-11-20T16:00:00Z'), TAIPEI)).toBe('2026-11-21T00:00:00.000+08:00');
    expect(toRfc3339(new Date('2026-07-01T00:00:00Z'), 'America/St_Johns')).toBe('2026-06-30T21:30:00.000-02:30');
  });

  test('is read as the same instant, and begins with the day on the wall', () => {
    fc.assert(
      fc.property(instants, fc.nat(999), zones, (minute, ms, zone) => {
        const at = new Date(minute.getTime() + ms);
        const written = toRfc3339(at, zone);
        expect(new Date(written)).toEqual(at);
        expect(written.slice(0, 10)).toBe(dayOf(at, zone));
      }),
    );
  });
});
