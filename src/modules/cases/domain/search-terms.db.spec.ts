import fc from 'fast-check';
import pg from 'pg';
import { createTestDatabase } from '../../../../test/support/test-database.ts';
import { toSearchQuery, toSearchVector } from './search-terms.ts';

let client: pg.Client;
let drop: () => Promise<void>;

beforeAll(async () => {
  const copy = await createTestDatabase();
  client = new pg.Client({ connectionString: copy.url });
  await client.connect();
  drop = async () => {
    await client.end();
    await copy.drop();
  };
});

afterAll(() => drop());

/** Whether PostgreSQL finds a text with a query. */
async function finds(query: string, text: string): Promise<boolean> {
  const terms = toSearchQuery(query);
  if (terms === null) return false;
  const { rows } = await client.query<{ found: boolean }>('SELECT $1::tsvector @@ $2::tsquery AS found', [
    toSearchVector(text),
    terms,
  ]);
  return rows[0]!.found;
}

/** Chinese, letters, digits and what separates them; a few characters, so that they come again. */
const characters = fc.constantFrom(...'中 正 路 燈 壢 亮 〇 𠮷 ㄅ ー a B 9 １'.split(' '), ' ', ',', "'", '\\', '-', '\n');
const texts = fc.string({ unit: characters, maxLength: 30 });

test('every part of a text that begins where a word begins finds it', async () => {
  await fc.assert(
    fc.asyncProperty(texts, fc.nat(30), fc.nat(30), async (text, from, length) => {
      const points = [...text];
      const isInside = (at: number): boolean =>
        [points[at - 1], points[at]].every((point) => /[a-z0-9]/i.test((point ?? ' ').normalize('NFKC')));
      fc.pre(!isInside(from)); // the end of a word of letters finds nothing
      const part = points.slice(from, from + length).join('');
      fc.pre(toSearchQuery(part) !== null);
      expect(await finds(part, text)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test.each([
  ['路正', '中正路'],
  ['中路', '中正路'],
  ['中正路燈', '中正路 路燈'],
  ['亮', '路燈'],
  ['ab', 'b a'],
  ['100', '2100'],
])('%s is not found in %s', async (query, text) => {
  expect(await finds(query, text)).toBe(false);
});

test.each([
  ['one character six hundred times', '路'.repeat(600), '路路'],
  ['a word of ten thousand letters', `${'x'.repeat(10_000)} 路燈`, 'x'.repeat(10_000)],
  ['half a character', '路燈\ud83d不亮', '不亮'],
  ['twenty thousand words', Array.from({ length: 20_000 }, (_, i) => `w${i}`).join(' '), 'w19999'],
])('%s can be kept and found', async (_, text, query) => {
  expect(await finds(query, text)).toBe(true);
});

test('no query breaks the search', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), texts, async (query, text) => {
      await finds(query, text);
    }),
    { numRuns: 200 },
  );
});
