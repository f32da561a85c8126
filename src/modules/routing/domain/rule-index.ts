import type { AnswerCondition, Rule, RuleConditions } from './rule.ts';
import type { Reason, RoutingFacts } from './routing-facts.ts';
import { bySpecificity, rankOf } from './specificity.ts';
import { isWithin } from './week-hours.ts';

/** A rule as the index keeps it: once for each category that it names. */
export interface Candidate {
  readonly rule: Rule;
  readonly rank: number;
  /** Why this rule, in words; made once, when the rule set is compiled. */
  readonly reasons: readonly Reason[];
  /** The conditions that the buckets do not answer. */
  readonly checks: readonly Check[];
}

type Check = (facts: RoutingFacts) => boolean;

/** Candidates of one specificity. Those that ask for an answer are found by it, so that thousands of them cost one lookup. */
interface Tier {
  readonly rank: number;
  readonly plain: Candidate[];
  readonly byAnswer: Map<string, Map<string, Candidate[]>>;
}

/** Tiers of one place, the most specific first. */
type Bucket = Tier[];

interface PlaceBuckets {
  readonly byVillage: Map<string, Bucket>;
  readonly byZone: Map<string, Bucket>;
  readonly byDistrict: Map<string, Bucket>;
  readonly anywhere: Bucket;
}

/**
 * A rule set arranged so that a decision reads only rules that name its category (or group, or none) and its place (or none), in
 * order of specificity. The work does not grow with the number of rules, only with the number that match.
 */
export interface RuleIndex {
  readonly byCategory: ReadonlyMap<string, PlaceBuckets>;
  readonly byGroup: ReadonlyMap<string, PlaceBuckets>;
  readonly any: PlaceBuckets;
}

/** @param reasonsOf the words for a rule when it is found under a category (null: under its groups or none) */
export function indexRules(
  rules: readonly Rule[],
  reasonsOf: (rule: Rule, category: string | null) => readonly Reason[],
): RuleIndex {
  const index = { byCategory: new Map<string, PlaceBuckets>(), byGroup: new Map<string, PlaceBuckets>(), any: emptyPlaces() };
  for (const rule of rules) {
    const { categories, categoryGroups } = rule.when;
    const candidate = (category: string | null): Candidate => ({
      rule,
      rank: rankOf(rule),
      reasons: reasonsOf(rule, category),
      checks: checksOf(rule),
    });
    for (const category of categories) place(candidate(category), entry(index.byCategory, category, emptyPlaces));
    if (categories.length > 0) continue;
    for (const group of categoryGroups) place(candidate(null), entry(index.byGroup, group, emptyPlaces));
    if (categoryGroups.length === 0) place(candidate(null), index.any);
  }
  return index;
}

/** The first `limit` rules that hold, the most specific first. */
export function findMatches(index: RuleIndex, facts: RoutingFacts, limit: number): Candidate[] {
  const found: Candidate[] = [];
  if (facts.category === null) return found;
  const levels = [index.byCategory.get(facts.category.code), index.byGroup.get(facts.category.groupCode), index.any];
  for (const level of levels) {
    if (level !== undefined && found.length < limit) collectPlaces(level, facts, limit, found);
  }
  return found;
}

/** Village before zone before district before anywhere: the order of the specificity table, so no sorting is needed. */
function collectPlaces(buckets: PlaceBuckets, facts: RoutingFacts, limit: number, found: Candidate[]): void {
  const { place } = facts;
  if (place !== null) {
    if (place.village !== null) collect(buckets.byVillage.get(place.village.code), facts, limit, found);
    if (place.zones.length > 0) collectZones(buckets, place.zones, facts, limit, found);
    if (place.district !== null) collect(buckets.byDistrict.get(place.district.code), facts, limit, found);
  }
  collect(buckets.anywhere, facts, limit, found);
}

