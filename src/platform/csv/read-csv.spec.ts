import fc from 'fast-check';
import { stringify } from 'csv-stringify/sync';
import { problemText, readCsv } from './index.ts';

const read = (content: string | Uint8Array, required: string[] = ['a', 'b']): { rows: unknown[]; problems: string[] } => {
  const { rows, problems } = readCsv('f.csv', content, required);
  return { rows: rows.map((row) => [row.line, row.get('a'), row.get('b')]), problems: problems.map(problemText) };
};

test('a row carries the line it begins on, also after quoted line breaks and blank lines', () => {
  const text = 'a,b\n1,"x\ny"\n2,z\n\n , \n3,q';
  const rows = [
    [2, '1', 'x\ny'],
    [4, '2', 'z'],
    [7, '3', 'q'],
  ];
  expect(read(text)).toEqual({ rows, problems: [] });
  expect(read(text.replaceAll('\n', '\r\n'))).toEqual({ rows, problems: [] });
});

test('a byte order mark is not part of the first column name', () => {
  expect(read('\ufeffa,b\n1,2\n')).toEqual({ rows: [[2, '1', '2']], problems: [] });
  expect(read(new TextEncoder().encode('\ufeffa,b\n1,2\n'))).toEqual({ rows: [[2, '1', '2']], problems: [] });
});

test('blanks around a cell and around a column name are not part of it, full-width ones neither', () => {
  expect(read(' a ,b\n 1 ,\u3000x y\u3000\n').rows).toEqual([[2, '1', 'x y']]);
});

test('an unknown column reads as empty', () => {
  expect(readCsv('f.csv', 'a\n1\n', []).rows[0]!.get('nothing')).toBe('');
});

test.each([
  ['a missing required column', 'a,c\n1,2\n', ['f.csv:1 b: the column is missing']],
  ['a column that comes twice', 'a,b,a\n1,2,3\n', ['f.csv:1 a: the column comes twice']],
  ['an empty file', '', ['f.csv:1: the header line is missing']],
  ['a header that is not UTF-8', 'a,\ufffd\n1,2\n', ['f.csv:1: the header is not UTF-8']],
])('%s leaves no rows', (_name, text, problems) => {
  expect(read(text)).toEqual({ rows: [], problems });
});

test.each([
  ['too few cells', '1', 'f.csv:3: has 1 cells, the header has 2'],
  ['too many cells', '1,2,3', 'f.csv:3: has 3 cells, the header has 2'],
  ['NUL', '1,x\u0000', 'f.csv:3 b: holds the control character U+0000'],
  ['an escape', '\u001b[2J,2', 'f.csv:3 a: holds the control character U+001B'],
  ['a right-to-left override', '1,abc\u202Etxt', 'f.csv:3 b: holds the control character U+202E'],
  ['a cell that is not UTF-8', '1,\ufffd', 'f.csv:3 b: is not UTF-8'],
  [
    'a quotation mark inside an unquoted cell',
    '1,x"y',
    'f.csv:3: a quotation mark stands in a cell that does not begin with one',
  ],
  ['a quotation mark that is never closed', '1,"x', 'f.csv:3: a cell opened with a quotation mark here is never closed'],
])('a row with %s is left out and named by its line', (_name, row, problem) => {
  expect(read(`a,b\n1,2\n${row}`)).toEqual({ rows: [[2, '1', '2']], problems: [problem] });
});

test('bytes that are not UTF-8 are named by their line', () => {
  const bytes = new Uint8Array([...new TextEncoder().encode('a,b\n1,2\n3,'), 0xa4, 0xa4, ...new TextEncoder().encode('\n5,6\n')]);
  expect(read(bytes)).toEqual({
    rows: [
      [2, '1', '2'],
      [4, '5', '6'],
    ],
    problems: ['f.csv:3 b: is not UTF-8'],
  });
});

test('an unclosed quotation mark is named by the line that opens it, however many lines it swallows', () => {
  expect(read('a,b\n1,"x\n2,3\n4,5\n').problems).toEqual(['f.csv:2: a cell opened with a quotation mark here is never closed']);
});

test('what was written is read back, cell by cell', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '中', '"', ',', ';', ' ', '\n', '汙') }).map((text) => text.trim());
  const record = fc.tuple(cell, cell).filter((cells) => cells.some((text) => text !== ''));
  fc.assert(
    fc.property(fc.array(record), (records) => {
      const { rows, problems } = readCsv('f.csv', stringify([['a', 'b'], ...records]), ['a', 'b']);
      expect(problems).toEqual([]);
      expect(rows.map((row) => [row.get('a'), row.get('b')])).toEqual(records);
    }),
  );
});
