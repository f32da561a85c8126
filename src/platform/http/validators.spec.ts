import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { isAnswers, isDay, IsFlag, isFilled, isInstant, isPlainText, IsText } from './validators.ts';

describe('plain text', () => {
  test.each(['', '路燈不亮', 'a\tb\r\nc', '👩‍👩‍👧 家', '𠮷野家', 'e\u0301'])('%j is plain', (text) => {
    expect(isPlainText(text)).toBe(true);
  });

  test.each([
    ['a null character', 'a\u0000b'],
    ['an escape', '\u001b[31m'],
    ['a delete', '\u007f'],
    ['a C1 control', '\u0085'],
    ['a change of direction', 'abc\u202ecba'],
    ['an isolate', '\u2066x'],
    ['the first half of a character', '\ud842'],
    ['the second half of a character', 'a\udfb7'],
    ['halves in the wrong order', '\udfb7\ud842'],
    ['no character', '\ufffe'],
  ])('a text with %s is not', (_, text) => {
    expect(isPlainText(text)).toBe(false);
  });

  test('whatever is plain is stored and comes back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(isPlainText(text));
        expect(Buffer.from(text, 'utf8').toString('utf8')).toBe(text);
        expect(text).not.toContain('\u0000'); // which PostgreSQL refuses
      }),
    );
  });
});

describe('an instant', () => {
  test.each(['2026-11-20T09:30:00+08:00', '2026-11-20t01:30:00z', '2026-11-20T09:30:00.123456789+08:00', '2028-02-29T00:00:00Z'])(
    '%s is one',
    (value) => {
      expect(isInstant(value)).toBe(true);
    },
  );

  test.each([
    ['without an offset', '2026-11-20T09:30:00'],
    ['a day', '2026-11-20'],
    ['without seconds', '2026-11-20T09:30Z'],
    ['on a day that does not exist', '2026-02-29T09:30:00Z'],
    ['at an hour that does not exist', '2026-11-20T25:00:00Z'],
    ['at the hour 24, which RFC 3339 does not know', '2026-11-20T24:00:00Z'],
    ['as a number', 1763600000000],
    ['in the first year', '0001-01-01T00:00:00Z'],
    ['in the last year', '9999-12-31T23:59:59Z'],
    ['with blanks', ' 2026-11-20T09:30:00Z'],
    ['with a blank in the middle', '2026-11-20 09:30:00Z'],
  ])('written %s is none', (_, value) => {
    expect(isInstant(value)).toBe(false);
  });
});

test.each([
  ['2028-02-29', true],
  ['2026-02-29', false],
  ['2026-13-01', false],
  ['2026-1-1', false],
  ['2026-11-20T00:00:00Z', false],
  [20261120, false],
  ['1912-01-01', true],
  ['1911-12-31', false],
  ['2999-12-31', true],
  ['3000-01-01', false],
])('whether %j is a day: %s', (value, is) => {
  expect(isDay(value)).toBe(is);
});

test.each([
  ['nothing but blanks', ' \t\u3000\n', false],
  ['nothing', '', false],
  ['nothing but blanks without width', '\u200b\ufeff', false],
  ['a word', ' 燈 ', true],
  ['a number, which is judged elsewhere', 0, true],
])('%s', (_, value, filled) => {
  expect(isFilled(value)).toBe(filled);
});

describe('answers', () => {
  test('map codes to short texts', () => {
    expect(isAnswers({})).toBe(true);
    expect(isAnswers({ 'road.kind': '巷', lamps_off: '3' })).toBe(true);
  });

  test.each([
    ['a list', []],
    ['nothing', null],
    ['a text', 'x'],
    ['something nested', { a: { b: 'x' } }],
    ['a number', { a: 1 }],
    ['a code with blanks', { 'a b': 'x' }],
    ['an empty code', { '': 'x' }],
    ['a long text', { a: 'x'.repeat(501) }],
    ['a control character', { a: '\u0000' }],
    ['too many', Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`a${i}`, 'x']))],
  ])('%s is no such map', (_, value) => {
    expect(isAnswers(value)).toBe(false);
  });
});

class Sent {
  @IsText(3, { each: true })
  words: string[] = [];

  @IsFlag()
  open = false;
}
const violated = (sent: object): string[] =>
  validateSync(plainToInstance(Sent, sent)).flatMap(({ constraints }) => Object.keys(constraints ?? {}));

test('a text is counted, and may be a list of texts', () => {
  expect(violated({ words: ['一二三', ''] })).toEqual([]);
  expect(violated({ words: ['一二三', '一二三四'] })).toEqual(['maxLength']);
  expect(violated({ words: ['\u0000'] })).toEqual(['isPlainText']);
});

test('a flag of a query is the word true or the word false, and nothing else', () => {
  expect(plainToInstance(Sent, { open: 'true' }).open).toBe(true);
  expect(plainToInstance(Sent, { open: 'false' }).open).toBe(false);
  expect(violated({ open: 'false' })).toEqual([]);
  for (const open of ['1', 'yes', 'TRUE', '', null]) expect(violated({ open })).toEqual(['isBoolean']);
});
