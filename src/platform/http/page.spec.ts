import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { BadPageCursor } from './http-errors.ts';
import { decodeCursor, DEFAULT_PAGE, encodeCursor, LARGEST_PAGE, pageOfList, PageQuery, toPage } from './page.ts';

const query = (sent: object): PageQuery => plainToInstance(PageQuery, sent);
const wrongFields = (sent: object): string[] => validateSync(query(sent)).map(({ property }) => property);

describe('the query of a list', () => {
  test('asks for the default page, uncounted, when it says nothing', () => {
    expect(query({})).toMatchObject({ limit: DEFAULT_PAGE, count: false });
    expect(wrongFields({})).toEqual([]);
  });

  test('comes as text', () => {
    expect(query({ limit: '7', count: 'true' })).toMatchObject({ limit: 7, count: true });
    expect(wrongFields({ limit: String(LARGEST_PAGE) })).toEqual([]);
  });

  test.each(['0', '-1', String(LARGEST_PAGE + 1), '1.5', 'x', ''])('with limit=%s is refused', (limit) => {
    expect(wrongFields({ limit })).toEqual(['limit']);
  });
});

describe('a cursor', () => {
  test('comes back as it went out, whatever the values', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (values) => {
        const cursor = encodeCursor(values);
        expect(cursor).toMatch(/^[\w-]*$/); // stands in an address as it is
        expect(decodeCursor(cursor, values.length)).toEqual(values);
      }),
    );
  });

  test.each([
    ['nothing', ''],
    ['no JSON', Buffer.from('[').toString('base64url')],
    ['no list', Buffer.from('{"length":1}').toString('base64url')],
    ['something other than text', Buffer.from('[1]').toString('base64url')],
    ['too many values', encodeCursor(['a', 'b'])],
    ['too few values', encodeCursor([])],
  ])('that holds %s is refused', (_, cursor) => {
    expect(() => decodeCursor(cursor, 1)).toThrow(BadPageCursor);
  });

  test('of anybody’s making is read or refused', () => {
    fc.assert(
      fc.property(fc.string(), (cursor) => {
        try {
          expect(decodeCursor(cursor, 1)).toHaveLength(1);
        } catch (error) {
          expect(error).toBeInstanceOf(BadPageCursor);
        }
      }),
    );
  });
});

describe('a page', () => {
  const cut = (rows: string[], limit: number): unknown =>
    toPage(
      rows,
      limit,
      (row) => [row],
      (row) => row.toUpperCase(),
    );

  test('shows one row less than was read, and points behind the last one it shows', () => {
    expect(cut(['a', 'b', 'c'], 2)).toEqual({ items: ['A', 'B'], nextCursor: encodeCursor(['b']) });
  });

  test.each([[['a', 'b']], [['a']], [[]]])('of all that is left (%j) points nowhere', (rows) => {
    expect(cut(rows, 2)).toEqual({ items: rows.map((row) => row.toUpperCase()), nextCursor: null });
  });
});

describe('pages of a list in memory', () => {
  const codes = fc.uniqueArray(fc.string(), { maxLength: 30 });

  test('one after the other hold every entry once, in the order of the codes', () => {
    fc.assert(
      fc.property(
        codes.map((names) => names.filter((name) => name !== '')),
        fc.integer({ min: 1, max: 7 }),
        (names, limit) => {
          const list = names.map((code) => ({ code }));
          const seen: string[] = [];
          for (let cursor: string | null = ''; cursor !== null;) {
            const page: { items: string[]; nextCursor: string | null } = pageOfList(
              list,
              { limit, count: false, ...(cursor !== '' && { cursor }) },
              ({ code }) => code,
            );
            expect(page.items.length).toBeLessThanOrEqual(limit);
            seen.push(...page.items);
            cursor = page.nextCursor;
          }
          expect(seen).toEqual([...names].sort());
        },
      ),
    );
  });

  test('tell the number of all entries when they are asked to', () => {
    const list = [{ code: 'a' }, { code: 'b' }];
    expect(pageOfList(list, { limit: 1, count: true }, ({ code }) => code)).toMatchObject({ items: ['a'], total: 2 });
    expect(pageOfList(list, { limit: 1, count: false }, ({ code }) => code)).not.toHaveProperty('total');
  });
});
