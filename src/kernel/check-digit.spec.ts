import fc from 'fast-check';
import { checkDigit, hasValidCheckDigit } from './check-digit.ts';

const digits = fc.stringMatching(/^\d{1,12}$/);

test('the published example: 572 has the check digit 4', () => {
  expect(checkDigit('572')).toBe(4);
  expect(hasValidCheckDigit('5724')).toBe(true);
});

test('a number with its check digit is valid, with any other it is not', () => {
  fc.assert(
    fc.property(digits, fc.integer({ min: 0, max: 9 }), (number, digit) => {
      expect(hasValidCheckDigit(`${number}${digit}`)).toBe(digit === checkDigit(number));
    }),
  );
});

test('every single wrong digit is noticed', () => {
  fc.assert(
    fc.property(digits, fc.nat(), fc.integer({ min: 1, max: 9 }), (number, position, shift) => {
      const at = position % number.length;
      const wrong = number.slice(0, at) + String((Number(number[at]) + shift) % 10) + number.slice(at + 1);
      expect(checkDigit(wrong)).not.toBe(checkDigit(number));
    }),
  );
});

test('every swap of two different neighbours is noticed, the check digit included', () => {
  fc.assert(
    fc.property(digits, fc.nat(), (number, position) => {
      const whole = `${number}${checkDigit(number)}`;
      const at = position % (whole.length - 1);
      fc.pre(whole[at] !== whole[at + 1]);
      expect(hasValidCheckDigit(whole.slice(0, at) + whole[at + 1]! + whole[at]! + whole.slice(at + 2))).toBe(false);
    }),
  );
});

test.each(['', '0', 'x', '57 24', '５７２４'])('%j is no number with a check digit', (text) => {
  expect(hasValidCheckDigit(text)).toBe(false);
});
