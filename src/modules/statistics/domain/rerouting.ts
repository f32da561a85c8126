import type { HeldTime } from '../../deadlines/index.ts';

/** What disputes cost: cases that an agency led and handed on. */
export interface Rerouting {
  readonly agencyCode: string;
  readonly hops: number;
  /** The time that the clocks of those legs charge to the agency. */
  readonly heldMinutes: number;
  /** The same in days, as `HeldTime` counts them. */
  readonly daysLost: number;
}

/** What legs cost besides what was known. */
export function withLegs(known: ReadonlyMap<string, Rerouting>, legs: readonly HeldTime[]): ReadonlyMap<string, Rerouting> {
  const costs = new Map(known);
  for (const { agencyCode, minutes, days } of legs) {
    const { hops, heldMinutes, daysLost } = costs.get(agencyCode) ?? { hops: 0, heldMinutes: 0, daysLost: 0 };
    costs.set(agencyCode, { agencyCode, hops: hops + 1, heldMinutes: heldMinutes + minutes, daysLost: daysLost + days });
  }
  return costs;
}

/** The agency that handed on most cases first; days with one decimal. */
export const inOrder = (costs: ReadonlyMap<string, Rerouting>): Rerouting[] =>
  [...costs.values()]
    .map((cost) => ({ ...cost, daysLost: Math.round(cost.daysLost * 10) / 10 }))
    .sort((a, b) => b.hops - a.hops || (a.agencyCode < b.agencyCode ? -1 : 1));
