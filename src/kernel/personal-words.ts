import { AT, DOT, PERSONAL_KINDS, PERSONAL_PATTERNS, type PersonalKind, type PersonalPattern } from './personal-patterns.ts';
import { plainReadingsOf, type PlainReading } from './plain-reading.ts';

export { PERSONAL_KINDS, type PersonalKind };

/** A piece of a text that points to a person; `start` and `end` count UTF-16 units of the text as it was given. */
export interface PersonalWords {
  readonly kind: PersonalKind;
  readonly start: number;
  readonly end: number;
  /** Written in one way: ASCII, no blanks or hyphens, letters of numbers in capitals and those of addresses small. */
  readonly value: string;
}

/**
 * What may be read by everybody although it looks like somebody's: the numbers and addresses of offices. A part of the city pack:
 * `officialContacts` in city.json.
 */
export abstract class OfficialContacts {
  /** Telephone numbers, digits only; an extension after them is the office's too. */
  abstract readonly phones: readonly string[];
  /** Domains of e-mail in small letters; those below them as well. */
  abstract readonly mailDomains: readonly string[];
}

export const NO_OFFICES: OfficialContacts = { phones: [], mailDomains: [] };

/** What stands in the place of what was taken out. */
const MARK: Readonly<Record<PersonalKind, string>> = {
  PHONE: '〔電話〕',
  EMAIL: '〔電子郵件〕',
  NATIONAL_ID: '〔證號〕',
  PLATE: '〔車號〕',
};

/**
 * Everything in a text that points to a person, in the order of the text and without overlaps: telephone numbers, addresses of e-mail,
 * numbers of identity cards and plates, as they are written in Taiwan, in full width and in Chinese digits too.
 *
 * Errs on the side of finding: a part number that looks like a plate is taken for one.
 */
export function personalWordsIn(text: string, offices: OfficialContacts = NO_OFFICES): PersonalWords[] {
  const found = plainReadingsOf(text).map(wordsOf).reduce(united);
  return found.filter((words) => !isOfficial(words, offices));
}

/** A text as everybody may read it: what points to a person is replaced by a word for its kind. */
export function withoutPersonalWords(text: string, offices: OfficialContacts = NO_OFFICES): string {
  let shown = '';
  let from = 0;
  for (const { kind, start, end } of personalWordsIn(text, offices)) {
    shown += text.slice(from, start) + MARK[kind];
    from = end;
  }
  return shown + text.slice(from);
}

/** What one reading shows: of two patterns that find the same the earlier has it. */
function wordsOf({ text, at }: PlainReading): PersonalWords[] {
  let found: PersonalWords[] = [];
  for (const pattern of PERSONAL_PATTERNS) {
    const { kind } = pattern;
    const more = piecesOf(text, pattern).map(({ start, piece }) => ({
      kind,
      start: at[start]!,
      end: at[start + piece.length - 1]! + 1,
      value: valueOf(kind, piece),
    }));
    found = joined(found, more);
  }
  return found;
}

interface Piece {
  readonly start: number;
  readonly piece: string;
}

/** In the order of the text. Where the pattern has matched it goes on with its list, then looks for the next match. */
function piecesOf(text: string, { pattern, listed }: PersonalPattern): Piece[] {
  const pieces: Piece[] = [];
  let match = matchAt(pattern, text, 0);
  while (match !== null) {
    const piece = match[1] ?? match[0]; // of a list only what stands after the comma
    const end = match.index + match[0].length;
    pieces.push({ start: end - piece.length, piece });
    match = matchAt(listed, text, end) ?? matchAt(pattern, text, end);
  }
  return pieces;
}

function matchAt(pattern: RegExp | undefined, text: string, index: number): RegExpExecArray | null {
  if (pattern === undefined) return null;
  pattern.lastIndex = index;
  return pattern.exec(text);
}

/** Both in the order of the text; of the second only what overlaps with nothing of the first. Reads each once, however long they are. */
function joined(first: readonly PersonalWords[], second: readonly PersonalWords[]): PersonalWords[] {
  const all: PersonalWords[] = [];
  let next = 0;
  for (const words of second) {
    for (; next < first.length && first[next]!.end <= words.start; next += 1) all.push(first[next]!);
    if (next === first.length || words.end <= first[next]!.start) all.push(words);
  }
  return [...all, ...first.slice(next)];
}

/** What two readings show: where they overlap, one piece as long as both, by the name of the one that begins earlier or was read first. */
function united(first: readonly PersonalWords[], second: readonly PersonalWords[]): PersonalWords[] {
  const all: PersonalWords[] = [];
  for (const words of [...first, ...second].sort((one, other) => one.start - other.start)) {
    const last = all.at(-1);
    if (last === undefined || last.end <= words.start) all.push(words);
    else all[all.length - 1] = { ...last, end: Math.max(last.end, words.end) };
  }
  return all;
}

function isOfficial({ kind, value }: PersonalWords, { phones, mailDomains }: OfficialContacts): boolean {
  if (kind === 'PHONE') return phones.some((phone) => (value.startsWith('0') ? phone === value : phone.endsWith(value)));
  if (kind !== 'EMAIL') return false;
  const domain = value.slice(value.indexOf('@') + 1);
  return mailDomains.some((official) => domain === official || domain.endsWith(`.${official}`));
}

function valueOf(kind: PersonalKind, match: string): string {
  if (kind === 'EMAIL') return match.replace(AT, '@').replaceAll(new RegExp(DOT, 'giu'), '.').toLowerCase();
  if (kind !== 'PHONE') return match.replaceAll(/[^0-9A-Z]/giu, '').toUpperCase();
  const [number = ''] = match.split(/#|轉|分機|內線|ext|x/iu);
  return number.replaceAll(/\D/gu, '').replace(/^(?:00)?8860?|^(?=9[0-9]{8}$)/u, '0');
}
