import type { RoutingCity } from './routing-city.ts';
import type { RuleConditions } from './rule.ts';

/** The bit of a place that is not known. */
const UNKNOWN = 1n;

/** Places as bits: unknown, each district with its village unknown, each village. */
export interface PlaceAxis {
  readonly labels: readonly string[];
  /** Where a rule with a condition on the place can hold: never at an unknown one. */
  of(when: Pick<RuleConditions, 'villages' | 'districts'>): bigint;
  /** Null: the unknown place. */
  district(code: string | null): bigint;
}

export function placeAxis({ districts, villages }: Pick<RoutingCity, 'districts' | 'villages'>): PlaceAxis {
  const labels = ['(unknown)', ...districts.map(({ code }) => `${code}, village unknown`), ...villages.map(({ code }) => code)];
  const byDistrict = new Map(districts.map(({ code }, index) => [code, bit(1 + index)]));
  const byVillage = new Map(villages.map(({ code }, index) => [code, bit(1 + districts.length + index)]));
  for (const { code, districtCode } of villages)
    byDistrict.set(districtCode, (byDistrict.get(districtCode) ?? 0n) | byVillage.get(code)!);
  const anywhere = bit(labels.length) - 1n - UNKNOWN;
  const union = (codes: readonly string[], known: ReadonlyMap<string, bigint>): bigint =>
    codes.length === 0 ? anywhere : codes.reduce((mask, code) => mask | (known.get(code) ?? 0n), 0n);
  return {
    labels,
    of: (when) => union(when.villages, byVillage) & union(when.districts, byDistrict),
    district: (code) => (code === null ? UNKNOWN : (byDistrict.get(code) ?? 0n)),
  };
}

const bit = (index: number): bigint => 1n << BigInt(index);
