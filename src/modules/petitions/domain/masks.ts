import type { Petitioner } from './petition.ts';
import { readTelephone } from './telephone.ts';

/*
 * What those who work on a case see of a petitioner: enough to recognise somebody on the telephone or at the door, not enough to find
 * them. Each rule reads whatever was typed, for nothing is refused at intake for its form.
 */

const CIRCLE = '○';
const STARS = '***';

/** 複姓, and the double surnames (雙姓) that are common in Taiwan: one surname, although two characters. */
const COMPOUND_SURNAMES = new Set(
  '歐陽 司馬 諸葛 上官 司徒 夏侯 皇甫 尉遲 公孫 令狐 慕容 長孫 宇文 鍾離 端木 東方 南宮 東郭 百里 呼延 軒轅 申屠 淳于 單于 澹臺 公冶 太史 范姜 張簡 張廖'.split(
    ' ',
  ),
);

/** Longer names are as long as short ones: how long a name is tells whose it is. */
const MOST_CIRCLES = 2;
const MOST_WORDS = 4;

/** `王○○`, `歐陽○○`, `J○○ S○○`. */
function maskName(name: string): string {
  const words = name
    .normalize('NFKC')
    .split(/[\s,.·・‧•;:()[\]/&-]+/u)
    .filter((word) => word !== '');
  if (words.length === 0) return CIRCLE;
  const [first] = words as [string];
  if (/^\p{Script=Han}/u.test(first)) return maskHan(first, words.length > 1);
  return words.slice(0, MOST_WORDS).map(maskWord).join(' ');
}

function maskHan(word: string, goesOn: boolean): string {
  const characters = Array.from(word);
  const isCompound = characters.length > 2 && COMPOUND_SURNAMES.has(characters.slice(0, 2).join(''));
  const surname = characters.slice(0, isCompound ? 2 : 1).join('');
  const rest = characters.length - (isCompound ? 2 : 1) + (goesOn ? 1 : 0);
  return rest === 0 ? CIRCLE : surname + CIRCLE.repeat(Math.min(rest, MOST_CIRCLES));
}

/** A word of one letter would be shown whole. */
function maskWord(word: string): string {
  const [initial = '', ...rest] = Array.from(word);
  return rest.length === 0 ? CIRCLE : initial + CIRCLE.repeat(MOST_CIRCLES);
}

/** Digits that are always hidden; at the end, and at the beginning, those are shown by which somebody is recognised. */
const HIDDEN_DIGITS = 3;
const FEWEST_DIGITS = 7;
const LONG_NUMBER = 8;
const HEAD = 4;

/** `0912***678`; of an extension it is shown that there is one. */
function maskPhone(phone: string): string {
  const { digits, isAbroad, hasExtension } = readTelephone(phone);
  const shown = digits.length < FEWEST_DIGITS ? STARS : `${isAbroad ? '+' : ''}${maskDigits(digits)}`;
  return hasExtension ? `${shown}#${STARS}` : shown;
}

function maskDigits(digits: string): string {
  const tail = digits.length < LONG_NUMBER ? 2 : 3;
  const head = Math.min(HEAD, digits.length - tail - HIDDEN_DIGITS);
  return digits.slice(0, head) + STARS + digits.slice(-tail);
}

/** `w***@example.tw`: the first letter, unless it is all there is. */
function maskEmail(email: string): string {
  const text = email.normalize('NFKC').trim();
  const at = text.lastIndexOf('@');
  if (at < 1 || at === text.length - 1) return STARS;
  const [initial = '', ...rest] = Array.from(text.slice(0, at));
  return `${rest.length === 0 ? '' : initial}${STARS}${text.slice(at)}`;
}

/** Postcodes, the country and the county, if they are written; then the district, with 平鎮區 no 平鎮. */
const TO_DISTRICT =
  /^[\d\s-]*(?:台灣|臺灣|中華民國)?[省\s]*(?<county>\p{Script=Han}{2}[市縣])?(?<district>\p{Script=Han}{1,3}?區|\p{Script=Han}{1,3}?[鄉鎮市])?/u;
/** Past the village (里) and the neighbourhood (鄰), which say more than a road does. */
const TO_ROAD =
  /^(?:\p{Script=Han}{1,4}?[里村])?(?:[\d一二三四五六七八九十]+鄰)?(?<road>\p{Script=Han}{1,7}?(?:大道|路|街)(?:[\d一二三四五六七八九十]{1,2}段)?)/u;

/** County, district, road and `***`: no lane, number, floor, village or neighbourhood. What is no more than that is shown whole. */
function maskAddress(address: string): string {
  const text = address.normalize('NFKC').trim();
  if (!/\p{Script=Han}/u.test(text)) return maskLatinAddress(text);
  const compact = text.replaceAll(/\s/g, '');
  const [whole, { county = '', district = '' }] = matchOf(TO_DISTRICT, compact);
  const [, { road = '' }] = matchOf(TO_ROAD, compact.slice(whole.length));
  const shown = county + district + road;
  return shown === compact ? text : shown + STARS;
}

const PLACE_WORD =
  /\b(?:rd|road|st|street|ave|avenue|blvd|boulevard|dist|district|township|city|county|taiwan|r\.?o\.?c)\b\.?$/iu;

/** The parts between commas that name a road or a place and hold no number, and `***` for the others. */
function maskLatinAddress(text: string): string {
  const parts = text.split(/[,;\n]/).map((part) => part.trim());
  const places = parts.filter((part) => PLACE_WORD.test(part) && !/\d/.test(part));
  return places.length === parts.length ? text : [...places, STARS].join(', ');
}

function matchOf(pattern: RegExp, text: string): [string, Readonly<Record<string, string | undefined>>] {
  const match = pattern.exec(text);
  return [match?.[0] ?? '', match?.groups ?? {}];
}

/** Circles and stars; a single star may be meant. */
const CIRCLES_OR_STARS = /[○◯◎●]|\*{2}/u;

/** What else stands for what is hidden: `王O明` in a name, `0912XXX678` in a number. In an address of paper 一〇〇號 is a number. */
const ALSO_MASKED: Readonly<Partial<Record<keyof Petitioner, RegExp>>> = {
  name: /〇{2}|\p{Script=Han}〇|\p{Script=Han}[oO0]+(?:\p{Script=Han}|$)|[xX]{3}/u,
  phone: /[xX]{2}/u,
};

/** Whether somebody hid a part of a value: in whatever width it was typed, and by whatever program. */
export function looksMasked(field: keyof Petitioner, value: string): boolean {
  const text = value.normalize('NFKC').trim();
  return CIRCLES_OR_STARS.test(text) || ALSO_MASKED[field]?.test(text) === true;
}

const MASKS: Readonly<Record<keyof Petitioner, (value: string) => string>> = {
  name: maskName,
  phone: maskPhone,
  email: maskEmail,
  address: maskAddress,
};

/** What is shown of a value to those who have no reason to know it. */
export const maskOf = (field: keyof Petitioner, value: string): string => MASKS[field](value);
