import type { SentLocation } from '../../geography/index.ts';
import type { Channel, Petitioner, PreferredContact } from '../../petitions/index.ts';

/** A petition as it was sent, whatever the channel: every field there, texts trimmed, empty ones null. */
export interface Draft {
  readonly channel: Channel;
  readonly categoryCode: string | null;
  readonly subject: string;
  readonly description: string;
  readonly receivedAt: Date;
  readonly location: SentLocation;
  readonly petitioner: Petitioner;
  /** The Internet address of the citizen who sent it; null when staff registered it. */
  readonly sentFrom: string | null;
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
export const hasPlace = (location: SentLocation): boolean => Object.values(location).some((part) => part !== null);
