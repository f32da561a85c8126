import { toSearchQuery, toSearchVector } from './search-terms.ts';

describe('a text is found', () => {
  test.each([
    ['Chinese by its pairs of characters, the last one alone', '中正路', "'中正':1 '正路':2 '路':3"],
    ['words of alphabets as they are, in small letters', 'YouBike Station', "'youbike':1 'station':9"],
    ['wide letters and digits as narrow ones', 'ＡＢ１００號', "'ab100':1 '號':6"],
    ['scripts apart where they touch', 'A路燈', "'a':1 '路燈':2 '燈':3"],
    ['nothing of a text without a word', ' ,.!—', ''],
    ['no quotation mark of the text', "it's \\'", "'it':1 's':4"],
  ])('%s', (_, text, vector) => {
    expect(toSearchVector(text)).toBe(vector);
  });
});

describe('a query looks', () => {
  test.each([
    ['for Chinese as neighbouring pairs', '中正路', "('中正' <-> '正路')"],
    ['for two characters as one pair', '路燈', "('路燈')"],
    ['for one character at the beginning of pairs', '燈', "'燈':*"],
    ['for words by their beginning', 'YouB', "'youb':*"],
    ['for all words together', '路燈 ab12', "('路燈') & 'ab12':*"],
  ])('%s', (_, query, terms) => {
    expect(toSearchQuery(query)).toBe(terms);
  });

  test.each(['', '  ', '!!', "'", '\\', ':*', '()'])('for nothing when it holds no word: %j', (query) => {
    expect(toSearchQuery(query)).toBeNull();
  });
});

test('words too long for the database are cut alike in the text and in the query', () => {
  const word = 'x'.repeat(150);
  expect(toSearchVector(word)).toBe(`'${'x'.repeat(100)}':1`);
  expect(toSearchQuery(word)).toBe(`'${'x'.repeat(100)}':*`);
});
