/** As many digits at the end make a number of somebody's, without what is dialled before them from elsewhere. */
const FEWEST_DIGITS = 7;

/** Between the digits of a number, in full width too. */
const GAP = String.raw`[\s.·‧・•_*~/()（）．／\p{Pd}]{0,3}`;

const TO_FULL_WIDTH = '０'.charCodeAt(0) - '0'.charCodeAt(0);

const digit = (of: string): string => `[${of}${String.fromCharCode(of.charCodeAt(0) + TO_FULL_WIDTH)}]`;

/** Whether two numbers, digits only, are one of which the one or the other may have been written without its area code. */
export function isSameNumber(one: string, other: string): boolean {
  const [shorter, longer] = one.length < other.length ? [one, other] : [other, one];
  return shorter.length >= FEWEST_DIGITS && longer.endsWith(shorter);
}

/**
 * Where a text has a number that is known, with as much of its beginning as was written: as people sign with it, after no word that says
 * what it is.
 *
 * @param number digits only, 7 or more
 * @returns the words of the text
 */
export function spellingsIn(text: string, number: string): string[] {
  const digits = [...number].map(digit);
  const end = digits.slice(-FEWEST_DIGITS).join(GAP);
  const beginning = digits.slice(0, -FEWEST_DIGITS).reduce((before, each) => `(?:${before}${each}${GAP})?`, '');
  return text.match(new RegExp(String.raw`(?<!\p{Nd})${beginning}${end}(?!\p{Nd})`, 'gu')) ?? [];
}
