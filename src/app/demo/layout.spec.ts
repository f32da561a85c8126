import { columnsOf, cut, figure, padEnd, padStart, WIDTH } from './layout.ts';

test.each([
  ['', 0],
  ['abc', 3],
  ['派案', 4],
  ['派案 case（1）', 14],
])('%j takes %d columns', (text, columns) => {
  expect(columnsOf(text)).toBe(columns);
});

test('what is padded takes the columns that were asked for, whatever it is written in', () => {
  expect(columnsOf(padEnd('派案', 10))).toBe(10);
  expect(padStart('案', 4)).toBe('  案');
  expect(padEnd('too long', 3)).toBe('too long');
});

test('what is too long is cut between characters, and shows it', () => {
  expect(cut('派案派案', 8)).toBe('派案派案');
  expect(cut('派案派案', 7)).toBe('派案派…');
  expect(columnsOf(figure('派'.repeat(WIDTH), 1))).toBeLessThanOrEqual(WIDTH);
});
