import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { CASE_COLUMNS, linesOf, readCaseFile, recordsOf } from './case-file.ts';

const HEADER = CASE_COLUMNS.join(',');

async function* pieces(...parts: readonly string[]): AsyncGenerator<string> {
  yield* parts;
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** `line: case_id description` of a row, `line! reason` of one that cannot be read. */
async function read(rows: string, header = HEADER): Promise<string[]> {
  const records = await all(recordsOf('f.csv', linesOf(pieces(header + '\n', rows)), () => 0.5));
  return records.map(({ line, cell, unreadable }) =>
    unreadable === null ? `${line}: ${cell('case_id')} ${cell('description')}` : `${line}! ${unreadable.reason}`,
  );
}

const row = (id: string, description = 'x'): string =>
  `${id},2016-01-02 03:04:05,East,Roads,Hole,${description},Road 1,1.5,2.5\n`;

describe('lines', () => {
  test.each([
    ['line feeds', ['a\nb', 'c\nd']],
    ['CR LF, one of them cut in two', ['a\r', '\nbc\r\nd']],
    ['CR', ['a\rb', 'c\rd\r']],
    ['a line end at the end', ['a\nbc\nd\n']],
  ])('%s', async (_name, parts) => {
    expect(await all(linesOf(pieces(...parts)))).toEqual(['a', 'bc', 'd']);
  });

  test('come out the same however the text is cut', async () => {
    const text = fc.array(fc.constantFrom('a', '\n', '\r\n', '中'), { maxLength: 12 }).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 4 }), async (whole, size) => {
        const cut = whole.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
        expect(await all(linesOf(pieces(...cut)))).toEqual(await all(linesOf(pieces(whole))));
      }),
    );
  });

  test('a line without an end in sight is no table', async () => {
    await expect(all(linesOf(pieces('x'.repeat(600_000), 'x'.repeat(600_000))))).rejects.toThrow('more than 1000000 characters');
  });
});

test('rows carry their line; quoted line breaks belong to the row, blank lines to none', async () => {
  expect(await read(`${row('A')}${row('B', '"one\ntwo, ""three"""')}\n${row('C')}`)).toEqual([
    '2: A x',
    '3: B one\ntwo, "three"',
    '6: C x',
  ]);
});

test('a byte order mark, other columns and another order make no difference', async () => {
  const reversed = `\ufeff${[...CASE_COLUMNS, 'agency'].reverse().join(',')}`;
  expect(await read('PW,2.5,1.5,Road 1,x,Hole,Roads,East,2016-01-02 03:04:05,A\n', reversed)).toEqual(['2: A x']);
});

test('an unreadable row is named and the ones after it are read', async () => {
  const rows = [row('A'), 'B,too short\n', row('C', 'b\ufffdd'), row('D', 'esc\u001b'), row('E', 'a"b'), row('F')].join('');
  expect(await read(rows)).toEqual([
    '2: A x',
    '3! has 2 cells, the header has 9',
    '4! description: is not UTF-8',
    '5! description: holds the control character U+001B',
    '6! a quotation mark stands in a cell that does not begin with one',
    '7: F x',
  ]);
});

test('a quotation mark that is never closed costs one row, not the rest of the file', async () => {
  const after = Array.from({ length: 300 }, (_, i) => row(`R${i}`, i === 20 ? '"quoted, well"' : 'x'));
  const records = await read(`${row('A')}${row('B', '"open')}${after.join('')}`);
  expect(records.slice(0, 3)).toEqual(['2: A x', '3! a cell opened with a quotation mark here is never closed', '4: R0 x']);
  expect(records).toHaveLength(302);
  expect(records.at(-1)).toBe('303: R299 x');
});

test('two such marks do not swallow what stands between them', async () => {
  expect(await read(`${row('A', '"open')}${row('B')}${row('C', '"open')}${row('D')}`)).toEqual([
    '2! a cell opened with a quotation mark here is never closed',
    '3: B x',
    '4! a cell opened with a quotation mark here is never closed',
    '5: D x',
  ]);
});

test('a missing column is named', async () => {
  await expect(read('', 'case_id,district,service_name,subproject,description,address,lat')).rejects.toThrow(
    'f.csv:1 requested_at: the column is missing\nf.csv:1 lng: the column is missing',
  );
  await expect(all(recordsOf('f.csv', pieces(), () => 0))).rejects.toThrow('f.csv:1: the header line is missing');
});

describe('a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'case-file-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is read from its bytes', async () => {
    const path = join(folder, 'f.csv');
    writeFileSync(
      path,
      Buffer.concat([Buffer.from(`\ufeff${HEADER}\r\n${row('A', '路面坑洞')}`), Buffer.from([0xa4, 0xa4, 0x0a])]),
    );
    const [first, second] = await all(readCaseFile(path));
    expect([first?.line, first?.cell('description'), first?.position]).toEqual([2, '路面坑洞', 1]);
    expect([second?.line, second?.unreadable?.reason]).toEqual([3, 'has 1 cells, the header has 9']);
  });

  test.each([
    ['that is not there', join(folder, 'none.csv'), 'cannot be read (ENOENT)'],
    ['that is a folder', folder, 'is a folder'],
  ])('%s is named', async (_name, path, message) => {
    await expect(all(readCaseFile(path))).rejects.toThrow(message);
  });
});
