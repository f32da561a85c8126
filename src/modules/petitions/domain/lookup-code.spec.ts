import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { newLookupCode, normaliseLookupCode } from './lookup-code.ts';

/** A source that yields these bytes, over and over. */
const source = (bytes: readonly number[]): ((count: number) => Uint8Array) => {
  let at = 0;
  return (count) => Uint8Array.from({ length: count }, () => bytes[at++ % bytes.length]!);
};

test('a code is two groups of four characters that nobody takes for one another', () => {
  for (let made = 0; made < 200; made += 1) {
    expect(newLookupCode(randomBytes)).toMatch(/^[34679ACEFHJKMNPQRTWXY]{4}-[34679ACEFHJKMNPQRTWXY]{4}$/);
  }
});

test('every character is as likely as every other: bytes that would favour the first ones are passed over', () => {
  const counts = new Map<string, number>();
  for (let byte = 0; byte < 256; byte += 1) {
    const code = newLookupCode(source([byte, 0]));
    const first = code[0]!;
    if (byte < 252)
      counts.set(first, (counts.get(first) ?? 0) + 1); // 252 = 12 × 21
    else expect(first).toBe(newLookupCode(source([0]))[0]);
  }
  expect(new Set(counts.values())).toEqual(new Set([12]));
});

test('codes differ', () => {
  const codes = Array.from({ length: 2_000 }, () => newLookupCode(randomBytes));
  expect(new Set(codes).size).toBe(codes.length);
});

test('a code is the same however it is typed', () => {
  const typings: readonly ((code: string) => string)[] = [
    (code) => code,
    (code) => code.toLowerCase(),
    (code) => code.replace('-', ''),
    (code) => ` ${code.replace('-', '  ')}\n`,
    (code) => [...code].join(' '),
    (code) => code.replaceAll(/[0-9A-Z]/g, (letter) => String.fromCodePoint(letter.codePointAt(0)! + 0xfee0)), // full width
  ];
  fc.assert(
    fc.property(fc.constantFrom(...typings), (type) => {
      const code = newLookupCode(randomBytes);
      expect(normaliseLookupCode(type(code))).toBe(normaliseLookupCode(code));
    }),
  );
});
