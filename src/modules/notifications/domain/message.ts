import type { Language } from './language.ts';
import type { TemplateName } from './placeholders.ts';

/** `CONSOLE`: read by staff in the outbox. `NONE`: there is no way to reach them. */
export type MessageChannel = 'EMAIL' | 'SMS' | 'PHONE' | 'LETTER' | 'CONSOLE' | 'NONE';

/**
 * `PENDING`, `RETRYING`: a machine will send it. `CAPTURED`: kept on this machine. `MANUAL`: a person has to call or to write.
 * `SKIPPED`: not sent, `reason` says why. `FAILED`: given up, `reason` says why.
 */
export const MESSAGE_STATES = ['PENDING', 'RETRYING', 'SENT', 'CAPTURED', 'MANUAL', 'SKIPPED', 'FAILED'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

export type LinkRel = 'status' | KeyRel;

/** Links that open something for whoever holds them. */
export type KeyRel = 'confirmation' | 'survey' | 'referral' | 'supplement' | 'password';

/** An address that opens something for whoever holds it. */
export interface KeyLink extends Link {
  readonly rel: KeyRel;
}

/** An address that a message leads to. */
export interface Link {
  readonly rel: LinkRel;
  readonly href: string;
}

/** One message to one destination, as it is written. */
export interface Message {
  readonly id: string;
  readonly channel: MessageChannel;
  /** An address or a number; `agency:…`, `role:…` or `account:…` in the console; `petition:…` when there is none. */
  readonly recipient: string;
  readonly template: TemplateName;
  readonly language: Language;
  readonly subject: string;
  readonly body: string;
  readonly links: readonly Link[];
  readonly state: MessageState;
  /** Why it is not sent by a machine. Holds no address. */
  readonly reason: string | null;
  /** When a machine looks at it next; null when none will. */
  readonly nextAttemptAt: Date | null;
  /** Null when it is about many. */
  readonly caseId: string | null;
  readonly petitionId: string | null;
  /** What made it be written; with channel and recipient it is unique, so nobody is told the same thing twice. */
  readonly cause: string;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
}
