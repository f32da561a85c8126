import { Injectable } from '@nestjs/common';
import { type Db, json, sql, type Tx } from '../../platform/database/index.ts';
import { BlindIndex, type Resealed, type TakenOverTable, Vault } from '../../platform/vault/index.ts';
import { emailKeyOf, phoneKeyOf } from '../petitions/index.ts';
import type { Link, Message, MessageChannel } from './domain/message.ts';

/** What is sealed of a message: for whom it is, and what it says. */
export interface MessageContent {
  readonly recipient: string;
  readonly subject: string;
  readonly body: string;
  readonly links: readonly Link[];
}

/** A message as it is read. */
export interface SealedMessage {
  readonly id: string;
  readonly sealed: Buffer;
}

/** For whom a message is. */
type Destination = Pick<Message, 'channel' | 'recipient'>;

/** What `messages_once` allows once. */
interface Once extends Pick<Message, 'cause' | 'channel'> {
  readonly digest: Buffer;
}

const onceOf = ({ cause, channel, digest }: Once): string => JSON.stringify([cause, channel, hex(digest)]);

const placeOf = (id: string): string => `messages:${id}`;

/** Any constant, the same in every process of this application. */
const ONE_CAUSE_AT_A_TIME = 1_999_044;

/** Addresses and numbers are written in one way, so that one is found however it was typed; all other recipients are left as they are. */
const KEYS: Readonly<Partial<Record<MessageChannel, (recipient: string) => string | null>>> = {
  EMAIL: emailKeyOf,
  SMS: phoneKeyOf,
  PHONE: phoneKeyOf,
};

const keyOf = ({ channel, recipient }: Destination): string => KEYS[channel]?.(recipient) ?? recipient;

/** `agency:…`, `role:…`, `account:…`, `petition:…`. */
const NO_ADDRESS = /^[a-z]+:/;

/** By what a recipient may be found whose channel nobody names; also as it was typed, for so messages were written once. */
export function recipientKeysOf(typed: string): string[] {
  if (NO_ADDRESS.test(typed)) return [typed];
  const key = typed.includes('@') ? emailKeyOf(typed) : phoneKeyOf(typed);
  return [...new Set([typed, key ?? typed])];
}

/** What messages say and for whom they are, sealed. */
@Injectable()
export class SealedMessages implements TakenOverTable {
  readonly table = 'messages';

  constructor(
    private readonly vault: Vault,
    private readonly index: BlindIndex,
  ) {}

  seal({ id, recipient, subject, body, links }: MessageContent & Pick<Message, 'id'>): Buffer {
    return this.vault.seal({ recipient, subject, body, links }, placeOf(id));
  }

  digestOf(destination: Destination): Buffer {
    return this.index.of('recipient', keyOf(destination));
  }

  /** Whether the same recipient may be written by different digests now: `messages_once` does not see that. */
  get digestsChange(): boolean {
    return this.index.isChanging;
  }

  /** Of messages, those that were not written yet for their cause, whichever digest their recipient has there. */
  async unwritten(tx: Tx, messages: readonly Message[]): Promise<Message[]> {
    const causes = [...new Set(messages.map(({ cause }) => cause))];
    await tx.query(sql`
      SELECT pg_advisory_xact_lock(${ONE_CAUSE_AT_A_TIME}::integer, l.key)
      FROM (SELECT DISTINCT hashtext(c.cause) AS key FROM unnest(${causes}::text[]) AS c (cause) ORDER BY 1) l`);
    const written = await this.writtenFor(tx, causes);
    return messages.filter(
      (message) => !this.index.allOf('recipient', keyOf(message)).some((digest) => written.has(onceOf({ ...message, digest }))),
    );
  }

  open({ id, sealed }: SealedMessage): Promise<MessageContent> {
    return this.vault.open<MessageContent>(sealed, placeOf(id));
  }

  /** Rows with what they say, in the order in which they were found. */
  openAll<Row extends SealedMessage>(rows: readonly Row[]): Promise<(Omit<Row, 'sealed'> & MessageContent)[]> {
    return Promise.all(
      rows.map(async (row) => {
        const content = await this.open(row);
        const { sealed: _, ...same } = row;
        return { ...same, ...content };
      }),
    );
  }

