import fc from 'fast-check';
import { isWithin, parseHours, WEEK, weekMinute } from './week-hours.ts';

const MON = 1;
const FRI = 5;
const SAT = 6;
const at = (weekday: number, hours: number, minutes = 0): number => weekMinute(weekday, hours * 60 + minutes);

test('office hours hold from the first minute to before the last, on the named days only', () => {
  const spans = parseHours(['MON-FRI 08:30-17:30']);
  expect(isWithin(spans, at(MON, 8, 29))).toBe(false);
  expect(isWithin(spans, at(MON, 8, 30))).toBe(true);
  expect(isWithin(spans, at(FRI, 17, 29))).toBe(true);
  expect(isWithin(spans, at(FRI, 17, 30))).toBe(false);
  expect(isWithin(spans, at(SAT, 10))).toBe(false);
});

test('a span over midnight belongs to the day on which it begins', () => {
  const spans = parseHours(['FRI 22:00-06:00']);
  expect(isWithin(spans, at(FRI, 5))).toBe(false);
  expect(isWithin(spans, at(FRI, 23))).toBe(true);
  expect(isWithin(spans, at(SAT, 5, 59))).toBe(true);
  expect(isWithin(spans, at(SAT, 6))).toBe(false);
});

test('Saturday night goes on on Sunday', () => {
  expect(parseHours(['SAT 22:00-06:00'])).toEqual([
    { from: 0, to: 360 },
    { from: at(SAT, 22), to: WEEK },
  ]);
});

test('a span without days is for every day', () => {
  const spans = parseHours(['18:00-06:00']);
  for (const day of [0, 1, 2, 3, 4, 5, 6]) {
    expect(isWithin(spans, at(day, 3))).toBe(true);
    expect(isWithin(spans, at(day, 12))).toBe(false);
    expect(isWithin(spans, at(day, 18))).toBe(true);
  }
});

test('days may run over the end of the week and be listed', () => {
  expect(parseHours(['FRI-SUN 00:00-24:00'])).toEqual([
    { from: 0, to: at(MON, 0) },
    { from: at(FRI, 0), to: WEEK },
  ]);
  expect(parseHours(['SAT,SUN 09:00-12:00'])).toEqual(parseHours(['SAT 09:00-12:00', 'SUN 09:00-12:00']));
});

test('spans come in order and do not overlap, however they are written', () => {
  const two = (n: number): string => String(n).padStart(2, '0');
  const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map(([h, m]) => `${two(h)}:${two(m)}`);
  const span = fc
    .tuple(time, time)
    .filter(([from, to]) => from !== to)
    .map(([from, to]) => `${from}-${to}`);
  fc.assert(
    fc.property(fc.array(span, { minLength: 1 }), (texts) => {
      const spans = parseHours(texts);
      for (const [i, { from, to }] of spans.entries()) {
        expect(from).toBeLessThan(to);
        if (i > 0) expect(from).toBeGreaterThan(spans[i - 1]!.to);
      }
    }),
  );
});

test.each([
  'MON 08:00',
  '08:00-08:00',
  '24:00-06:00',
  'MON-XYZ 08:00-09:00',
  '25:00-26:00',
  '08:60-09:00',
  '00:00-24:01',
  'mon 08:00-09:00',
])('%s is refused', (text) => {
  expect(() => parseHours([text])).toThrow(RangeError);
});
