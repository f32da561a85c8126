/** Letters of scripts that are written without blanks: Chinese, the rare characters too, Japanese syllables, phonetic symbols. */
const CJK = /[\p{Script=Han}\u3040-\u30ff\u3105-\u312f]/u;
const WORD = /[\p{L}\p{N}]+/gu;

/** Code points of a word that are kept, in the text and in the query alike: PostgreSQL takes no longer ones than 2046 bytes. */
const LONGEST_WORD = 100;

/** PostgreSQL keeps positions up to this one. */
const LAST_POSITION = 16_383;

interface Word {
  readonly text: string;
  readonly at: number;
}

const wordsOf = (text: string): Word[] =>
  [...text.normalize('NFKC').toLowerCase().matchAll(WORD)].flatMap((match) => splitScripts(match[0], match.index));

/** `a路燈` is the word `a` and the run `路燈`. */
function splitScripts(text: string, at: number): Word[] {
  const words: { text: string; at: number }[] = [];
  for (const [i, character] of [...text].entries()) {
    const last = words.at(-1);
    if (last && CJK.test(last.text) === CJK.test(character)) last.text += character;
    else words.push({ text: character, at: at + i });
  }
  return words;
}

const quote = (lexeme: string): string => `'${lexeme.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;

const kept = (word: string): string => [...word].slice(0, LONGEST_WORD).join('');

/** The pairs of neighbouring characters; the last single one closes the run, so that one-character queries find it by prefix. */
const bigrams = (run: string): string[] => [...run].map((_, i, characters) => characters.slice(i, i + 2).join(''));

/**
 * A `tsvector` literal of a text: words of alphabets as they are, Chinese as pairs of characters with their positions. Independent of
 * the server's locale and of any dictionary, which cut Chinese wrongly.
 */
export function toSearchVector(text: string): string {
  const lexemes = wordsOf(text).flatMap(({ text: word, at }) =>
    CJK.test(word) ? bigrams(word).map((pair, i) => ({ lexeme: pair, at: at + i })) : [{ lexeme: kept(word), at }],
  );
  return lexemes.map(({ lexeme, at }) => `${quote(lexeme)}:${Math.min(at + 1, LAST_POSITION)}`).join(' ');
}

/** A `tsquery` literal that finds the texts in which every word of the query occurs, or null when the query holds no word. */
export function toSearchQuery(query: string): string | null {
  const words = wordsOf(query);
  if (words.length === 0) return null;
  return words.map(({ text }) => (CJK.test(text) ? chineseQuery(text) : `${quote(kept(text))}:*`)).join(' & ');
}

function chineseQuery(run: string): string {
  const pairs = bigrams(run);
  if (pairs.length === 1) return `${quote(run)}:*`;
  return `(${pairs.slice(0, -1).map(quote).join(' <-> ')})`;
}
