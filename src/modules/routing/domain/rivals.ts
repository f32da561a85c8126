import type { Box } from './condition-space.ts';
import { byWidth } from './cover.ts';
import type { RoutingCity } from './routing-city.ts';
import type { Rule } from './rule.ts';

export interface RankedRule {
  readonly rule: Rule;
  readonly rank: number;
  readonly boxes: readonly Box[];
}

/** The rules of a set by the categories they can hold for. */
export class Rivals {
  private readonly byCategory: ReadonlyMap<string, RankedRule[]>;
  private readonly inGroup = new Map<string, string[]>();

  constructor(ranked: readonly RankedRule[], city: Pick<RoutingCity, 'categories'>) {
    this.byCategory = new Map(city.categories.map(({ code }) => [code, []]));
    for (const { code, groupCode } of city.categories)
      this.inGroup.set(groupCode, [...(this.inGroup.get(groupCode) ?? []), code]);
    for (const rule of ranked) for (const category of this.categoriesOf(rule.rule)) this.byCategory.get(category)?.push(rule);
  }

  of(category: string): readonly RankedRule[] {
    return this.byCategory.get(category) ?? [];
  }

  /** What the more specific rules hold for that a rule can meet, the widest first. */
  above({ rule, rank }: RankedRule): Box[] {
    const found = new Set<RankedRule>();
    for (const category of this.categoriesOf(rule)) {
      for (const rival of this.of(category)) if (rival.rank > rank) found.add(rival);
    }
    return [...found].flatMap(({ boxes }) => boxes).sort(byWidth);
  }

  private categoriesOf({ when }: Rule): Iterable<string> {
    if (when.categories.length > 0) return when.categories;
    if (when.categoryGroups.length > 0) return when.categoryGroups.flatMap((group) => this.inGroup.get(group) ?? []);
    return this.byCategory.keys();
  }
}
