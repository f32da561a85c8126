import { IsIn, IsOptional, isUUID } from 'class-validator';
import { BadPageCursor, decodeCursor, isInstant, IsText, PageQuery } from '../../platform/http/index.ts';
import { maskBody, maskLink, maskRecipient } from './domain/mask.ts';
import { MESSAGE_STATES, type MessageState } from './domain/message.ts';
import type { OutboxCursor, OutboxEntry, OutboxFilter } from './message.read-model.ts';

const ADDRESS = 320;

export class OutboxQuery extends PageQuery {
  /** The whole address or number; in the console `agency:…`, `role:…` or `account:…`. */
  @IsText(ADDRESS)
  @IsOptional()
  to?: string;

  @IsIn(MESSAGE_STATES)
  @IsOptional()
  state?: MessageState;
}

/** An address that a message leads to. */
export class LinkView {
  /** `status`, `confirmation` or `survey`. */
  rel: string;
  href: string;
}

export class OutboxEntryView {
  id: string;
  /** `EMAIL`, `SMS`, `PHONE`, `LETTER`; `CONSOLE`: read here; `NONE`: there was no way. */
  channel: string;
  /** Masked where real messages leave. */
  to: string;
  template: string;
  language: string;
  subject: string;
  /** Masked where real messages leave. */
  body: string;
  /** The links of the body, without their keys where real messages leave. */
  links: LinkView[];
  state: MessageState;
  attempts: number;
  /** Why it was not sent: every message that was not has a reason. */
  lastError: string | null;
  caseNo: string | null;
  createdAt: string;
  nextAttemptAt: string | null;
  sentAt: string | null;
}

export const toOutboxFilter = ({ to, state }: OutboxQuery): OutboxFilter => ({ to: to ?? null, state: state ?? null });

/** @param readable whether nothing leaves this machine, so that the outbox is where messages are read */
export function toOutboxEntryView(entry: OutboxEntry, readable: boolean, write: (at: Date) => string): OutboxEntryView {
  const { id, channel, recipient, ...same } = entry;
  return {
    id,
    channel,
    to: readable ? recipient : maskRecipient(channel, recipient),
    ...same,
    body: readable ? entry.body : maskBody(entry.body),
    links: entry.links.map((link) => (readable ? link : maskLink(link))),
    createdAt: write(entry.createdAt),
    nextAttemptAt: entry.nextAttemptAt && write(entry.nextAttemptAt),
    sentAt: entry.sentAt && write(entry.sentAt),
  };
}

export const cursorOfEntry = ({ createdAt, id }: OutboxEntry): readonly string[] => [createdAt.toISOString(), id];

/** @throws BadPageCursor */
export function toOutboxCursor(cursor: string | undefined): OutboxCursor | null {
  if (cursor === undefined) return null;
  const [createdAt, id] = decodeCursor(cursor, 2) as [string, string];
  if (!isInstant(createdAt) || !isUUID(id)) throw new BadPageCursor();
  return { createdAt: new Date(createdAt), id };
}
