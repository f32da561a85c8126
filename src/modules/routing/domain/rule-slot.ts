import type { Sla } from '../../calendar/index.ts';
import type { Resolution } from './agency-directory.ts';
import type { AnswerCondition, CoTarget, Rule, RuleConditions, Target } from './rule.ts';
import type { Reason, RoutingFacts } from './routing-facts.ts';
import { rankOf } from './specificity.ts';
import { isWithin } from './week-hours.ts';

/** A rule as a decision meets it: flat, for most of the time goes into fetching it from memory. */
export interface Candidate extends Description {
  readonly rank: number;
  readonly byValue: null;
  /** The conditions that nothing else has answered when it is met. */
  readonly checks: readonly Check[];
  readonly id: string;
  readonly target: Target;
  readonly coTargets: readonly CoTarget[];
  readonly answers: readonly AnswerCondition[];
  readonly sla: Sla | null;
}

/** What a rule means in its city. */
export interface Description {
  /** What its target stands for on any day and at any place; null when that depends on them. */
  readonly always: Resolution | null;
  /** Why this rule, in words. */
  readonly reasons: readonly Reason[];
}

export function candidateOf(rule: Rule, { always, reasons }: Description): Candidate {
  const { id, when, target, coTargets, sla } = rule;
  const checks = shared(checksOf(rule));
  return {
    rank: rankOf(rule),
    byValue: null,
    checks,
    id,
    always,
    reasons,
    target,
    coTargets: shared(coTargets),
    answers: shared(when.answers),
    sla,
  };
}

/** One empty list for all, which stays in the cache. */
const shared = <T>(list: readonly T[]): readonly T[] => (list.length === 0 ? NONE : list);
const NONE: readonly never[] = [];

/** All rules of one specificity that ask for one thing – an answer, a channel –, found by its value. */
interface Choice {
  readonly rank: number;
  readonly read: Reading;
  readonly byValue: Map<string, Candidate[]>;
}

type Check = (facts: RoutingFacts) => boolean;
type Reading = (facts: RoutingFacts) => string;

/** Rules of one place, the most specific first. */
export type Bucket = (Candidate | Choice)[];

/** Puts a rule where its specificity belongs. Thousands that differ only in one value take one place and cost one lookup. */
export function insert(candidate: Candidate, when: RuleConditions, bucket: Bucket): void {
  const { rank } = candidate;
  const key = keyOf(when);
  if (key === null) {
    add(candidate, bucket);
    return;
  }
  let choice = bucket.find((slot) => slot.byValue !== null && slot.rank === rank && slot.read === key.read);
  if (!choice?.byValue) add((choice = { rank, read: key.read, byValue: new Map<string, Candidate[]>() }), bucket);
  for (const value of key.values) choice.byValue.set(value, [...(choice.byValue.get(value) ?? []), candidate]);
}

function add(slot: Candidate | Choice, bucket: Bucket): void {
  const at = bucket.findIndex(({ rank }) => rank < slot.rank);
  bucket.splice(at < 0 ? bucket.length : at, 0, slot);
}

/** The condition by whose value a rule is found: its first answer, else its channel, else its nature. */
function keyOf({ answers: [answer], channels, natures }: RuleConditions): { read: Reading; values: readonly string[] } | null {
  if (answer !== undefined) return { read: answerReading(answer.code), values: answer.values };
  if (channels.length > 0) return { read: readChannel, values: channels };
  return natures.length > 0 ? { read: readNature, values: natures } : null;
}

const readChannel: Reading = ({ channel }) => channel;
const readNature: Reading = ({ nature }) => nature ?? '';

const answerReadings = new Map<string, Reading>();

/** The same function for the same code, so that slots can be told apart by it. */
function answerReading(code: string): Reading {
  const known = answerReadings.get(code);
  const read = known ?? (({ answers }: RoutingFacts): string => answers[code] ?? '');
  if (known === undefined) answerReadings.set(code, read);
  return read;
}

/** Conditions left to check for a rule found in its bucket and by its key. */
function checksOf({ when }: Rule): Check[] {
  const { channels, natures, answers, hours } = when;
  const checks = bucketChecks(when);
  for (const answer of answers.slice(1)) checks.push((facts) => isAnswered(answer, facts));
  if (channels.length > 0 && answers.length > 0) checks.push(({ channel }) => channels.includes(channel));
  if (natures.length > 0 && answers.length + channels.length > 0)
    checks.push(({ nature }) => nature !== null && natures.includes(nature));
  if (hours.length > 0) checks.push(({ moment }) => isWithin(hours, moment.weekMinute));
  return checks;
}

/** A bucket is named by the strongest condition on the category and on the place; the weaker ones beside it are left. */
function bucketChecks({ categories, categoryGroups, villages, zones, districts }: RuleConditions): Check[] {
  const checks: Check[] = [];
  if (categories.length > 0 && categoryGroups.length > 0)
    checks.push(({ category }) => categoryGroups.includes(category!.groupCode));
  if (villages.length > 0 && zones.length > 0) checks.push(({ place }) => place!.zones.some((zone) => zones.includes(zone)));
  if (villages.length + zones.length > 0 && districts.length > 0) {
    checks.push(({ place }) => place!.district !== null && districts.includes(place!.district.code));
  }
  return checks;
}

const isAnswered = ({ code, values }: AnswerCondition, { answers }: RoutingFacts): boolean =>
  values.includes(answers[code] ?? '');
