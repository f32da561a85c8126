import type { Rule } from './rule.ts';

/**
 * Which of several matching rules wins. Compare from the top; the first line on which two rules differ decides:
 *
 * | | the more specific rule |
 * |---|---|
 * | 1 category | names the category, rather than its group, rather than no category at all |
 * | 2 village  | names a village |
 * | 3 zone     | names a zone |
 * | 4 district | names a district (`*` = any, but one must be known) |
 * | 5 answers  | asks for more answers |
 * | 6 nature   | asks for a nature of the petition |
 * | 7 channel  | asks for a channel |
 * | 8 hours    | asks for a time of the week |
 *
 * How many values a list holds does not count: a rule for two districts is as specific as a rule for one. Adding a condition
 * always makes a rule more specific. Two rules that are equal on all lines and can hold together are a tie, and a rule set with a
 * tie is not published.
 */
export const CRITERIA = ['category', 'village', 'zone', 'district', 'answers', 'nature', 'channel', 'hours'] as const;
export type Criterion = (typeof CRITERIA)[number];

/** More answers than this in one rule are not told apart; the parser refuses them. */
export const MAX_ANSWERS = 15;

/** Bits that each line takes in the rank. */
const WIDTHS: Record<Criterion, number> = {
  category: 2,
  village: 1,
  zone: 1,
  district: 1,
  answers: 4,
  nature: 1,
  channel: 1,
  hours: 1,
};

const MEASURES: Record<Criterion, (rule: Rule) => number> = {
  category: ({ when }) => (when.categories.length > 0 ? 2 : Number(when.categoryGroups.length > 0)),
  village: ({ when }) => Number(when.villages.length > 0),
  zone: ({ when }) => Number(when.zones.length > 0),
  district: ({ when }) => Number(when.districts.length > 0),
  answers: ({ when }) => Math.min(when.answers.length, MAX_ANSWERS),
  nature: ({ when }) => Number(when.natures.length > 0),
  channel: ({ when }) => Number(when.channels.length > 0),
  hours: ({ when }) => Number(when.hours.length > 0),
};

/** The order above as one number: the higher wins. */
export const rankOf = (rule: Rule): number =>
  CRITERIA.reduce((rank, criterion) => (rank << WIDTHS[criterion]) | MEASURES[criterion](rule), 0);

/** For each bit of a rank, from the lowest: the line that it belongs to. */
const LINES: readonly Criterion[] = CRITERIA.flatMap((criterion) =>
  Array<Criterion>(WIDTHS[criterion]).fill(criterion),
).reverse();

/** The line of the table on which two ranks differ first; null for a tie. */
export const decidingCriterion = (a: number, b: number): Criterion | null => LINES[31 - Math.clz32(a ^ b)] ?? null;

/** The most specific first; a tie (which no published rule set has) falls to the rule id, so that the order of the file never matters. */
export const bySpecificity = (a: Ranked, b: Ranked): number => b.rank - a.rank || (a.id < b.id ? -1 : 1);

interface Ranked {
  readonly id: string;
  readonly rank: number;
}
