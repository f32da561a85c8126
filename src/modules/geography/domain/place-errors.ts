import { DomainError, type BilingualText, type FieldError } from '../../../kernel/errors.ts';
import type { GeoPoint } from '../../../kernel/geo-point.ts';

const OUTSIDE: BilingualText = { 'zh-TW': '地點不在本市範圍內', en: 'The place is outside the city' };

/**
 * The point lies in no district of the city. Asked for by itself it is not found; as the place of a petition it makes the petition
 * invalid, and `errors` names the field.
 */
export class OutsideCity extends DomainError {
  readonly code = 'area.outside_city';
  readonly refusal: 'invalid' | 'not_found';
  readonly text = OUTSIDE;
  readonly errors: readonly FieldError[];

  private constructor(point: GeoPoint, refusal: 'invalid' | 'not_found', errors: readonly FieldError[]) {
    super({ lat: point.lat, lng: point.lng, ...(errors.length > 0 && { errors }) });
    this.refusal = refusal;
    this.errors = errors;
  }

  static asked(point: GeoPoint): OutsideCity {
    return new OutsideCity(point, 'not_found', []);
  }

  static given(point: GeoPoint): OutsideCity {
    return new OutsideCity(point, 'invalid', [{ field: 'location', code: 'area.outside_city', text: OUTSIDE }]);
  }
}
