import type { Petition } from './petition.ts';
import { readTelephone } from './telephone.ts';

/** Where a person can be reached, written in one way, so that two petitions of theirs look alike. */
export interface PersonKeys {
  readonly phoneKey: string | null;
  readonly emailKey: string | null;
}

/** Fewer digits are no number of somebody. */
const FEWEST_DIGITS = 7;

/** One number has one key, however it was written. */
export function phoneKeyOf(phone: string): string | null {
  const { digits } = readTelephone(phone);
  return digits.length < FEWEST_DIGITS ? null : digits;
}

/** Small letters without blanks around them. */
export const emailKeyOf = (email: string): string | null => email.normalize('NFKC').trim().toLowerCase() || null;

/** Whoever petitions without a name is nobody who could be found again. */
export const personKeysOf = ({ anonymous, petitioner }: Pick<Petition, 'anonymous' | 'petitioner'>): PersonKeys => ({
  phoneKey: anonymous || petitioner.phone === null ? null : phoneKeyOf(petitioner.phone),
  emailKey: anonymous || petitioner.email === null ? null : emailKeyOf(petitioner.email),
});
