import fc from 'fast-check';
import { parseReferenceNumber, referenceNumber } from './reference-number.ts';

const serials = fc.integer({ min: 1, max: 99_999_999 });

test('a number names its kind, its year and a serial of at least six digits', () => {
  expect(referenceNumber('C', 2026, 42)).toMatch(/^C26-000042-\d$/);
  expect(referenceNumber('P', 2026, 12_345_678)).toMatch(/^P26-12345678-\d$/);
});

test('what is typed without hyphens, in lower case or full width is the same number', () => {
  const number = referenceNumber('P', 2026, 42);
  expect(parseReferenceNumber('P', number.toLowerCase().replaceAll('-', ' '))).toBe(number);
  expect(parseReferenceNumber('P', number.replaceAll('-', '－'))).toBe(number);
});

test('a petition number is not a case number', () => {
  expect(parseReferenceNumber('C', referenceNumber('P', 2026, 42))).toBeNull();
});

test('every single wrong digit is noticed', () => {
  fc.assert(
    fc.property(serials, fc.nat(), fc.integer({ min: 1, max: 9 }), (serial, position, shift) => {
      const number = referenceNumber('C', 2026, serial);
      const digits = [...number].flatMap((character, i) => (/\d/.test(character) ? [i] : []));
      const at = digits[position % digits.length]!;
      const wrong = number.slice(0, at) + String((Number(number[at]) + shift) % 10) + number.slice(at + 1);
      expect(parseReferenceNumber('C', wrong)).toBeNull();
    }),
  );
});

test('every swap of two neighbouring digits is noticed', () => {
  fc.assert(
    fc.property(serials, fc.nat(), (serial, position) => {
      const digits = referenceNumber('C', 2026, serial).replaceAll('-', '').slice(1);
      const at = position % (digits.length - 1);
      const swapped = digits.slice(0, at) + digits[at + 1]! + digits[at]! + digits.slice(at + 2);
      expect(parseReferenceNumber('C', `C${swapped}`) === null).toBe(swapped !== digits);
    }),
  );
});
