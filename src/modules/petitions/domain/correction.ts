import { type BilingualText, type FieldError, InvalidInput } from '../../../kernel/errors.ts';
import type { IdentityLevel } from './identity-level.ts';
import { looksMasked } from './masks.ts';
import type { Petitioner } from './petition.ts';
import { shownAs } from './shown-identity.ts';

export const PETITIONER_FIELDS = ['name', 'phone', 'email', 'address'] as const satisfies readonly (keyof Petitioner)[];

const MASKED: BilingualText = {
  'zh-TW': '看起來是遮罩後的內容，請填寫完整資料',
  en: 'looks as if a part of it was hidden; write it in full',
};

const maskedField = (field: keyof Petitioner, prefix: string): FieldError => ({
  field: `${prefix}${field}`,
  code: 'petitioner.masked',
  text: MASKED,
});

/** Details that somebody sends back as they were shown are no details. @param prefix of the fields' names in the body */
export const checkUnmasked = (petitioner: Partial<Petitioner>, prefix: string): FieldError[] =>
  PETITIONER_FIELDS.filter((field) => looksMasked(field, petitioner[field] ?? '')).map((field) => maskedField(field, prefix));

/** A petitioner with what was wrong put right. */
export interface Correction {
  readonly corrected: Petitioner;
  /** Those that are not what they were. */
  readonly fields: readonly (keyof Petitioner)[];
}

/**
 * What becomes of a petitioner's details: what is left out, and what is sent as it is shown, stays as it is.
 *
 * @throws InvalidInput when anything else looks masked
 */
export function correctPetitioner(stored: Petitioner, sent: Partial<Petitioner>, level: IdentityLevel): Correction {
  const isShown = (field: keyof Petitioner): boolean =>
    stored[field] !== null && sent[field] === shownAs(field, stored[field], level);
  const meant = PETITIONER_FIELDS.filter(
    (field) => sent[field] !== undefined && sent[field] !== stored[field] && !isShown(field),
  );
  const changes: Partial<Petitioner> = Object.fromEntries(meant.map((field) => [field, sent[field]]));
  const errors = checkUnmasked(changes, '');
  if (errors.length > 0) throw new InvalidInput(errors);
  const { name, phone, email, address } = { ...stored, ...changes };
  return { corrected: { name, phone, email, address }, fields: meant };
}
