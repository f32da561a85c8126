import type { Agency } from '../../agencies/index.ts';
import type { Category } from '../../catalog/index.ts';
import type { District, Village } from '../../geography/index.ts';

export type RoutingCategory = Pick<
  Category,
  'code' | 'nameZh' | 'nameEn' | 'groupCode' | 'groupZh' | 'locationRequired' | 'validFrom' | 'validTo'
>;
export type RoutingVillage = Pick<Village, 'code' | 'districtCode' | 'nameZh'>;

export interface RoutingZone {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
}

/** Everything of one city that a rule may name: a snapshot of the agencies, the catalog and the areas. */
export interface RoutingCity {
  readonly categories: readonly RoutingCategory[];
  readonly agencies: readonly Agency[];
  readonly districts: readonly District[];
  readonly villages: readonly RoutingVillage[];
  readonly zones: readonly RoutingZone[];
}
