import { type IdentityLevel, isSealed } from './identity-level.ts';
import { maskOf } from './masks.ts';
import type { Petitioner } from './petition.ts';

/** What stands in the place of what somebody may not know. */
export const HIDDEN = '***';

/** A petitioner as somebody sees them. */
export interface ShownPetitioner extends Petitioner {
  /** Whether anything of them is withheld. */
  readonly masked: boolean;
}

/**
 * A petitioner as those see them who work on the case: of whoever is named what helps to recognise them, of others that something is
 * there. The values themselves are for those alone to whom they were revealed.
 *
 * @param revealed whether they were, to the one who looks, and still are
 */
export function showPetitioner(petitioner: Petitioner, level: IdentityLevel, revealed: boolean): ShownPetitioner {
  const shown = (field: keyof Petitioner): string | null =>
    revealed || petitioner[field] === null ? petitioner[field] : shownAs(field, petitioner[field], level);
  const [name, phone, email, address] = [shown('name'), shown('phone'), shown('email'), shown('address')];
  const masked =
    name !== petitioner.name || phone !== petitioner.phone || email !== petitioner.email || address !== petitioner.address;
  return { name, phone, email, address, masked };
}

/** What is shown of a value to whom it is not revealed. */
export const shownAs = (field: keyof Petitioner, value: string, level: IdentityLevel): string =>
  isSealed(level) ? HIDDEN : maskOf(field, value);
