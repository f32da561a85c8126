/** What in a text points to a person. */
export const PERSONAL_KINDS = ['PHONE', 'EMAIL', 'NATIONAL_ID', 'PLATE'] as const;
export type PersonalKind = (typeof PERSONAL_KINDS)[number];

/** How something is found: by itself, and in a list after what was found so (there as the first group). */
export interface PersonalPattern {
  readonly kind: PersonalKind;
  readonly pattern: RegExp;
  readonly listed?: RegExp;
}

const either = (...patterns: readonly string[]): string => `(?:${patterns.join('|')})`;

/** Between the digits of a number people put a blank, a dot, a hyphen or a bracket, and sometimes several of them. */
export const GAP = String.raw`[ .\-()/·‧・•_*~]{0,3}`;
/** Between the groups of a number also what stands between the things of a list. */
const LIST_GAP = String.raw`[ .\-()/·‧・•_*~,、]{0,3}`;
const digits = (count: string): string => String.raw`(?:${GAP}[0-9])${count}`;
/** `電話1：`, `Tel (2)`: counts the numbers. */
const INDEX = String.raw`(?:[ (]{0,2}[0-9][.:)]{1,2} ?)?`;
/** Between the numbers of a list: `、`, ` 或 `, `, and `, `；②`, the next line. */
const LIST = String.raw`(?:[、,/;&及和與或跟 \n①-⑳]|or |and ){1,4}${INDEX}`;
/** In patterns that tell capitals from small letters. */
const anyCase = (pattern: string): string => pattern.replaceAll(/[A-Z]/gu, (letter) => `[${letter}${letter.toLowerCase()}]`);

/** The minutes of `10:02`, but `1:02-27208889` and `1:02 2720 8889` are the first of some numbers. */
const MINUTES = String.raw`(?<=[0-9]:)[0-5][0-9](?![0-9]|-(?!0)|[ .~]{1,3}[2-9][0-9]{2,3}${GAP}[0-9]{4}(?![0-9]))`;
const DATE_OF_YEAR = String.raw`[-/.][0-1]?[0-9][-/.][0-3]?[0-9](?![0-9])`;
/** `09-10~2026…` after `2026-`, `09/10 12:00`, `04-05-2026`, minutes, and the hours `09-12 13-17`. */
const NO_DATE = String.raw`(?!${either(
  String.raw`(?<=(?<![0-9])[0-9]{2,4}[-/.])[01][0-9][-/.~ ]{1,3}[0-3]?[0-9](?![0-9])`,
  String.raw`(?<=(?<![0-9])[0-9]{2,4}[-/.][01]?[0-9][-/.])[0-3][0-9](?![0-9])`,
  '0[1-9]/[0-3]?[0-9](?![0-9])',
  String.raw`0[0-9][-.][0-3][0-9][-.](?:19|20)[0-9]{2}(?![0-9])`,
  MINUTES,
  '0[0-9][-~][0-2][0-9] [0-2][0-9][-~][0-2][0-9](?![0-9])',
)})`;
/** `0.0912345678` is a measure and `24.091234, 121…` a place; `1.0912345678` is the first of some numbers. */
const NO_DECIMALS = String.raw`(?!(?<=(?<![0-9])(?:0|[0-9]{2,})\.)[0-9]{5,})`;
const NO_CASE = String.raw`(?<![CP][0-9]{2}[-~](?:[0-9]{6}[-~])?)`;
const FILE_LABEL = '(?:契約編號|案號|文號)[: ]{0,2}';
/**
 * `字第0970803024號`, `統一編號03795904`, `契約編號 04-1131-0023`: what stands right before says that it is no telephone. A mobile number in
 * its own groups, or after a year, is one all the same.
 */
const NO_FILE_NUMBER = String.raw`(?!${either(
  '(?<=字第 ?)[0-9]{9,12}(?![0-9])',
  '(?<=(?:統一編號|統編)[: ]{0,2})[0-9]{8}(?![0-9])',
  String.raw`(?<=${FILE_LABEL})(?!09[0-9]{2}[ .-][0-9]{3}[ .-][0-9]{3}(?![0-9]))[0-9]`,
  String.raw`(?<=${FILE_LABEL}[0-9][0-9-]{0,11})(?!09)[0-9]`,
)})`;
/** Letters stick to a mobile number (`LINE0912345678`); what digits and letters are mixed in is some other code. */
const AFTER_WORDS = String.raw`(?<![0-9])(?<![0-9][A-Z]{1,20})`;
const NOT_IN_CODE = either(String.raw`(?<![0-9A-Z])`, String.raw`(?<=(?<![A-Z])(?:tel|fax|phone|mobile))`);
const NUMBER_ENDS = String.raw`(?!:?[0-9])`;
/** `#123`, `轉123`, `分機 123`, `ext. 123`; no other number that one is told to call after it. */
const EXTENSION = String.raw`(?: ?(?:#|轉|分機|內線|ext\.?|x) ?(?!0[2-9]${digits('{7}')})[0-9]{1,6}(?![0-9]))?`;
/** Taiwan's country code, the zero after it often written as well. */
const COUNTRY = String.raw`(?:\+|00)?886${GAP}(?:\(?0\)?)?${GAP}`;

