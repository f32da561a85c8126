import { newId } from '../../kernel/ids.ts';
import { createDataSource } from '../../platform/database/data-source.ts';
import { Database, sql } from '../../platform/database/index.ts';
import { createTestDatabase } from '../../../test/support/test-database.ts';
import { messagesOf, sealedMessages } from '../../../test/support/vault.ts';
import { delivered, failed } from './domain/delivery.ts';
import type { Message } from './domain/message.ts';
import { MessageRepository } from './message.repository.ts';

const NOW = new Date('2026-11-20T01:00:00.125Z');
const minutes = (n: number): Date => new Date(NOW.getTime() + n * 60_000);
const repository = new MessageRepository(sealedMessages);
let database: Database;
let drop: () => Promise<void>;

const message = (difference: Partial<Message> = {}): Message => ({
  id: newId(),
  channel: 'EMAIL',
  recipient: 'lin@example.org',
  template: 'reply',
  language: 'zh-TW',
  subject: '主旨',
  body: '內容',
  links: [{ rel: 'status', href: 'https://1999.example/petitions/P1' }],
  state: 'PENDING',
  reason: null,
  nextAttemptAt: NOW,
  caseId: newId(),
  petitionId: null,
  cause: newId(),
  createdAt: NOW,
  sentAt: null,
  ...difference,
});

const insert = (...messages: Message[]): Promise<void> => database.transaction((tx) => repository.insert(tx, messages));
const takeDue = (now: Date, forgotten = minutes(-10), limit = 500): Promise<{ id: string; attempts: number }[]> =>
  database.transaction((tx) => repository.takeDue(tx, now, forgotten, limit));
const stateOf = async (id: string): Promise<Record<string, unknown>> =>
  (
    await database.query<Record<string, unknown>>(sql`
      SELECT m.state, m.attempts, m.next_attempt_at AS "nextAttemptAt", m.last_error AS "lastError", m.sent_at AS "sentAt"
      FROM messages m
      WHERE m.id = ${id}`)
  )[0]!;

beforeAll(async () => {
  const copy = await createTestDatabase();
  const dataSource = await createDataSource({ url: copy.url, pool: 6 }).initialize();
  database = new Database(dataSource);
  drop = async () => {
    await dataSource.destroy();
    await copy.drop();
  };
});

beforeEach(() => database.query(sql`DELETE FROM messages`));

afterAll(() => drop());

test('nobody is told the same thing twice: the second message for one cause and destination is dropped', async () => {
  const first = message();
  await insert(first, message({ cause: first.cause, body: 'twice in one go' }));
  await insert(message({ cause: first.cause, body: 'again' }), message({ cause: first.cause, recipient: 'wu@example.org' }));
  const rows = await messagesOf(database, sql`SELECT m.id, m.sealed FROM messages m`);
  expect(rows.map(({ recipient, body }) => `${recipient} ${body}`).sort()).toEqual([
    'lin@example.org 內容',
    'wu@example.org 內容',
  ]);
});

test('any number of messages is written at once', async () => {
  await insert(...Array.from({ length: 1_234 }, () => message()));
  const [row] = await database.query<object>(sql`SELECT count(*)::integer AS total FROM messages`);
  expect(row).toEqual({ total: 1_234 });
});

test('processes that look at the same moment share what is due and skip each other’s', async () => {
  await insert(...Array.from({ length: 40 }, () => message()));
  const [a, b] = await database.transaction(async (one) => {
    const first = await repository.takeDue(one, NOW, minutes(-10), 25);
    return [first, await takeDue(NOW)]; // the first has not been committed yet
  });
  expect([a.length, b.length]).toEqual([25, 15]);
  expect(new Set([...a, ...b].map(({ id }) => id)).size).toBe(40);
});

test('a message is handed over once, and again when the queue must have forgotten it', async () => {
  const waiting = message();
  await insert(waiting);
  expect(await takeDue(NOW)).toEqual([{ id: waiting.id, attempts: 0 }]);
  expect(await takeDue(minutes(9), minutes(-1))).toEqual([]);
  expect(await takeDue(minutes(11), minutes(1))).toEqual([{ id: waiting.id, attempts: 0 }]);
});

test('what is not due, and what no machine sends, is not handed over', async () => {
  await insert(message({ nextAttemptAt: minutes(1) }), message({ state: 'MANUAL', nextAttemptAt: null }));
  expect(await takeDue(NOW)).toEqual([]);
});

test('of workers that claim one message at the same moment one gets it, with its attempt counted', async () => {
  const due = message();
  await insert(due);
  const claim = () => database.transaction((tx) => repository.claim(tx, due.id, NOW, minutes(5)));
  const claims = await Promise.all([claim(), claim(), claim()]);
  expect(claims.filter(Boolean)).toEqual([
    {
      id: due.id,
      channel: 'EMAIL',
      petitionId: null,
      recipient: 'lin@example.org',
      subject: '主旨',
      body: '內容',
      links: due.links,
      attempts: 1,
    },
  ]);
});

test('a claim ends with its lease: whoever died leaves the message to the next', async () => {
  const due = message();
  await insert(due);
  const claimAt = (at: Date, until: Date) => database.transaction((tx) => repository.claim(tx, due.id, at, until));
  await claimAt(NOW, minutes(5));
  expect(await claimAt(minutes(4), minutes(9))).toBeNull();
  expect(await takeDue(minutes(5), minutes(-5))).toEqual([{ id: due.id, attempts: 1 }]);
  expect(await claimAt(minutes(5), minutes(10))).toMatchObject({ attempts: 2 });
});

test('what was sent stays sent, whatever a worker that was thought dead reports later', async () => {
  const due = message();
  await insert(due);
  const record = (outcome: Parameters<MessageRepository['record']>[2]): Promise<void> =>
    database.transaction((tx) => repository.record(tx, due.id, outcome));
  await record(delivered(false, minutes(1)));
  await record(failed({ reason: 'ETIMEDOUT', permanent: false }, 1, minutes(2)));
  expect(await stateOf(due.id)).toEqual({ state: 'SENT', attempts: 0, nextAttemptAt: null, lastError: null, sentAt: minutes(1) });
});

test('the search for due messages reads the index of those that wait', async () => {
  await insert(...Array.from({ length: 2_000 }, () => message({ state: 'CAPTURED', nextAttemptAt: null })), message());
  await database.query(sql`ANALYZE messages`);
  const plan = await database.query<Record<string, string>>(sql`
    EXPLAIN SELECT w.id FROM messages w WHERE w.next_attempt_at <= ${NOW} ORDER BY w.next_attempt_at LIMIT 500`);
  expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain('messages_to_send');
});
