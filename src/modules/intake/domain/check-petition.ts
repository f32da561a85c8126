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
  return [
    ...checkText(draft),
    ...checkCategory(draft, category),
    ...checkLocation(draft, category),
    ...checkReceipt(draft, now),
    ...checkContact(draft, category),
  ];
}

function checkCategory({ channel, categoryCode }: Draft, category: Category | null): FieldError[] {
  if (categoryCode !== null && category === null) return [unknownCategory()];
  const isListed = (category?.cityAppearanceNo ?? null) !== null;
  return channel === 'CITY_APPEARANCE' && !isListed ? [notCityAppearance()] : [];
}

function checkLocation({ channel, location }: Draft, category: Category | null): FieldError[] {
  const isRequired = channel === 'CITY_APPEARANCE' || category?.locationRequired === true;
  return isRequired && !hasPlace(location) ? [locationRequired()] : [];
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
  if (petitioner.phone !== null) return 'SMS';
  return petitioner.address === null ? 'NONE' : 'LETTER';
}
