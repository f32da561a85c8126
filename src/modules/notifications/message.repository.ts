import { Injectable } from '@nestjs/common';
import { join, sql, type Tx } from '../../platform/database/index.ts';
import type { DeliveryOutcome } from './domain/delivery.ts';
import type { Message } from './domain/message.ts';
import { type MessageContent, type SealedMessage, SealedMessages } from './sealed-messages.repository.ts';

/** Rows of one INSERT: far below PostgreSQL's 65,535 parameters. */
const CHUNK = 500;

/** A message that one worker has for itself until its lease ends. */
export interface ClaimedMessage extends MessageContent {
  readonly id: string;
  readonly channel: 'EMAIL' | 'SMS';
  /** Null when it is for staff. */
  readonly petitionId: string | null;
  /** This one included. */
  readonly attempts: number;
}

@Injectable()
export class MessageRepository {
  constructor(private readonly sealing: SealedMessages) {}

  /** One row per destination. A message that was written before, for the same cause to the same destination, is left as it is. */
  async insert(tx: Tx, messages: readonly Message[]): Promise<void> {
    for (let from = 0; from < messages.length; from += CHUNK) await this.insertChunk(tx, messages.slice(from, from + CHUNK));
  }

  /**
   * Marks messages that are due as handed to the queue. Any number of processes may do it at once: they skip each other's rows.
   *
   * @param forgotten a message handed over before this instant is handed over again: the queue may have lost it
   */
  async takeDue(tx: Tx, now: Date, forgotten: Date, limit: number): Promise<{ id: string; attempts: number }[]> {
    return tx.query(sql`
      WITH due AS (
        SELECT w.id
        FROM messages w
        WHERE w.next_attempt_at <= ${now} AND (w.enqueued_at IS NULL OR w.enqueued_at < ${forgotten})
        ORDER BY w.next_attempt_at
        LIMIT ${limit}
        FOR UPDATE SKIP LOCKED
      )
      UPDATE messages m
      SET enqueued_at = ${now}
      FROM due w
      WHERE m.id = w.id
      RETURNING m.id, m.attempts`);
  }

  /** Keeps messages that are due on this machine. @returns how many */
  async captureDue(tx: Tx, now: Date, limit: number): Promise<number> {
    const captured = await tx.query(sql`
      WITH due AS (
        SELECT w.id
        FROM messages w
        WHERE w.next_attempt_at <= ${now}
        ORDER BY w.next_attempt_at
        LIMIT ${limit}
        FOR UPDATE SKIP LOCKED
      )
      UPDATE messages m
      SET state = 'CAPTURED', attempts = m.attempts + 1, next_attempt_at = NULL, enqueued_at = NULL, last_error = NULL, sent_at = ${now}
      FROM due w
      WHERE m.id = w.id
      RETURNING m.id`);
    return captured.length;
  }

  /** Takes a due message and counts the attempt, or null when it is not due: sent, given up, or in somebody else's hands. */
  async claim(tx: Tx, id: string, now: Date, leaseUntil: Date): Promise<ClaimedMessage | null> {
    const rows = await tx.query<Omit<ClaimedMessage, keyof MessageContent> & SealedMessage>(sql`
      UPDATE messages m
      SET attempts = m.attempts + 1, next_attempt_at = ${leaseUntil}, enqueued_at = NULL
      WHERE m.id = ${id} AND m.next_attempt_at <= ${now}
      RETURNING m.id, m.channel, m.sealed, m.petition_id AS "petitionId", m.attempts`);
    const [message] = await this.sealing.openAll(rows);
    return message ?? null;
  }

  async record(tx: Tx, id: string, outcome: DeliveryOutcome): Promise<void> {
    await tx.query(sql`
      UPDATE messages
      SET state = ${outcome.state}, last_error = ${outcome.reason}, next_attempt_at = ${outcome.nextAttemptAt}, enqueued_at = NULL,
        sent_at = ${outcome.sentAt}
      WHERE id = ${id} AND state IN ('PENDING', 'RETRYING')`);
  }

  /** Keeps the record of a message that left, without the keys that were in it. */
  async forgetKeys(
    tx: Tx,
    { id, recipient, subject }: ClaimedMessage,
    kept: Pick<MessageContent, 'body' | 'links'>,
  ): Promise<void> {
    await tx.query(sql`UPDATE messages SET sealed = ${this.sealing.seal({ id, recipient, subject, ...kept })} WHERE id = ${id}`);
  }

  private async insertChunk(tx: Tx, chunk: readonly Message[]): Promise<void> {
    const messages = this.sealing.digestsChange ? await this.sealing.unwritten(tx, chunk) : chunk;
    if (messages.length === 0) return;
    const rows = messages.map(
      (m) => sql`(${m.id}, ${m.channel}, ${this.sealing.digestOf(m)}, ${m.template}, ${m.language}, ${this.sealing.seal(m)},
        ${m.state}, 0, ${m.nextAttemptAt}, ${m.reason}, ${m.caseId}, ${m.petitionId}, ${m.cause}, ${m.createdAt}, ${m.sentAt})`,
    );
    await tx.query(sql`
      INSERT INTO messages (id, channel, recipient_index, template, language, sealed, state, attempts, next_attempt_at,
        last_error, case_id, petition_id, cause, created_at, sent_at)
      VALUES ${join(rows, ', ')}
      ON CONFLICT ON CONSTRAINT messages_once DO NOTHING`);
  }
}
