import type { GeoPoint } from '../../../kernel/geo-point.ts';

export const CHANNELS = [
  'HOTLINE',
  'COUNTER',
  'LETTER',
  'FAX',
  'EMAIL',
  'VILLAGE_HEAD',
  'DIRECTIVE',
  'CITY_MAILBOX',
  'CITY_APPEARANCE',
] as const;
export type Channel = (typeof CHANNELS)[number];

/** The channels through which staff register what they were told, read or handed. */
export const STAFF_CHANNELS = CHANNELS.filter((channel) => channel !== 'CITY_MAILBOX' && channel !== 'CITY_APPEARANCE');

export const CONTACTS = ['SMS', 'EMAIL', 'PHONE', 'LETTER', 'NONE'] as const;
export type PreferredContact = (typeof CONTACTS)[number];

/** Where a petition says something is. `doubtful`: the point contradicts the place named in words. */
export interface PetitionPlace {
  readonly point: GeoPoint | null;
  readonly doubtful: boolean;
  readonly address: string | null;
  readonly districtCode: string | null;
  readonly villageCode: string | null;
  readonly landmark: string | null;
  readonly lightPoleNo: string | null;
}

/** Who petitions. The only personal data of a petition. */
export interface Petitioner {
  readonly name: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly address: string | null;
}

/** How a petitioner wants to be reached, and what there is to reach them by. */
export interface WaysToReach {
  readonly preferredContact: PreferredContact;
  /** Null where there is none. */
  readonly phone: unknown;
  readonly email: unknown;
  readonly address: unknown;
}

/** Whether a petitioner can be told or asked anything, be it by telephone: they want to hear, and there is something to reach them by. */
export const canBeReached = ({ preferredContact, email, phone, address }: WaysToReach): boolean =>
  preferredContact !== 'NONE' && [email, phone, address].some((way) => way !== null);

/** What one citizen sent, once, through one channel. Never changed after registration. */
export interface Petition {
  readonly id: string;
  readonly petitionNo: string;
  readonly lookupHash: Buffer;
  readonly channel: Channel;
  readonly categoryCode: string | null;
  readonly subject: string;
  readonly description: string;
  /** When the citizen said it: for a call sheet typed in later, before `registeredAt`. */
  readonly receivedAt: Date;
  readonly registeredAt: Date;
  readonly registeredBy: string | null;
  readonly place: PetitionPlace;
  readonly answers: Readonly<Record<string, string>>;
  readonly petitioner: Petitioner;
  /** The Internet address from which a citizen sent it; null when staff registered it. */
  readonly sentFrom: string | null;
  readonly anonymous: boolean;
  readonly confidential: boolean;
  readonly preferredContact: PreferredContact;
  readonly language: string;
  readonly callId: string | null;
  /** The number of the petition in the system it was taken over from. */
  readonly externalId: string | null;
}
