import { Injectable } from '@nestjs/common';
import { json, sql, type Tx } from '../../platform/database/index.ts';
import { BlindIndex, type SealedTable, Vault } from '../../platform/vault/index.ts';
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

/** What messages say and for whom they are, sealed. */
@Injectable()
export class SealedMessages implements SealedTable {
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
}

/** A row as an older version of the program wrote it; the columns that are not sealed stay as they are. */
interface PlainMessage extends MessageContent {
  readonly id: string;
}