  async takeOver(tx: Tx, rows: readonly PlainMessage[]): Promise<void> {
    const sealed = rows.map(({ recipient, subject, body, links, ...same }) => ({
      ...same,
      recipient_index: this.index.of('recipient', recipient).toString('hex'), // as it was typed: so each of them is another one
      sealed: this.seal({ id: same.id, recipient, subject, body, links }).toString('hex'),
    }));
    await tx.query(sql`
      INSERT INTO messages (id, channel, recipient_index, template, language, sealed, state, attempts, next_attempt_at, enqueued_at,
        last_error, case_id, petition_id, cause, created_at, sent_at)
      SELECT n.id, n.channel, decode(n.recipient_index, 'hex'), n.template, n.language, decode(n.sealed, 'hex'), n.state, n.attempts,
        n.next_attempt_at, n.enqueued_at, n.last_error, n.case_id, n.petition_id, n.cause, n.created_at, n.sent_at
      FROM jsonb_to_recordset(${json(sealed)}::jsonb) AS n (id uuid, channel text, recipient_index text, template text, language text,
        sealed text, state text, attempts integer, next_attempt_at timestamptz, enqueued_at timestamptz, last_error text, case_id uuid,
        petition_id uuid, cause text, created_at timestamptz, sent_at timestamptz)`);
  }

  async count(db: Db): Promise<number> {
    const [row] = await db.query<{ n: number }>(sql`SELECT count(*)::integer AS n FROM messages`);
    return row!.n;
  }

  async resealNext(tx: Tx, after: string | null, limit: number): Promise<Resealed> {
    const rows = await tx.query<SealedMessage & Pick<Message, 'cause' | 'channel'>>(sql`
      SELECT m.id, m.cause, m.channel, m.sealed
      FROM messages m
      WHERE ${this.vault.isStale(sql`m.sealed`)}${after === null ? sql`` : sql` AND m.id > ${after}`}
      ORDER BY m.id
      LIMIT ${limit}
      FOR UPDATE`);
    const messages = await this.openAll(rows);
    const digests = await this.digestsAnew(tx, messages);
    const fresh = messages.map((message, i) => ({
      id: message.id,
      sealed: hex(this.seal(message)),
      recipient: hex(digests[i]!),
    }));
    await tx.query(sql`
      UPDATE messages m
      SET sealed = decode(n.sealed, 'hex'), recipient_index = decode(n.recipient, 'hex')
      FROM jsonb_to_recordset(${json(fresh)}::jsonb) AS n (id uuid, sealed text, recipient text)
      WHERE m.id = n.id`);
    return { rows: rows.length, last: rows.at(-1)?.id ?? null };
  }

  /**
   * Digests of messages that are there, made anew from their recipients. A recipient who was written to twice for one cause, their address
   * typed in two ways, keeps the second as it was typed: `messages_once` would not have it.
   */
  private async digestsAnew(tx: Tx, messages: readonly WrittenMessage[]): Promise<Buffer[]> {
    const holders = await this.writtenFor(tx, [...new Set(messages.map(({ cause }) => cause))]);
    return messages.map((message) => {
      const isTaken = this.index.allOf('recipient', keyOf(message)).some((digest) => {
        const holder = holders.get(onceOf({ ...message, digest }));
        return holder !== undefined && holder !== message.id;
      });
      const digest = isTaken ? this.index.of('recipient', message.recipient) : this.digestOf(message);
      holders.set(onceOf({ ...message, digest }), message.id);
      return digest;
    });
  }

  /** Which messages were written for causes, by what is allowed once. */
  private async writtenFor(tx: Tx, causes: readonly string[]): Promise<Map<string, string>> {
    const rows = await tx.query<Once & Pick<Message, 'id'>>(sql`
      SELECT m.id, m.cause, m.channel, m.recipient_index AS digest
      FROM messages m
      WHERE m.cause = ANY(${[...causes]}::text[])`);
    return new Map(rows.map((row) => [onceOf(row), row.id]));
  }
}

type WrittenMessage = Pick<Message, 'id' | 'cause' | 'channel' | 'recipient'>;

const hex = (bytes: Buffer): string => bytes.toString('hex');

/** A row as an older version of the program wrote it; the columns that are not sealed stay as they are. */
interface PlainMessage extends MessageContent {
  readonly id: string;
}
