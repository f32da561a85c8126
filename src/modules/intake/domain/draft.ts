import type { Channel, Petitioner, PreferredContact } from '../../petitions/index.ts';

/** Where a draft says it is, as it was sent. */
export interface DraftLocation {
  readonly lat: number | null;
  readonly lng: number | null;
  readonly address: string | null;
  readonly districtCode: string | null;
  readonly villageCode: string | null;
  readonly landmark: string | null;
  readonly lightPoleNo: string | null;
}

/** A petition as it was sent, whatever the channel: every field there, texts trimmed, empty ones null. */
export interface Draft {
  readonly channel: Channel;
  readonly categoryCode: string | null;
  readonly subject: string;
  readonly description: string;
  readonly receivedAt: Date;
  readonly location: DraftLocation;
  readonly petitioner: Petitioner;
  readonly anonymous: boolean;
  readonly confidential: boolean;
  readonly preferredContact: PreferredContact | null;
  readonly language: string;
  readonly answers: Readonly<Record<string, string>>;
  readonly attachmentIds: readonly string[];
  readonly callId: string | null;
  readonly externalId: string | null;
  readonly joinCaseNo: string | null;
}

/** Whether anything says where it is; a lamp's number finds it better than an address. */
export const hasPlace = (location: DraftLocation): boolean => Object.values(location).some((part) => part !== null);
