import { IsNumber, IsOptional, Max, Min } from 'class-validator';
import { IsText } from '../../platform/http/index.ts';
import type { SentLocation } from './domain/place.ts';

const CODE = 40;
const ADDRESS = 300;

/** Where it is. A point, an address or both; what is named in words decides where they disagree. */
export class LocationDto {
  /** WGS 84, decimal degrees. */
  @Max(90)
  @Min(-90)
  @IsNumber()
  @IsOptional()
  lat?: number | null;

  @Max(180)
  @Min(-180)
  @IsNumber()
  @IsOptional()
  lng?: number | null;

  @IsText(ADDRESS)
  @IsOptional()
  address?: string | null;

  @IsText(CODE)
  @IsOptional()
  districtCode?: string | null;

  @IsText(CODE)
  @IsOptional()
  villageCode?: string | null;

  @IsText(ADDRESS)
  @IsOptional()
  landmark?: string | null;

  @IsText(CODE)
  @IsOptional()
  lightPoleNo?: string | null;
}

/** Every field there, words trimmed, empty ones null. */
export const toSentLocation = (sent: LocationDto): SentLocation => ({
  lat: sent.lat ?? null,
  lng: sent.lng ?? null,
  address: words(sent.address),
  districtCode: words(sent.districtCode),
  villageCode: words(sent.villageCode),
  landmark: words(sent.landmark),
  lightPoleNo: words(sent.lightPoleNo),
});

const words = (value: string | null | undefined): string | null => value?.trim() || null;
