import { Injectable } from '@nestjs/common';
import { type Db, json, sql, type Tx } from '../../platform/database/index.ts';
import { BlindIndex, type Resealed, type TakenOverTable, Vault } from '../../platform/vault/index.ts';
import type { Link, Message } from './domain/message.ts';

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

const placeOf = (id: string): string => `messages:${id}`;

/** Any constant, the same in every process of this application. */
const ONE_CAUSE_AT_A_TIME = 1_999_044;

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

  digestOf(recipient: string): Buffer {
    return this.index.of('recipient', recipient);
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
    const rows = await tx.query<{ cause: string; channel: string; digest: Buffer }>(sql`
      SELECT m.cause, m.channel, m.recipient_index AS digest
      FROM messages m
      WHERE m.cause = ANY(${causes}::text[])`);
    const written = new Set(rows.map(({ cause, channel, digest }) => JSON.stringify([cause, channel, hex(digest)])));
    return messages.filter(
      ({ cause, channel, recipient }) =>
        !this.index.allOf('recipient', recipient).some((digest) => written.has(JSON.stringify([cause, channel, hex(digest)]))),
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
      recipient_index: this.digestOf(recipient).toString('hex'),
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
    const rows = await tx.query<SealedMessage>(sql`
      SELECT m.id, m.sealed
      FROM messages m
      WHERE ${this.vault.isStale(sql`m.sealed`)}${after === null ? sql`` : sql` AND m.id > ${after}`}
      ORDER BY m.id
      LIMIT ${limit}
      FOR UPDATE`);
    const fresh = (await this.openAll(rows)).map((message) => ({
      id: message.id,
      sealed: hex(this.seal(message)),
      recipient: hex(this.digestOf(message.recipient)),
    }));
    await tx.query(sql`
      UPDATE messages m
      SET sealed = decode(n.sealed, 'hex'), recipient_index = decode(n.recipient, 'hex')
      FROM jsonb_to_recordset(${json(fresh)}::jsonb) AS n (id uuid, sealed text, recipient text)
      WHERE m.id = n.id`);
    return { rows: rows.length, last: rows.at(-1)?.id ?? null };
  }
}

const hex = (bytes: Buffer): string => bytes.toString('hex');

/** A row as an older version of the program wrote it; the columns that are not sealed stay as they are. */
interface PlainMessage extends MessageContent {
  readonly id: string;
}
