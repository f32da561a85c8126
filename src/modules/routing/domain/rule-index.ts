import type { RoutingFacts } from './routing-facts.ts';
import { type Bucket, type Candidate, candidateOf, type Description, insert } from './rule-slot.ts';
import type { Rule, RuleConditions } from './rule.ts';
import { bySpecificity } from './specificity.ts';

/** The rules of one category, of one group, or of none. */
interface Level {
  readonly byVillage: Map<string, Bucket>;
  readonly byZone: Map<string, Bucket>;
  /** With the rules for anywhere at the end. */
  readonly byDistrict: Map<string, Bucket>;
  readonly anywhere: Bucket;
}

/** What a rule is known by when it is found under a category (null: under its groups or none). */
export type Describe = (rule: Rule, category: string | null) => Description;

/**
 * A rule set arranged so that a decision reads only the rules for its category and its place, in order of specificity: the work does
 * not grow with the number of rules, only with the number that match. Three levels – category, group, neither – of buckets by
 * village, zone and district lie in the order of the specificity table, so nothing is sorted.
 */
export class RuleIndex {
  private readonly byCategory = new Map<string, Level>();
  private readonly byGroup = new Map<string, Level>();
  private readonly any = emptyLevel();

  constructor(rules: readonly Rule[], describe: Describe) {
    for (const rule of rules) {
      const { categories, categoryGroups } = rule.when;
      const put = (category: string | null, level: Level): void =>
        place(candidateOf(rule, describe(rule, category)), rule.when, level);
      for (const category of categories) put(category, entry(this.byCategory, category, emptyLevel));
      if (categories.length > 0) continue;
      for (const group of categoryGroups) put(null, entry(this.byGroup, group, emptyLevel));
      if (categoryGroups.length === 0) put(null, this.any);
    }
    for (const level of [...this.byCategory.values(), ...this.byGroup.values(), this.any]) {
      for (const bucket of level.byDistrict.values()) bucket.push(...level.anywhere);
    }
  }

  /** The first `limit` rules that hold, the most specific first. */
  find(facts: RoutingFacts, limit: number): Candidate[] {
    const found: Candidate[] = [];
    const { category } = facts;
    if (category === null) return found;
    search(this.byCategory.get(category.code), facts, limit, found);
    search(this.byGroup.get(category.groupCode), facts, limit, found);
    search(this.any, facts, limit, found);
    return inOrder(found, limit);
  }
}

function search(level: Level | undefined, facts: RoutingFacts, limit: number, found: Candidate[]): void {
  if (level === undefined || found.length >= limit) return;
  const { place } = facts;
  if (place === null) {
    read(level.anywhere, facts, limit, found);
    return;
  }
  const { district, village, zones } = place;
  if (village !== null) read(level.byVillage.get(village.code), facts, limit, found);
  if (zones.length > 0) read(inZones(level, zones), facts, limit, found);
  read((district === null ? undefined : level.byDistrict.get(district.code)) ?? level.anywhere, facts, limit, found);
}

/** A place may lie in several zones. */
const inZones = ({ byZone }: Level, zones: readonly string[]): Bucket =>
  zones.flatMap((zone) => byZone.get(zone) ?? []).sort((a, b) => b.rank - a.rank);

/** Goes on until `limit` are found and the next is less specific than the last of them. */
function read(bucket: Bucket | undefined, facts: RoutingFacts, limit: number, found: Candidate[]): void {
  if (bucket === undefined) return;
  for (const slot of bucket) {
    if (found.length >= limit && slot.rank < found[found.length - 1]!.rank) return;
    if (slot.byValue === null) take(slot, facts, found);
    else for (const candidate of slot.byValue.get(slot.read(facts)) ?? NONE) take(candidate, facts, found);
  }
}

function take(candidate: Candidate, facts: RoutingFacts, found: Candidate[]): void {
  for (const check of candidate.checks) if (!check(facts)) return;
  if (!found.includes(candidate)) found.push(candidate); // a rule for several zones is met in each of them
}

/** Everything is met in order; only rules that tie, which no published set has, may not be. */
function inOrder(found: Candidate[], limit: number): Candidate[] {
  for (let i = 1; i < found.length; i += 1) {
    if (found[i]!.rank < found[i - 1]!.rank) continue;
    found.sort(bySpecificity);
    break;
  }
  if (found.length > limit) found.length = limit;
  return found;
}

function place(candidate: Candidate, when: RuleConditions, level: Level): void {
  const { villages, zones, districts } = when;
  for (const village of villages) insert(candidate, when, entry(level.byVillage, village, emptyBucket));
  if (villages.length > 0) return;
  for (const zone of zones) insert(candidate, when, entry(level.byZone, zone, emptyBucket));
  if (zones.length > 0) return;
  for (const district of districts) insert(candidate, when, entry(level.byDistrict, district, emptyBucket));
  if (districts.length === 0) insert(candidate, when, level.anywhere);
}

const NONE: readonly never[] = [];
const emptyBucket = (): Bucket => [];
const emptyLevel = (): Level => ({ byVillage: new Map(), byZone: new Map(), byDistrict: new Map(), anywhere: [] });

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
