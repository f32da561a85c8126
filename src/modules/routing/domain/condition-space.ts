import type { CivilDate } from '../../../kernel/civil-date.ts';
import { isValidOn } from '../../../kernel/validity.ts';
import { type PlaceAxis, placeAxis } from './place-axis.ts';
import type { RoutingCategory, RoutingCity } from './routing-city.ts';
import { CHANNELS, NATURES, type Rule, type WeekSpan } from './rule.ts';
import { WEEK } from './week-hours.ts';

/**
 * A set of facts: for each dimension the values that are possible, one bit each. A dimension that is not mentioned is free. What a
 * rule asks for is one such box, or one for each zone that it names.
 */
export type Box = ReadonlyMap<string, bigint>;

const INSIDE_ZONE = 2n;

/**
 * All facts that the rules of one set can tell apart, as a finite space. Bit 0 of a dimension stands for what no rule names: a place
 * that is unknown, no nature, another answer or none, outside a zone.
 */
export class ConditionSpace {
  private readonly categories: readonly RoutingCategory[];
  private readonly places: PlaceAxis;
  private readonly cuts: readonly number[];
  private readonly axes: ReadonlyMap<string, readonly string[]>;

  constructor(rules: readonly Rule[], city: RoutingCity, day: CivilDate) {
    this.categories = city.categories.filter((category) => isValidOn(category, day));
    this.places = placeAxis(city);
    this.cuts = hourCuts(rules);
    this.axes = new Map<string, readonly string[]>([
      ['category', this.categories.map(({ code }) => code)],
      ['place', this.places.labels],
      ['channel', CHANNELS],
      ['nature', ['(none)', ...NATURES]],
      ['hours', this.cuts.map((minute) => `minute ${minute} of the week`)],
      ...answerAxes(rules),
    ]);
    this.bits = new Map(
      [...this.axes].map(([name, labels]) => [name, new Map(labels.map((label, index) => [label, 1n << BigInt(index)]))]),
    );
  }

  private readonly bits: ReadonlyMap<string, ReadonlyMap<string, bigint>>;

  full(dimension: string): bigint {
    return (1n << BigInt(this.axes.get(dimension)?.length ?? 2)) - 1n; // a zone: outside, inside
  }

  /** Empty when the conditions contradict each other or name nothing that exists. */
  boxesOf(rule: Rule): Box[] {
    const box = this.conditionsOf(rule);
    if ([...box.values()].includes(0n)) return [];
    return rule.when.zones.length === 0 ? [box] : rule.when.zones.map((zone) => new Map([...box, [`zone ${zone}`, INSIDE_ZONE]]));
  }

  /** One category in one district, or (null) at an unknown place. */
  cell(category: string, district: string | null): Box {
    return new Map([
      ['category', this.mask('category', [category])],
      ['place', this.places.district(district)],
    ]);
  }

  /** The part of a box in one district, or (null) at an unknown place; null when there is none. */
  within(box: Box, district: string | null): Box | null {
    const place = (box.get('place') ?? this.full('place')) & this.places.district(district);
    return place === 0n ? null : new Map([...box, ['place', place]]);
  }

  /** One case of a box in words, its category left out. */
  describe(box: Box): string {
    return [...box]
      .filter(([dimension]) => dimension !== 'category')
      .map(
        ([dimension, bits]) =>
          `${dimension}: ${this.axes.get(dimension)?.[lowestBit(bits)] ?? (bits === INSIDE_ZONE ? 'inside' : 'outside')}`,
      )
      .join(', ');
  }

  private conditionsOf(rule: Rule): Map<string, bigint> {
    const { when } = rule;
    const box = new Map<string, bigint>();
    if (when.categories.length + when.categoryGroups.length > 0)
      box.set('category', this.mask('category', this.categoriesOf(rule)));
    if (when.villages.length + when.districts.length + when.zones.length > 0) box.set('place', this.places.of(when));
    if (when.channels.length > 0) box.set('channel', this.mask('channel', when.channels));
    if (when.natures.length > 0) box.set('nature', this.mask('nature', when.natures));
    for (const { code, values } of when.answers) box.set(`answer ${code}`, this.mask(`answer ${code}`, values));
    if (when.hours.length > 0) box.set('hours', hourMask(when.hours, this.cuts));
    return box;
  }

  private categoriesOf({ when }: Rule): readonly string[] {
    if (when.categoryGroups.length === 0) return when.categories;
    const inGroups = this.categories
      .filter((category) => when.categoryGroups.includes(category.groupCode))
      .map(({ code }) => code);
    return when.categories.length === 0 ? inGroups : inGroups.filter((code) => when.categories.includes(code));
  }

  private mask(dimension: string, labels: readonly string[]): bigint {
    const bits = this.bits.get(dimension);
    return labels.reduce((mask, label) => mask | (bits?.get(label) ?? 0n), 0n);
  }
}

const lowestBit = (bits: bigint): number => (bits & -bits).toString(2).length - 1;

function answerAxes(rules: readonly Rule[]): [string, string[]][] {
  const values = new Map<string, Set<string>>();
  for (const answer of rules.flatMap((rule) => rule.when.answers)) {
    const known = values.get(answer.code) ?? new Set();
    values.set(answer.code, known);
    for (const value of answer.values) known.add(value);
  }
  return [...values].map(([code, known]) => [`answer ${code}`, ['(another or none)', ...known]]);
}

/** Minutes of the week at which some rule begins or ends to hold, and the beginning of the week. */
const hourCuts = (rules: readonly Rule[]): number[] =>
  [...new Set([0, ...rules.flatMap((rule) => rule.when.hours.flatMap((span) => [span.from, span.to % WEEK]))])].sort(
    (a, b) => a - b,
  );

const hourMask = (spans: readonly WeekSpan[], cuts: readonly number[]): bigint =>
  cuts.reduce((mask, cut, i) => (spans.some((span) => cut >= span.from && cut < span.to) ? mask | (1n << BigInt(i)) : mask), 0n);
