import { checkDigit, hasValidCheckDigit } from './check-digit.ts';

/** `P` numbers a petition, `C` a case. */
export type NumberKind = 'P' | 'C';

const SHORTEST_SERIAL = 6;

/**
 * A number that is read out over the telephone: kind, two digits of the year, serial, check digit – `C26-000042-7`.
 *
 * @param year of the city's calendar, four digits
 * @param serial 1 or more; longer than six digits when it must be
 */
export function referenceNumber(kind: NumberKind, year: number, serial: number): string {
  const digits = `${String(year % 100).padStart(2, '0')}${String(serial).padStart(SHORTEST_SERIAL, '0')}`;
  return `${kind}${digits.slice(0, 2)}-${digits.slice(2)}-${checkDigit(digits)}`;
}

/** The number as it is stored, from what somebody typed (lower case, blanks, no hyphens), or null when a digit must be wrong. */
export function parseReferenceNumber(kind: NumberKind, typed: string): string | null {
  const compact = typed.normalize('NFKC').toUpperCase().replaceAll(/[\s-]/g, '');
  const digits = compact.slice(1);
  if (!compact.startsWith(kind) || !/^\d{9,}$/.test(digits) || !hasValidCheckDigit(digits)) return null;
  return `${kind}${digits.slice(0, 2)}-${digits.slice(2, -1)}-${digits.slice(-1)}`;
}
