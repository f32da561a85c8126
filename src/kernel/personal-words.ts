/** What in a text points to a person. */
export const PERSONAL_KINDS = ['PHONE', 'EMAIL', 'NATIONAL_ID', 'PLATE'] as const;
export type PersonalKind = (typeof PERSONAL_KINDS)[number];

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

/** Between the digits of a number people put a blank, a dot, a hyphen or a bracket, and sometimes two of them. */
const GAP = String.raw`[ .\-()/]{0,2}`;
const NOT_IN_NUMBER = String.raw`(?<![0-9A-Za-z])`;
const NUMBER_ENDS = String.raw`(?![0-9])`;
/** `#123`, `轉123`, `分機 123`, `ext. 123`. */
const EXTENSION = String.raw`(?: ?(?:#|轉|分機|內線|ext\.?|x) ?[0-9]{1,6})?`;
const digits = (count: string): string => String.raw`(?:${GAP}[0-9])${count}`;
/** Taiwan's country code, the zero after it often written as well. */
const COUNTRY = String.raw`(?:\+|00)?886${GAP}(?:\(?0\)?)?`;

/**
 * Mobile numbers (09 and eight digits) and those of lines: an area code of two to four digits and a number, nine or ten digits in all
 * (通傳會 電信號碼計畫). Numbers that are the same for everybody – 1999, 110, 0800 – are nobody's.
 */
const PHONE = new RegExp(
  String.raw`${NOT_IN_NUMBER}(?:${COUNTRY}${GAP}[2-9]${digits('{7,8}')}|(?:\((?=0[0-9]{1,3}\)))?0${GAP}(?!80)[2-9]${digits('{7,8}')})${NUMBER_ENDS}${EXTENSION}`,
  'giu',
);

/** Also as people write it who fear machines: `name (at) example.com`. */
const EMAIL = /[A-Z0-9_.%+'-]{1,64}(?: ?[([{]at[)\]}] ?| at | ?@ ?)(?:[A-Z0-9-]{1,63}\.)+[A-Z]{2,}/giu;

/** 身分證統一編號, 居留證 old (two letters) and new: a letter, then 1, 2, 8, 9 or A–D, and eight digits. The numbers of cases look alike. */
const NATIONAL_ID = new RegExp(
  String.raw`${NOT_IN_NUMBER}(?![CP][0-9]{2}-[0-9]{6})[A-Z]${GAP}[1289A-D]${digits('{8}')}(?![0-9A-Za-z])`,
  'giu',
);

/** The shapes of plates (道路交通安全規則 附件一): letters and digits in two groups, one of them with a letter, parted by a hyphen. */
const PARTED_PLATE =
  /(?<![0-9A-Za-z-])(?:[A-Z]{2,3} ?- ?[0-9]{3,4}|[0-9]{3,4} ?- ?[A-Z]{2,3}|(?:[A-Z][0-9]|[0-9][A-Z]) ?- ?[0-9]{4}|[0-9]{4} ?- ?(?:[A-Z][0-9]|[0-9][A-Z]))(?![0-9A-Za-z-])/giu;
/** Without a hyphen only the present shape of seven is told from other codes. */
const WHOLE_PLATE = /(?<![0-9A-Za-z-])[A-Z]{3} ?[0-9]{4}(?![0-9A-Za-z-])/giu;
/** And any shape after words that say what it is. */
const NAMED_PLATE =
  /(?<=(?:車牌|車號|牌照|plate)[^0-9A-Za-z\n]{0,8})(?=[A-Z0-9 -]*[0-9])[A-Z0-9]{2,4}[ -]?[A-Z0-9]{2,4}(?![0-9A-Za-z-])/giu;

/** The numbers come first: a plate is not looked for in what is a telephone number. */
const PATTERNS: readonly (readonly [kind: PersonalKind, pattern: RegExp])[] = [
  ['EMAIL', EMAIL],
  ['NATIONAL_ID', NATIONAL_ID],
  ['PHONE', PHONE],
  ['PLATE', NAMED_PLATE],
  ['PLATE', PARTED_PLATE],
  ['PLATE', WHOLE_PLATE],
];

/**
 * Everything in a text that points to a person, in the order of the text and without overlaps: telephone numbers, addresses of e-mail,
 * numbers of identity cards and plates, as they are written in Taiwan, in full width and in Chinese digits too.
 *
 * Errs on the side of finding: a part number that looks like a plate is taken for one.
 */
export function personalWordsIn(text: string, offices: OfficialContacts = NO_OFFICES): PersonalWords[] {
  const plain = plainly(text);
  const found: PersonalWords[] = [];
  for (const [kind, pattern] of PATTERNS) {
    for (const { index, 0: match } of plain.text.matchAll(pattern)) {
      const words = { kind, start: plain.at[index]!, end: plain.at[index + match.length - 1]! + 1, value: valueOf(kind, match) };
      if (!found.some(({ start, end }) => words.start < end && start < words.end)) found.push(words);
    }
  }
  return found.filter((words) => !isOfficial(words, offices)).sort((one, other) => one.start - other.start);
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

function isOfficial({ kind, value }: PersonalWords, { phones, mailDomains }: OfficialContacts): boolean {
  if (kind === 'PHONE') return phones.includes(value);
  if (kind !== 'EMAIL') return false;
  const domain = value.slice(value.indexOf('@') + 1);
  return mailDomains.some((official) => domain === official || domain.endsWith(`.${official}`));
}

function valueOf(kind: PersonalKind, match: string): string {
  if (kind === 'EMAIL') return match.replace(/ ?[([{]at[)\]}] ?| at | ?@ ?/iu, '@').toLowerCase();
  if (kind !== 'PHONE') return match.replaceAll(/[^0-9A-Z]/giu, '').toUpperCase();
  const [number = ''] = match.split(/#|轉|分機|內線|ext|x/iu);
  return number.replaceAll(/\D/gu, '').replace(/^(?:00)?8860?/u, '0');
}

const CHINESE_DIGITS = new Map(Array.from('〇零一二三四五六七八九', (digit, i) => [digit, String(Math.max(i - 1, 0))] as const));
const HYPHENS = /[‐-―−─－﹣ー~～]/u;
const UNSEEN = /\p{Cf}/u;

/**
 * The text as the patterns read it, and where each of its units came from: full width as ASCII, every kind of hyphen and blank as one,
 * what cannot be seen left out, and Chinese digits as digits where seven or more stand together (一 alone is a word).
 */
function plainly(text: string): { readonly text: string; readonly at: readonly number[] } {
  const units: string[] = [];
  const at: number[] = [];
  for (let i = 0; i < text.length; i += 1) {
    const unit = text[i]!;
    if (UNSEEN.test(unit)) continue;
    units.push(plainUnit(unit));
    at.push(i);
  }
  return { text: withChineseDigits(units.join('')), at };
}

/** One unit for one: what would become several is left as it is. */
function plainUnit(unit: string): string {
  if (HYPHENS.test(unit)) return '-';
  if (unit !== '\n' && /\s/u.test(unit)) return ' ';
  const plain = unit.normalize('NFKC');
  return plain.length === 1 ? plain : unit;
}

const withChineseDigits = (text: string): string =>
  text.replaceAll(/(?:[〇零一二三四五六七八九][ -]?){7,}/gu, (run) =>
    run.replaceAll(/[^ -]/gu, (digit) => CHINESE_DIGITS.get(digit) ?? digit),
  );
