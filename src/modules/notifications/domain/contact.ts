import type { Channel, Petitioner, PreferredContact } from '../../petitions/index.ts';

/** How a petitioner can be reached, and how they came. */
export interface ContactDetails extends Omit<Petitioner, 'name'> {
  readonly preferredContact: PreferredContact;
  readonly petitionNo: string;
  readonly channel: Channel;
}

/** What a city can reach people by, besides mail and its own staff. */
export interface Means {
  /** Whether a machine takes text messages. Where none does, those who have a mobile number only are called. */
  readonly textMessages: boolean;
}

/** Why nobody and nothing is sent to a petitioner. */
export type NotReached = 'CONTACT_REFUSED' | 'NO_CONTACT' | 'NO_OTHER_CONTACT' | 'TOLD_IN_PERSON';

/** Where a message goes: to a machine, to a person who calls or writes, to the console, or nowhere. */
export type Reach =
  | { readonly by: 'MACHINE'; readonly channel: 'EMAIL' | 'SMS'; readonly recipient: string }
  | { readonly by: 'PERSON'; readonly channel: 'PHONE' | 'LETTER'; readonly recipient: string }
  | { readonly by: 'CONSOLE'; readonly channel: 'CONSOLE'; readonly recipient: string }
  | { readonly by: 'NOBODY'; readonly channel: 'NONE'; readonly recipient: string; readonly reason: NotReached };

type Way = Exclude<PreferredContact, 'NONE'>;

/** After the preferred way, the others in the order of what they cost. */
const WAYS: readonly Way[] = ['EMAIL', 'SMS', 'PHONE', 'LETTER'];

/** Channels whose petitioner heard the number from the person who took the petition. */
const IN_PERSON: readonly Channel[] = ['HOTLINE', 'COUNTER'];

/**
 * How a petitioner is reached: the way they prefer, or the next best one that there is an address for, because the law wants them
 * told. The web mailbox answers by e-mail. Whoever wants no contact is left alone.
 */
export function chooseContact(details: ContactDetails, means: Means): Reach {
  const { preferredContact, petitionNo } = details;
  if (preferredContact === 'NONE') return nobody(petitionNo, 'CONTACT_REFUSED');
  const first: Way = details.channel === 'CITY_MAILBOX' ? 'EMAIL' : preferredContact;
  for (const way of [first, ...WAYS]) {
    const recipient = addressFor(way, details, means);
    if (recipient !== null) return reachBy(way, recipient);
  }
  return nobody(petitionNo, 'NO_CONTACT');
}

/** As `chooseContact`, for the receipt: whoever called or came was told the number then and is not called again. */
export function chooseReceiptContact(details: ContactDetails, means: Means): Reach {
  const reach = chooseContact(details, means);
  const told = reach.channel === 'PHONE' && IN_PERSON.includes(details.channel);
  return told ? nobody(details.petitionNo, 'TOLD_IN_PERSON') : reach;
}

/** As `chooseContact`, for what was told before and not heard: another way than that one; a letter would come too late. */
export function chooseOtherContact(details: ContactDetails, means: Means): Reach {
  const first = chooseContact(details, means);
  if (first.by === 'NOBODY') return first;
  for (const way of WAYS.filter((other) => other !== first.channel && other !== 'LETTER')) {
    const recipient = addressFor(way, details, means);
    if (recipient !== null) return reachBy(way, recipient);
  }
  return nobody(details.petitionNo, 'NO_OTHER_CONTACT');
}

/** Where the link goes that proves an e-mail address: there or nowhere, whatever contact is wanted later. */
export const chooseConfirmationContact = ({ email, petitionNo }: ContactDetails): Reach =>
  email === null ? nobody(petitionNo, 'NO_CONTACT') : reachBy('EMAIL', email);

const reachBy = (way: Way, recipient: string): Reach =>
  way === 'EMAIL' || way === 'SMS' ? { by: 'MACHINE', channel: way, recipient } : { by: 'PERSON', channel: way, recipient };

const nobody = (petitionNo: string, reason: NotReached): Reach => ({
  by: 'NOBODY',
  channel: 'NONE',
  recipient: `petition:${petitionNo}`,
  reason,
});

function addressFor(way: Way, { email, phone, address }: ContactDetails, { textMessages }: Means): string | null {
  switch (way) {
    case 'EMAIL':
      return email;
    case 'SMS':
      return phone === null || !textMessages ? null : mobileNumber(phone);
    case 'PHONE':
      return phone;
    case 'LETTER':
      return address;
  }
}

/** A Taiwanese mobile number without blanks and with the leading 0, or null: a text message reaches no landline. */
export function mobileNumber(phone: string): string | null {
  const digits = phone.normalize('NFKC').replaceAll(/[\s().-]/g, '');
  return /^(?:\+?886-?|0)(9\d{8})$/.exec(digits)?.[1]?.replace(/^/, '0') ?? null;
}
