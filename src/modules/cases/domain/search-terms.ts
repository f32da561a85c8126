/**
 * Runs of letters and digits, apart where scripts touch: `a路燈` is `a` and `路燈`. The first group holds the runs of scripts that are
 * written without blanks – Chinese, the rare characters too, Japanese syllables, phonetic symbols –, the second all others.
 */
const RUN =
  /((?:(?=[\p{L}\p{N}])[\p{Script=Han}\u3040-\u30ff\u3105-\u312f])+)|((?:(?![\p{Script=Han}\u3040-\u30ff\u3105-\u312f])[\p{L}\p{N}])+)/gu;

/** Code points of a word that are kept, in the text and in the query alike: PostgreSQL takes no longer ones than 2046 bytes. */
const LONGEST_WORD = 100;

/** PostgreSQL keeps positions up to this one. */
const LAST_POSITION = 16_383;

interface Run {
  /** The characters of a text without blanks. */
  readonly characters: readonly string[] | null;
  readonly word: string;
  /** Counted from 1. */
  readonly position: number;
}

function runsOf(text: string): Run[] {
  const runs: Run[] = [];
  for (const { 0: run, 1: cjk, index } of text.normalize('NFKC').toLowerCase().matchAll(RUN)) {
    runs.push({ characters: cjk === undefined ? null : [...cjk], word: run, position: index + 1 });
  }
  return runs;
}

const quote = (lexeme: string): string => `'${lexeme}'`; // of letters and digits

const kept = (word: string): string => (word.length <= LONGEST_WORD ? word : [...word].slice(0, LONGEST_WORD).join(''));

/** The pairs of neighbouring characters; the last single one closes the run, so that one-character queries find it by prefix. */
const bigrams = (characters: readonly string[]): string[] => characters.map((first, i) => first + (characters[i + 1] ?? ''));

/**
 * A `tsvector` literal of a text: words of alphabets as they are, Chinese as pairs of characters with their positions. Independent of
 * the server's locale and of any dictionary, which cut Chinese wrongly.
 */
export function toSearchVector(text: string): string {
  const lexemes: string[] = [];
  for (const { characters, word, position } of runsOf(text)) {
    const terms = characters === null ? [kept(word)] : bigrams(characters);
    for (const [i, term] of terms.entries()) lexemes.push(`${quote(term)}:${Math.min(position + i, LAST_POSITION)}`);
  }
  return lexemes.join(' ');
}

/** A `tsquery` literal that finds the texts in which every word of the query occurs, or null when the query holds no word. */
export function toSearchQuery(query: string): string | null {
  const runs = runsOf(query);
  if (runs.length === 0) return null;
  return runs.map(({ characters, word }) => (characters === null ? `${quote(kept(word))}:*` : phraseOf(characters))).join(' & ');
}

function phraseOf(characters: readonly string[]): string {
  if (characters.length === 1) return `${quote(characters[0]!)}:*`;
  return `(${bigrams(characters).slice(0, -1).map(quote).join(' <-> ')})`;
}
