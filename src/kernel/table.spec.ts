import { problemText, RowReader, type Problem } from './table.ts';

/** Reads one row of the file `f.csv`, line 7. */
function reading(cells: Record<string, string>): { reader: RowReader; problems: () => string[] } {
  const problems: Problem[] = [];
  const reader = new RowReader('f.csv', { line: 7, get: (column) => cells[column] ?? '' }, problems);
  return { reader, problems: () => problems.map(problemText) };
}

test('a row whose cells are right is ok and leaves no problem', () => {
  const { reader, problems } = reading({
    name: '工務局',
    flag: 'Y',
    unit: 'DAY',
    n: '30',
    list: 'a; b',
    valid_from: '2024-01-01',
  });
  expect([reader.text('name'), reader.flag('flag'), reader.oneOf('unit', ['HOUR', 'DAY']), reader.count('n', 30)]).toEqual([
    '工務局',
    true,
    'DAY',
    30,
  ]);
  expect(reader.list('list')).toEqual(['a', 'b']);
  expect(reader.list('absent')).toEqual([]);
  expect([reader.optional('absent', /x/, 'an x'), reader.optionalCount('absent', 9), reader.optionalCount('n', 30)]).toEqual([
    null,
    null,
    30,
  ]);
  expect(reader.validity()).toEqual({ validFrom: '2024-01-01', validTo: null });
  expect(reader.ok).toBe(true);
  expect(problems()).toEqual([]);
});

test.each<[string, Record<string, string>, (reader: RowReader) => unknown, string]>([
  ['an empty text', {}, (r) => r.text('x'), 'is empty'],
  ['a text over its length', { x: '一'.repeat(4) }, (r) => r.text('x', 3), 'is longer than 3 characters'],
  ['a code of another shape', { x: 'ü' }, (r) => r.matching('x', /^[A-Z]+$/, 'a code'), '"ü" is not a code'],
  ['a wrong optional code', { x: '?' }, (r) => r.optional('x', /^[A-Z]+$/, 'a code'), '"?" is not a code'],
  ['a word outside the list', { x: 'C' }, (r) => r.oneOf('x', ['A', 'B']), '"C" is not one of A, B'],
  ['a flag in lower case', { x: 'y' }, (r) => r.flag('x'), '"y" is not one of Y, N'],
  ['zero', { x: '0' }, (r) => r.count('x', 9), '"0" is not a whole number from 1 to 9'],
  ['a number over the limit', { x: '10' }, (r) => r.count('x', 9), '"10" is not a whole number from 1 to 9'],
  ['a number with a fraction', { x: '1.5' }, (r) => r.count('x', 9), '"1.5" is not a whole number from 1 to 9'],
  ['a number in words', { x: '1e3' }, (r) => r.count('x', 9999), '"1e3" is not a whole number from 1 to 9999'],
  ['a day that does not exist', { x: '2025-02-29' }, (r) => r.day('x'), '"2025-02-29" is not a day written YYYY-MM-DD'],
  ['an empty part of a list', { x: 'a;;b' }, (r) => r.list('x'), 'has an empty part between semicolons'],
  ['a part that comes twice', { x: 'a;b;a' }, (r) => r.list('x'), 'names "a" twice'],
])('%s is a problem of its line and column, and the row is not ok', (_name, cells, read, reason) => {
  const { reader, problems } = reading(cells);
  read(reader);
  expect(problems()).toEqual([`f.csv:7 x: ${reason}`]);
  expect(reader.ok).toBe(false);
});

test.each(['2024-01-01', '2023-12-31'])('a validity that ends on or before its first day (%s) is a problem', (validTo) => {
  const { reader, problems } = reading({ valid_from: '2024-01-01', valid_to: validTo });
  reader.validity();
  expect(problems()).toEqual([expect.stringContaining('f.csv:7 valid_to: ')]);
});
