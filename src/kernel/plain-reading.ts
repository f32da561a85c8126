/** A text as patterns read it. */
export interface PlainReading {
  readonly text: string;
  /** Where each unit of it stands in the text that was given. */
  readonly at: readonly number[];
}

const HYPHENS = /[‐-–−－﹣ー]/u;
/** Also stand between words, so they end a number where a hyphen may go on with it. */
const LONG_HYPHENS = /[—―─~～〜∼]/u;
const UNSEEN = /\p{Cf}/u;
const CHINESE_DIGITS = new Map(
  ['○◯〇零', '一壹弌', '二貳貮弍', '三參叁弎', '四肆', '五伍', '六陸', '七柒', '八捌', '九玖'].flatMap((written, digit) =>
    Array.from(written, (sign) => [sign, String(digit)] as const),
  ),
);
const CHINESE_DIGIT = [...CHINESE_DIGITS.keys()].join('');
/** With digits among them, and with what people put between digits; 一 alone is a word. */
const RUN = new RegExp(String.raw`(?:[0-9${CHINESE_DIGIT}][ .\-()/·‧・•_*~,、]{0,3}){7,}`, 'gu');

/**
 * Full width as ASCII, every kind of hyphen and blank as one – long ones as `~` –, what cannot be seen left out, and Chinese digits as
 * digits where seven or more stand together.
 */
export function plainReadingOf(text: string): PlainReading {
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
  if (LONG_HYPHENS.test(unit)) return '~';
  if (unit !== '\n' && /\s/u.test(unit)) return ' ';
  const plain = unit.normalize('NFKC');
  return plain.length === 1 ? plain : unit;
}

const withChineseDigits = (text: string): string =>
  text.replaceAll(RUN, (run) => Array.from(run, (sign) => CHINESE_DIGITS.get(sign) ?? sign).join(''));
