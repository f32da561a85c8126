import { IsIn, IsOptional, isUUID } from 'class-validator';
import type { Scope } from '../../kernel/actor.ts';
import { BadPageCursor, decodeCursor, isInstant, IsText, PageQuery } from '../../platform/http/index.ts';
import { hideRecipient, maskBody, maskLink, maskRecipient } from './domain/mask.ts';
import { MESSAGE_STATES, type MessageState } from './domain/message.ts';
import type { OutboxCursor, OutboxEntry, OutboxFilter } from './message.read-model.ts';

const ADDRESS = 320;

export class OutboxQuery extends PageQuery {
  /** The whole address or number, however it is written; in the console `agency:…`, `role:…` or `account:…`. */
  @IsText(ADDRESS)
  @IsOptional()
  to?: string;

  @IsIn(MESSAGE_STATES)
  @IsOptional()
  state?: MessageState;
}

/** An address that a message leads to. */
export class LinkView {
  /** `status`, `confirmation`, `survey`, `referral`, `supplement` or `password`. */
  rel: string;
  href: string;
}

export class OutboxEntryView {
  id: string;
  /** `EMAIL`, `SMS`, `PHONE`, `LETTER`; `CONSOLE`: read here; `NONE`: there was no way. */
  channel: string;
  /** Masked where real messages leave, and everywhere when somebody petitioned in confidence. */
  to: string;
  template: string;
  language: string;
  subject: string;
  /** Masked like `to`. */
  body: string;
  /** The links of the body, without their keys where real messages leave. */
  links: LinkView[];
  state: MessageState;
  attempts: number;
  /** Why it was not sent: every message that was not has a reason. */
  lastError: string | null;
  caseNo: string | null;
  /** Whose petitioner it is for; null when it is for staff. */
  petitionNo: string | null;
  createdAt: string;
  nextAttemptAt: string | null;
  sentAt: string | null;
}

/** Who reads the outbox, and where. No custodian reads who petitioned in confidence there: they say what for, on the case. */
export interface OutboxReader {
  /** Whether nothing leaves this machine, so that the outbox is where messages are read. */
  readonly readable: boolean;
  readonly scope: Scope;
}

/** Nobody finds out by an address whether its owner petitioned in confidence, except where the outbox is their mailbox. */
export const toOutboxFilter = ({ to, state }: OutboxQuery, { readable, scope }: OutboxReader): OutboxFilter => ({
  to: to ?? null,
  state: state ?? null,
  confidential: to === undefined || readable,
  scope,
});

export function toOutboxEntryView(entry: OutboxEntry, reader: OutboxReader, write: (at: Date) => string): OutboxEntryView {
  const { id, channel, recipient: _, confidential, ...same } = entry;
  const bodyShown = reader.readable && !confidential;
  return {
    id,
    channel,
    to: shownRecipient(entry, reader),
    ...same,
    body: bodyShown ? entry.body : maskBody(entry.body),
    links: entry.links.map((link) => (reader.readable ? link : maskLink(link))),
    createdAt: write(entry.createdAt),
    nextAttemptAt: entry.nextAttemptAt && write(entry.nextAttemptAt),
    sentAt: entry.sentAt && write(entry.sentAt),
  };
}

function shownRecipient({ channel, recipient, confidential }: OutboxEntry, reader: OutboxReader): string {
  if (confidential) return hideRecipient(channel, recipient);
  return reader.readable ? recipient : maskRecipient(channel, recipient);
}

export const cursorOfEntry = ({ createdAt, id }: OutboxEntry): readonly string[] => [createdAt.toISOString(), id];

/** @throws BadPageCursor */
export function toOutboxCursor(cursor: string | undefined): OutboxCursor | null {
  if (cursor === undefined) return null;
  const [createdAt, id] = decodeCursor(cursor, 2) as [string, string];
  if (!isInstant(createdAt) || !isUUID(id)) throw new BadPageCursor();
  return { createdAt: new Date(createdAt), id };
}