/** A place may lie in several zones, and a rule may name several of them: each rule once, in order. */
function collectZones(
  buckets: PlaceBuckets,
  zones: readonly string[],
  facts: RoutingFacts,
  limit: number,
  found: Candidate[],
): void {
  const inZones: Candidate[] = [];
  for (const zone of zones) collect(buckets.byZone.get(zone), facts, Infinity, inZones);
  if (zones.length > 1) inZones.sort(bySpecificity);
  for (const candidate of inZones) {
    if (found.length < limit && !found.some(({ rule }) => rule === candidate.rule)) found.push(candidate);
  }
}

function collect(bucket: Bucket | undefined, facts: RoutingFacts, limit: number, found: Candidate[]): void {
  if (bucket === undefined) return;
  for (const tier of bucket) {
    if (found.length >= limit) break;
    const before = found.length;
    collectHolding(tier.plain, facts, found);
    for (const [code, byValue] of tier.byAnswer) collectHolding(byValue.get(facts.answers[code] ?? ''), facts, found);
    if (found.length - before > 1) found.push(...found.splice(before).sort(bySpecificity));
  }
  found.length = Math.min(found.length, limit);
}

function collectHolding(candidates: readonly Candidate[] | undefined, facts: RoutingFacts, found: Candidate[]): void {
  if (candidates === undefined) return;
  for (const candidate of candidates) if (candidate.checks.every((check) => check(facts))) found.push(candidate);
}

function place(candidate: Candidate, buckets: PlaceBuckets): void {
  const { villages, zones, districts } = candidate.rule.when;
  for (const village of villages) insert(candidate, entry(buckets.byVillage, village, emptyBucket));
  if (villages.length > 0) return;
  for (const zone of zones) insert(candidate, entry(buckets.byZone, zone, emptyBucket));
  if (zones.length > 0) return;
  for (const district of districts) insert(candidate, entry(buckets.byDistrict, district, emptyBucket));
  if (districts.length === 0) insert(candidate, buckets.anywhere);
}

function insert(candidate: Candidate, bucket: Bucket): void {
  const at = bucket.findIndex((tier) => tier.rank <= candidate.rank);
  const found = bucket[at];
  const tier =
    found?.rank === candidate.rank
      ? found
      : { rank: candidate.rank, plain: [], byAnswer: new Map<string, Map<string, Candidate[]>>() };
  if (tier !== found) bucket.splice(at < 0 ? bucket.length : at, 0, tier);
  const [answer] = candidate.rule.when.answers;
  if (answer === undefined) return void tier.plain.push(candidate);
  const byValue = entry(tier.byAnswer, answer.code, () => new Map<string, Candidate[]>());
  for (const value of answer.values) entry(byValue, value, (): Candidate[] => []).push(candidate);
}

/** Conditions left to check for a rule found in its bucket, and under the first of its answers. */
function checksOf({ when }: Rule): Check[] {
  const { channels, natures, answers, hours } = when;
  const checks = [...bucketChecks(when)];
  if (channels.length > 0) checks.push(({ channel }) => channels.includes(channel));
  if (natures.length > 0) checks.push(({ nature }) => nature !== null && natures.includes(nature));
  for (const answer of answers.slice(1)) checks.push((facts) => isAnswered(answer, facts));
  if (hours.length > 0) checks.push(({ moment }) => isWithin(hours, moment.weekMinute));
  return checks;
}

/** A bucket is named by the strongest condition on the category and on the place; the weaker ones beside it are left. */
function* bucketChecks({ categories, categoryGroups, villages, zones, districts }: RuleConditions): Iterable<Check> {
  if (categories.length > 0 && categoryGroups.length > 0) yield ({ category }) => categoryGroups.includes(category!.groupCode);
  if (villages.length > 0 && zones.length > 0) yield ({ place }) => place!.zones.some((zone) => zones.includes(zone));
  if (villages.length + zones.length > 0 && districts.length > 0) {
    yield ({ place }) => place!.district !== null && districts.includes(place!.district.code);
  }
}

const isAnswered = ({ code, values }: AnswerCondition, { answers }: RoutingFacts): boolean =>
  values.includes(answers[code] ?? '');

const emptyBucket = (): Bucket => [];
const emptyPlaces = (): PlaceBuckets => ({ byVillage: new Map(), byZone: new Map(), byDistrict: new Map(), anywhere: [] });

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
