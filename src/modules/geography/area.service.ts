import { Injectable } from '@nestjs/common';
import type { GeoPoint } from '../../kernel/geo-point.ts';
import { City } from '../../platform/config/index.ts';
import type { District, Village } from './domain/area-csv.ts';
import { locate } from './domain/area-index.ts';
import { type AreasOfPoint, CityAreas } from './domain/city-areas.ts';
import { districtFromText, normaliseDistrictName, type NamedArea, type NormalisedDistrict } from './domain/gazetteer.ts';
import { OutsideCity } from './domain/place-errors.ts';
import { resolvePlace, type Place, type PlaceInput } from './domain/place.ts';
import { zonesAt } from './domain/zones.ts';

/** The city's districts, villages and zones, kept in memory; no lookup leaves the process. */
@Injectable()
export class Areas {
  constructor(
    private readonly areas: CityAreas,
    private readonly city: City,
  ) {}

  /** In the order of their codes. */
  districts(): readonly District[] {
    return [...this.areas.districts.values()];
  }

  villages(): readonly Village[] {
    return [...this.areas.villages.values()];
  }

  /** Empty for a code that the city does not have, or no longer. */
  districtName(code: string): string {
    return this.areas.districts.get(code)?.nameZh ?? '';
  }

  /** Empty for a code that the city does not have, or no longer. */
  villageName(code: string): string {
    return this.areas.villages.get(code)?.nameZh ?? '';
  }

  /** @throws OutsideCity (not found) */
  at(point: GeoPoint): AreasOfPoint {
    const located = locate(this.areas.index, point);
    if (located === null) throw OutsideCity.asked(point);
    const { district, village } = located;
    return { county: this.areas.county.name, district, village, zones: zonesAt(this.areas.zones, point) };
  }

  /** @throws InvalidInput, OutsideCity (invalid) */
  resolve(input: PlaceInput): Place {
    return resolvePlace(this.areas, input, this.city.borderMetres);
  }

  /** The district and village that an address names. */
  fromText(text: string): NamedArea | null {
    return districtFromText(this.areas.gazetteer, text);
  }

  /** The district meant by a field that should hold a district's name. */
  normaliseDistrictName(text: string): NormalisedDistrict | null {
    return normaliseDistrictName(this.areas.gazetteer, text);
  }
}
