import { GAP } from '../../../../kernel/personal-patterns.ts';
import { plainReadingsOf } from '../../../../kernel/plain-reading.ts';

/** As many digits at the end make a number of somebody's, without what is dialled before them from elsewhere. */
const FEWEST_DIGITS = 7;

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
  const digits = [...number];
  const end = digits.slice(-FEWEST_DIGITS).join(GAP);
  const beginning = digits.slice(0, -FEWEST_DIGITS).reduce((before, each) => `(?:${before}${each}${GAP})?`, '');
  const pattern = new RegExp(String.raw`(?<![0-9])${beginning}${end}(?![0-9])`, 'gu');
  const written = plainReadingsOf(text).flatMap(({ text: plain, at }) =>
    [...plain.matchAll(pattern)].map(({ index, 0: { length } }) => text.slice(at[index], at[index + length - 1]! + 1)),
  );
  return [...new Set(written)];
}
