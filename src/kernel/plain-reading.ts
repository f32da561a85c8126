/** A text as patterns read it. */
export interface PlainReading {
  readonly text: string;
  /** Where each unit of it stands in the text that was given. */
  readonly at: readonly number[];
}

/** Most of what is written, told at one look. */
const PLAIN = /[\n -~一-鿿]/u;
const HYPHENS = /[‐-–−－﹣ー]/u;
/** Also stand between words, so they end a number where a hyphen may go on with it. */
const LONG_HYPHENS = /[—―─~～〜∼]/u;
const UNSEEN = /\p{Cf}/u;
/** `①`, `Ⅲ`, `²`, `Ⓐ`: they mostly count what stands next to them. */
const SIGN = /[\p{No}\p{Nl}\p{So}]/u;
const CHINESE_DIGITS = new Map(
  ['○◯〇零', '一壹弌', '二貳貮弍', '三參叁弎', '四肆', '五伍', '六陸', '七柒', '八捌', '九玖'].flatMap((written, digit) =>
    Array.from(written, (sign) => [sign, String(digit)] as const),
  ),
);
const CHINESE_DIGIT = [...CHINESE_DIGITS.keys()].join('');
/** With digits among them, and with what people put between digits; 一 alone is a word. */
const RUN = new RegExp(String.raw`(?:[0-9${CHINESE_DIGIT}][ .\-()/·‧・•_*~,、]{0,3}){7,}`, 'gu');

/**
 * The ways to read a text, each once. In all of them full width is ASCII, every kind of hyphen and blank is one – long ones are `~` –, and
 * what cannot be seen is left out.
 *
 * Numerals touch numbers that they do not belong to: `0912345678一直`, `①0912345678`. So they are left as they are first; then Chinese
 * digits are digits where seven or more stand together, then all but the last of them, and in the end the signs are as well.
 */
export function plainReadingsOf(text: string): PlainReading[] {
  const [units, unitsOfSigns, at]: [string[], string[], number[]] = [[], [], []];
  for (let i = 0; i < text.length; i += 1) {
    const unit = text[i]!;
    if (UNSEEN.test(unit)) continue;
    const plain = plainUnit(unit);
    units.push(plain !== unit && SIGN.test(unit) ? unit : plain);
    unitsOfSigns.push(plain);
    at.push(i);
  }
  const asWritten = units.join('');
  const texts = new Set([
    asWritten,
    asWritten.replaceAll(RUN, inDigits),
    asWritten.replaceAll(RUN, withoutLastInDigits),
    unitsOfSigns.join('').replaceAll(RUN, inDigits),
  ]);
  return Array.from(texts, (each) => ({ text: each, at }));
}

/** One unit for one: what would become several is left as it is. */
function plainUnit(unit: string): string {
  if (PLAIN.test(unit)) return unit;
  if (HYPHENS.test(unit)) return '-';
  if (LONG_HYPHENS.test(unit)) return '~';
  if (unit !== '\n' && /\s/u.test(unit)) return ' ';
  const plain = unit.normalize('NFKC');
  return plain.length === 1 ? plain : unit;
}

const inDigits = (run: string): string => Array.from(run, (sign) => CHINESE_DIGITS.get(sign) ?? sign).join('');

/** `零九一二三四五六七八一直`: the last begins a word. */
function withoutLastInDigits(run: string): string {
  const last = Array.from(run).findLastIndex((sign) => CHINESE_DIGITS.has(sign));
  return last === -1 ? run : inDigits(run.slice(0, last)) + run.slice(last);
}