/** 09 and eight digits. */
const MOBILE = either(String.raw`09${LIST_GAP}[0-9]{2}${LIST_GAP}[0-9]{3}${LIST_GAP}[0-9]{3}`, `0${GAP}9${digits('{8}')}`);
/** An area code and a number, in as many digits as the area has; a digit more or less is somebody's mistake. */
const LINE = either(
  String.raw`(?=02|04[239]|04${GAP}[23])0[24]${digits('{8}')}${NUMBER_ENDS}`,
  String.raw`0[3-8]${digits('{7}')}${NUMBER_ENDS}`,
  String.raw`0[2-8][0-9]{0,2}\)?${LIST_GAP}[2-9][0-9]{2,3}${LIST_GAP}[0-9]{3,4}${NUMBER_ENDS}`,
  String.raw`0${GAP}(?!80)[2-9]${digits('{7,8}')}`,
);
const NET = `0${GAP}7${GAP}0${digits('{8}')}`;

/**
 * Mobile numbers, those of lines and of the Internet (070), nine to eleven digits in all (通傳會 電信號碼計畫), alone or after Taiwan's
 * country code. Numbers that are the same for everybody – 1999, 110, 0800 – are nobody's.
 */
const WHOLE_PHONE =
  NO_CASE +
  NO_FILE_NUMBER +
  NO_DATE +
  NO_DECIMALS +
  either(
    `${AFTER_WORDS}${either(String.raw`${COUNTRY}[2-9]${digits('{7,9}')}`, MOBILE)}`,
    String.raw`${NOT_IN_CODE}(?:\((?=0[0-9]{1,3}\)))?${either(NET, `(?!0${GAP}80)${LINE}`)}`,
  ) +
  NUMBER_ENDS +
  EXTENSION;
const PHONE = new RegExp(WHOLE_PHONE, 'giu');

/** Seven or eight digits, or a mobile number without its zero: not the day, the hours or the place of a call, nor its price. */
const LOCAL_PHONE =
  NO_FILE_NUMBER +
  String.raw`(?!(?:19|20)[0-9]{2}(?:${DATE_OF_YEAR}|[01][0-9][0-3][0-9](?![0-9]))|[0-9]{1,3}\.[0-9]{4,})` +
  either(
    `9[0-9]{2}${GAP}[0-9]{3}${GAP}[0-9]{3}`,
    `[2-9][0-9]{2,3}${GAP}[0-9]{4}`,
    `[2-9][0-9]{2,3}${GAP}[0-9]{2}${GAP}[0-9]{2}`,
  ) +
  String.raw`${NUMBER_ENDS}(?! ?元)${EXTENSION}`;
const PHONE_LABEL =
  '(?:電話|市話|手機|傳真|專線|聯絡|連絡|來電|致電|撥打|(?<![A-Z])(?:tel|fax)|phone|mobile)(?: ?(?:no|number))?';
const ANY_PHONE = either(WHOLE_PHONE, LOCAL_PHONE);
/** Such numbers are told from others by a word for what they are; the whole ones are there for the lists that they begin. */
const NAMED_PHONE = new RegExp(String.raw`(?<=${PHONE_LABEL}${INDEX}[^0-9A-Z\n。,;$時]{0,6})${ANY_PHONE}`, 'giu');
const LISTED_PHONE = new RegExp(`${LIST}(${ANY_PHONE})`, 'iuy');

/** Also as people write it who fear machines: `name (at) example.com`, `name小老鼠example.com`; not `the map at maps.example.com`. */
export const AT = / ?[([{](?:at|小老鼠)[)\]}] ?| at (?!(?:www|maps?)\.)| ?@ ?| ?小老鼠 ?/iu;
export const DOT = / ?[([{]dot[)\]}] ?| dot |\./iu;
const EMAIL = new RegExp(String.raw`[A-Z0-9_.%+'-]{1,64}(?:${AT.source})(?:[A-Z0-9-]{1,63}(?:${DOT.source}))+[A-Z]{2,}`, 'giu');

/**
 * 身分證統一編號, 居留證 old (two letters) and new: a letter, then 1, 2, 8, 9 or A–D, and eight digits. The numbers of cases look alike,
 * and so do a floor and a day: `B1 2026-11-20`.
 */
const NATIONAL_ID = new RegExp(
  either(String.raw`(?<![0-9A-Z])`, String.raw`(?<=(?<![0-9])(?:id|no|arc|number))`) +
    String.raw`(?![CP][0-9]{2}[-~][0-9]{6}|[A-Z][1289] (?:19|20)[0-9]{2}${DATE_OF_YEAR})` +
    String.raw`[A-Z]${GAP}[1289A-D]${digits('{8}')}(?![0-9A-Z])`,
  'giu',
);

