import { writeCsv } from './write-csv.ts';

test('a table begins with the mark of its encoding, and a cell with a comma, a quote or a line break stays one', () => {
  expect(
    writeCsv([
      ['帳號', '姓名'],
      ['a', 'b, "c"\nd'],
    ]),
  ).toBe('\uFEFF帳號,姓名\r\na,"b, ""c""\nd"\r\n');
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('%j is text, not a formula', (typed) => {
  const cell = writeCsv([[typed]])
    .slice(1)
    .replace(/^"/, '');
  expect(cell.startsWith("'")).toBe(true);
});
