import { Transform } from 'class-transformer';
import { IsDefined, IsNumber, Max, Min } from 'class-validator';
import type { AreasOfPoint } from './domain/city-areas.ts';

const DECIMAL = /^[+-]?\d{1,3}(\.\d{1,20})?$/;

/** A number of a query string; what only looks like one to JavaScript (an empty text, 0x10, a list) is none. */
const FromDecimal = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' && DECIMAL.test(value) ? Number(value) : NaN));

export class AreaQuery {
  /** Latitude, WGS 84, decimal degrees. */
  @Max(90)
  @Min(-90)
  @IsNumber()
  @FromDecimal()
  @IsDefined()
  lat: number;

  /** Longitude, WGS 84, decimal degrees. */
  @Max(180)
  @Min(-180)
  @IsNumber()
  @FromDecimal()
  @IsDefined()
  lng: number;
}

export class NamedAreaView {
  code: string;
  name: string;
}

export class AreaView {
  county: string;
  district: NamedAreaView;
  /** Null where the village of the survey is no more. */
  village: NamedAreaView | null;
  /** Codes of the named zones. */
  zones: string[];
}

const toNamedAreaView = ({ code, nameZh }: { readonly code: string; readonly nameZh: string }): NamedAreaView => ({
  code,
  name: nameZh,
});

export const toAreaView = ({ county, district, village, zones }: AreasOfPoint): AreaView => ({
  county,
  district: toNamedAreaView(district),
  village: village && toNamedAreaView(village),
  zones: [...zones],
});
