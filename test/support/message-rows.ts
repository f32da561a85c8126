import { newId } from '../../src/kernel/ids.ts';
import type { Message } from '../../src/modules/notifications/domain/message.ts';
import { type Database, sql } from '../../src/platform/database/index.ts';
import { messagesOf } from './vault.ts';

/** The link in every one of these messages, and their text. */
export const SURVEY = 'https://1999.example/api/v1/public/surveys/s3cret';
export const BODY = `您好：\n\n${SURVEY}\n`;

/** A mail that waits to be sent since `at`, or another message. */
export const waitingMessage = (at: Date, difference: Partial<Message> = {}): Message => ({
  id: newId(),
  channel: 'EMAIL',
  recipient: 'lin@example.org',
  template: 'survey',
  language: 'zh-TW',
  subject: '請告訴我們您的滿意度',
  body: BODY,
  links: [{ rel: 'survey', href: SURVEY }],
  state: 'PENDING',
  reason: null,
  nextAttemptAt: at,
  caseId: newId(),
  petitionId: null,
  cause: newId(),
  createdAt: at,
  sentAt: null,
  ...difference,
});

/** What became of a message. */
export async function messageRow(database: Database, id: string): Promise<Record<string, unknown>> {
  const rows = await messagesOf<{ readonly id: string }>(
    database,
    sql`
    SELECT m.id, m.state, m.attempts, m.next_attempt_at AS "nextAttemptAt", m.last_error AS "lastError", m.sent_at AS "sentAt", m.sealed
    FROM messages m
    WHERE m.id = ${id}`,
  );
  const { id: _, recipient: __, subject: ___, ...row } = rows[0]!;
  return row;
}
