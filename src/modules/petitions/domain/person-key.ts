import type { Petition } from './petition.ts';

/** Where a person can be reached, written in one way, so that two petitions of theirs look alike. */
export interface PersonKeys {
  readonly phoneKey: string | null;
  readonly emailKey: string | null;
}

/** Fewer digits are no number of somebody. */
const FEWEST_DIGITS = 7;

/** Digits without an extension; Taiwan's numbers begin with 0, however they were written. */
export function phoneKeyOf(phone: string): string | null {
  const [number = ''] = phone.normalize('NFKC').split('#');
  const digits = number.replaceAll(/\D/g, '');
  return digits.length < FEWEST_DIGITS ? null : digits.replace(/^8860?(?=\d{8,9}$)/, '0');
}

/** Small letters without blanks around them. */
export const emailKeyOf = (email: string): string | null => email.normalize('NFKC').trim().toLowerCase() || null;

/** Whoever petitions without a name is nobody who could be found again. */
export const personKeysOf = ({ anonymous, petitioner }: Pick<Petition, 'anonymous' | 'petitioner'>): PersonKeys => ({
  phoneKey: anonymous || petitioner.phone === null ? null : phoneKeyOf(petitioner.phone),
  emailKey: anonymous || petitioner.email === null ? null : emailKeyOf(petitioner.email),
});