const PLATE_BEGINS = '(?<![0-9A-Za-z]-?)';
const PLATE_ENDS = '(?!-?[0-9A-Za-z])';
const PARTED = ' ?[-~] ?';
/** `1999 – we answer`: a dash between blanks mostly parts words. */
const CLOSELY_PARTED = '(?: ?[-~]|[-~] )';
const WIDELY_PARTED = ' [-~] ';
const TWO_MIXED = '(?:[A-Z][0-9]|[0-9][A-Z])';
const THREE_MIXED = '(?:[A-Z]{2}[0-9]|[A-Z][0-9][A-Z]|[0-9][A-Z]{2})';
/** The two groups, either of them first. */
const groups = (one: string, by: string, other: string): string => either(`${one}${by}${other}`, `${other}${by}${one}`);
const shapes = (by: string): string =>
  either(groups('[A-Z]{2,3}', by, '[0-9]{3,4}'), groups(TWO_MIXED, by, '[0-9]{4}'), groups(THREE_MIXED, by, '[0-9]{3}'));
/** `Nov 2026`, `5G-2024`, `No1-234`, `B1F-101`, `NTD 6000`, `TEL 1999`, `CNS 8755`, `ISO-9001`: a plate all the same after a word for it. */
const NO_PLATE = anyCase(
  String.raw`(?!${either(
    '(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[ ~-]{0,3}(?:19|20)[0-9]{2}',
    `[2-6]G${PARTED}20[0-9]{2}`,
    'NO[0-9]',
    'B[0-9]F',
    '(?:NTD|TWD|USD|TEL|FAX|CNS|ISO) ?[0-9]',
    'ISO-[0-9]',
  )})`,
);

/**
 * The shapes of plates (道路交通安全規則 附件一): letters and digits in two groups, one of them with a letter, parted by a hyphen. Two
 * characters with two or three digits (`F2-223`), and a letter among three (`F22-233`), are also what floors, models and poles are
 * called: these count only after words that say what they are.
 */
const PARTED_PLATE = new RegExp(PLATE_BEGINS + NO_PLATE + shapes(CLOSELY_PARTED) + PLATE_ENDS, 'giu');
const WIDE_PLATE = new RegExp(PLATE_BEGINS + NO_PLATE + shapes(WIDELY_PARTED) + PLATE_ENDS, 'gu');
/** Without a hyphen only the present shape of seven is told from other codes; parted by a blank only in capitals (`the 1999 line`). */
const WHOLE_PLATE = new RegExp(`${PLATE_BEGINS}${NO_PLATE}(?:[A-Za-z]{3}[0-9]{4}|[A-Z]{3} [0-9]{4})${PLATE_ENDS}`, 'gu');

const PLATE_LABEL = `(?:車牌|車號|牌照|plate(?: ?(?:no|number))?)${INDEX}`;
/** Of the characters of one plate, which are eleven at most with what parts them. */
const HAS_DIGIT = `(?=[A-Za-z]{0,4}(?:${PARTED}| )?[A-Za-z]{0,4}[0-9])`;
const HAS_LETTER = `(?=[0-9]{0,4}(?:${PARTED}| )?[0-9]{0,4}[A-Za-z])`;
/** Any shape after words that say what it is; on the line after them not digits alone, nor two words, which may be anything. */
const NAMED_PLATE = new RegExp(
  HAS_DIGIT +
    either(
      String.raw`(?<=${PLATE_LABEL}[^0-9A-Z\n]{0,8})[A-Z0-9]{2,4}(?:${PARTED}| )?[A-Z0-9]{2,4}`,
      String.raw`(?<=${PLATE_LABEL}[^0-9A-Z\n]{0,3}\n[^0-9A-Z]{0,4})${NO_PLATE}${HAS_LETTER}[A-Z0-9]{2,4}${CLOSELY_PARTED}?[A-Z0-9]{2,4}`,
    ) +
    PLATE_ENDS,
  'giu',
);
/** A list may end and a sentence go on: `ABC-1234, in 2026`. */
const LISTED_PLATE = new RegExp(
  `${LIST}(${NO_PLATE}${HAS_DIGIT}${HAS_LETTER}${either(
    `[A-Za-z0-9]{2,4}${CLOSELY_PARTED}[A-Za-z0-9]{2,4}`,
    shapes('(?: [-~] | )'),
    '[A-Za-z]{2,3}[0-9]{3,4}',
    '[0-9]{3,4}[A-Z]{2,3}',
  )}${PLATE_ENDS})`,
  'uy',
);

/** The numbers come first: a plate is not looked for in what is a telephone number. */
export const PERSONAL_PATTERNS: readonly PersonalPattern[] = [
  { kind: 'EMAIL', pattern: EMAIL },
  { kind: 'NATIONAL_ID', pattern: NATIONAL_ID },
  { kind: 'PHONE', pattern: PHONE },
  { kind: 'PLATE', pattern: NAMED_PLATE, listed: LISTED_PLATE },
  { kind: 'PLATE', pattern: PARTED_PLATE },
  { kind: 'PLATE', pattern: WIDE_PLATE },
  { kind: 'PLATE', pattern: WHOLE_PLATE },
  { kind: 'PHONE', pattern: NAMED_PHONE, listed: LISTED_PHONE },
];
