import type { FieldError } from '../../../kernel/errors.ts';
import type { Category } from '../../catalog/index.ts';
import type { PreferredContact } from '../../petitions/index.ts';
import { type Draft, hasPlace } from './draft.ts';
import {
  contactMissing,
  emailRequired,
  fieldRequired,
  locationRequired,
  notCityAppearance,
  receivedInFuture,
  receivedTooEarly,
  unknownAttachment,
  unknownCategory,
} from './intake-errors.ts';

/** Clocks of two machines may differ by this much. */
const SKEW_MS = 2 * 60_000;
/** Paper that was lost for longer is not a petition of this system. */
const OLDEST_MS = 20 * 366 * 86_400_000;

const NEEDS: Readonly<Partial<Record<PreferredContact, 'email' | 'phone' | 'address'>>> = {
  SMS: 'phone',
  PHONE: 'phone',
  EMAIL: 'email',
  LETTER: 'address',
};

/** What is wrong with a petition, field by field; empty when it can be registered. `category` is null when it is unknown. */
export function checkPetition(draft: Draft, category: Category | null, now: Date): FieldError[] {
  return [...checkText(draft), ...checkCategory(draft, category), ...checkReceipt(draft, now), ...checkContact(draft, category)];
}

function checkCategory({ channel, categoryCode, location, attachmentIds }: Draft, category: Category | null): FieldError[] {
  const errors: FieldError[] = [];
  if (categoryCode !== null && category === null) errors.push(unknownCategory());
  if (channel === 'CITY_APPEARANCE' && (category?.cityAppearanceNo ?? null) === null && errors.length === 0)
    errors.push(notCityAppearance());
  if ((channel === 'CITY_APPEARANCE' || category?.locationRequired) && !hasPlace(location)) errors.push(locationRequired());
  if (attachmentIds.length > 0) errors.push(unknownAttachment());
  return errors;
}

function checkReceipt({ receivedAt }: Draft, now: Date): FieldError[] {
  const age = now.getTime() - receivedAt.getTime();
  if (age < -SKEW_MS) return [receivedInFuture()];
  return age > OLDEST_MS ? [receivedTooEarly()] : [];
}

function checkContact({ channel, petitioner, preferredContact }: Draft, category: Category | null): FieldError[] {
  if (channel === 'CITY_MAILBOX' && !category?.safetyHazard && petitioner.email === null) return [emailRequired()];
  const field = preferredContact === null ? undefined : NEEDS[preferredContact];
  return field !== undefined && petitioner[field] === null ? [contactMissing(field)] : [];
}

/** A text of blanks is no text. */
const checkText = (draft: Draft): FieldError[] =>
  (['subject', 'description'] as const).filter((field) => draft[field] === '').map((field) => fieldRequired(field));

/** The way of contact that was asked for, or the best that the petitioner left an address for. */
export function contactOf({ preferredContact, petitioner }: Draft): PreferredContact {
  if (preferredContact !== null) return preferredContact;
  if (petitioner.email !== null) return 'EMAIL';
  return petitioner.phone === null ? 'NONE' : 'SMS';
}
