import { Injectable } from '@nestjs/common';
import type { Scope } from '../../kernel/actor.ts';
import { type Db, join, type Sql, sql } from '../../platform/database/index.ts';
import { BlindIndex, type DigestsOf } from '../../platform/vault/index.ts';
import { notRecused } from '../cases/index.ts';
import { isSecret } from '../petitions/index.ts';
import type { MessageChannel, MessageState } from './domain/message.ts';
import { type MessageContent, recipientKeysOf, type SealedMessage, SealedMessages } from './sealed-messages.repository.ts';

/** A message as the outbox lists it. */
export interface OutboxEntry extends MessageContent {
  readonly id: string;
  readonly channel: MessageChannel;
  readonly template: string;
  readonly language: string;
  readonly state: MessageState;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly caseNo: string | null;
  readonly petitionNo: string | null;
  /** Whether it is for somebody who petitioned in confidence, or about a confidential matter. */
  readonly confidential: boolean;
  readonly createdAt: Date;
  readonly nextAttemptAt: Date | null;
  readonly sentAt: Date | null;
}

export interface OutboxFilter {
  readonly to: string | null;
  readonly state: MessageState | null;
  /** Whether messages to those who petitioned in confidence are found. */
  readonly confidential: boolean;
  /** Who looks: they find nothing about a case that they are recused from. */
  readonly scope: Scope;
}

/** The last row of a page: the list goes on after it. */
export interface OutboxCursor {
  readonly createdAt: Date;
  readonly id: string;
}

@Injectable()
export class MessageReadModel {
  constructor(
    private readonly sealing: SealedMessages,
    private readonly index: BlindIndex,
  ) {}

  /** The newest first: a backward scan of `messages_by_created`. @param limit rows, one more than a page to know whether there is another */
  async list(db: Db, filter: OutboxFilter, before: OutboxCursor | null, limit: number): Promise<OutboxEntry[]> {
    const older = before ? [sql`(m.created_at, m.id) < (${before.createdAt}, ${before.id})`] : [];
    const rows = await this.index.ask(db, (digestsOf) =>
      db.query<OutboxRow>(sql`
      SELECT m.id, m.channel, m.template, m.language, m.sealed, m.state, m.attempts, m.last_error AS "lastError",
        c.case_no AS "caseNo", p.petition_no AS "petitionNo", ${CONFIDENTIAL} AS confidential, m.created_at AS "createdAt",
        m.next_attempt_at AS "nextAttemptAt", m.sent_at AS "sentAt"
      ${FROM_MESSAGES}
      WHERE ${join([...conditionsOf(filter, digestsOf), ...older], ' AND ')}
      ORDER BY m.created_at DESC, m.id DESC
      LIMIT ${limit}`),
    );
    return this.sealing.openAll(rows);
  }

  async count(db: Db, filter: OutboxFilter): Promise<number> {
    const [row] = await this.index.ask(db, (digestsOf) =>
      db.query<{ total: number }>(sql`
      SELECT count(*)::integer AS total
      ${FROM_MESSAGES}
      WHERE ${join(conditionsOf(filter, digestsOf), ' AND ')}`),
    );
    return row!.total;
  }
}

type OutboxRow = Omit<OutboxEntry, keyof MessageContent> & SealedMessage;

const FROM_MESSAGES = sql`FROM messages m
      LEFT JOIN cases c ON c.id = m.case_id
      LEFT JOIN petitions p ON p.id = m.petition_id`;

const CONFIDENTIAL = sql`(p.id IS NOT NULL AND coalesce(${isSecret(sql`p`, sql`c`)}, false))`;

function conditionsOf({ to, state, confidential, scope }: OutboxFilter, digestsOf: DigestsOf): Sql[] {
  const conditions = [sql`(m.case_id IS NULL OR (TRUE${notRecused(scope)}))`];
  if (to !== null) {
    const digests = recipientKeysOf(to).flatMap((key) => digestsOf('recipient', key));
    conditions.push(sql`m.recipient_index = ANY(${digests}::bytea[])`);
  }
  if (state !== null) conditions.push(sql`m.state = ${state}`);
  if (!confidential) conditions.push(sql`NOT ${CONFIDENTIAL}`);
  return conditions;
}
