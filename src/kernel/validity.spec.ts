import fc from 'fast-check';
import { addDays, civilDate } from './civil-date.ts';
import { isValidOn, validTogether } from './validity.ts';

const DAYS = Array.from({ length: 12 }, (_, i) => addDays(civilDate('2024-02-25'), i));
const dated = fc
  .record({
    validFrom: fc.option(fc.constantFrom(...DAYS.slice(2, 10))),
    validTo: fc.option(fc.constantFrom(...DAYS.slice(2, 10))),
  })
  .filter(({ validFrom, validTo }) => validFrom === null || validTo === null || validFrom < validTo);

test('two things are in force together when there is a day on which both are', () => {
  fc.assert(
    fc.property(dated, dated, (a, b) => {
      expect(validTogether(a, b)).toBe(DAYS.some((day) => isValidOn(a, day) && isValidOn(b, day)));
    }),
  );
});
