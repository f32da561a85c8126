import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { createDataSource } from '../../platform/database/data-source.ts';
import { Database, sql } from '../../platform/database/index.ts';
import { CapturingMail, type Mail, MailPort, NoSms, SmtpMail } from '../../platform/ports/index.ts';
import { chooseBackend } from '../../platform/queue/backend.ts';
import { Queues } from '../../platform/queue/index.ts';
import { BODY, messageRow, SURVEY, waitingMessage } from '../../../test/support/message-rows.ts';
import { SetClock } from '../../../test/support/set-clock.ts';
import { createTestDatabase } from '../../../test/support/test-database.ts';
import { sealedMessages } from '../../../test/support/vault.ts';
import { Carriers } from './carriers.service.ts';
import { DeliveryService } from './delivery.service.ts';
import { MOST_ATTEMPTS } from './domain/back-off.ts';
import type { Message } from './domain/message.ts';
import { MessageRepository } from './message.repository.ts';

const NOW = new Date('2026-11-20T01:00:00.000Z');
const MINUTE_MS = 60_000;
const clock = new SetClock(NOW);
const repository = new MessageRepository(sealedMessages);
let database: Database;
let queues: Queues;
let drop: () => Promise<void>;
const closing: (() => unknown)[] = [];

const deliveryBy = (mail: MailPort): DeliveryService =>
  new DeliveryService(database, repository, new Carriers(mail, new NoSms()), queues, clock);

async function write(difference: Partial<Message> = {}): Promise<string> {
  const message = waitingMessage(clock.at, difference);
  await database.transaction((tx) => repository.insert(tx, [message]));
  return message.id;
}

const rowOf = (id: string): Promise<Record<string, unknown>> => messageRow(database, id);

/** A mail server on the loopback and the port that uses it. */
async function smtp(options: SMTPServerOptions = {}): Promise<{ mail: MailPort; received: string[]; stop: () => Promise<void> }> {
  const received: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      void text(stream).then((raw) => {
        received.push(raw);
        done();
      });
    },
    ...options,
  });
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  const mail = new SmtpMail({ url: `smtp://127.0.0.1:${port}`, from: '1999@city.example' });
  const stop = (): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
  closing.push(stop, () => mail.onApplicationShutdown());
  return { mail, received, stop };
}

const messageIdOf = (raw: string): string | undefined => /^Message-ID: (.*)$/im.exec(raw)?.[1]?.trim();

beforeAll(async () => {
  const copy = await createTestDatabase();
  const dataSource = await createDataSource({ url: copy.url, pool: 6 }).initialize();
  database = new Database(dataSource);
  queues = new Queues(chooseBackend({ databaseUrl: copy.url }));
  drop = async () => {
    await queues.onApplicationShutdown();
    await dataSource.destroy();
    await copy.drop();
  };
});

beforeEach(() => {
  clock.at = NOW;
});

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

afterAll(() => drop());

test('a captured message is kept as it was written, with its keys', async () => {
  const id = await write();
  await deliveryBy(new CapturingMail()).deliver(id);
  expect(await rowOf(id)).toEqual({
    state: 'CAPTURED',
    attempts: 1,
    nextAttemptAt: null,
    lastError: null,
    sentAt: NOW,
    body: BODY,
    links: [{ rel: 'survey', href: SURVEY }],
  });
});

test('a mail that the server took is sent, and its keys are forgotten', async () => {
  const { mail, received } = await smtp();
  const id = await write();
  await deliveryBy(mail).deliver(id);
  expect(received.map(messageIdOf)).toEqual([`<${id}@city.example>`]);
  expect(await rowOf(id)).toMatchObject({ state: 'SENT', attempts: 1, sentAt: NOW, nextAttemptAt: null });
  expect(JSON.stringify(await rowOf(id))).not.toContain('s3cret');
});

test('a mail that was refused for now is tried again a minute later', async () => {
  let refusals = 1;
  const { mail, received } = await smtp({
    onRcptTo: (_address, _session, done) =>
      refusals-- > 0 ? done(Object.assign(new Error('greylisted'), { responseCode: 451 })) : done(),
  });
  const delivery = deliveryBy(mail);
  const id = await write();
  await delivery.deliver(id);
  expect(await rowOf(id)).toMatchObject({
    state: 'RETRYING',
    attempts: 1,
    lastError: 'SMTP 451',
    nextAttemptAt: new Date(NOW.getTime() + MINUTE_MS),
    sentAt: null,
  });
  clock.forward(MINUTE_MS - 1);
  await delivery.deliver(id);
  expect(received).toEqual([]);
  clock.forward(1);
  await delivery.deliver(id);
  expect(received).toHaveLength(1);
  expect(await rowOf(id)).toMatchObject({ state: 'SENT', attempts: 2, lastError: null });
});

test('a mail that was refused for good is given up, with a reason that holds no address', async () => {
  const refusal = Object.assign(new Error('5.1.1 <lin@example.org> unknown'), { responseCode: 550 });
  const { mail } = await smtp({ onRcptTo: (_address, _session, done) => done(refusal) });
  const id = await write();
  await deliveryBy(mail).deliver(id);
  expect(await rowOf(id)).toMatchObject({ state: 'FAILED', attempts: 1, lastError: 'SMTP 550 5.1.1', nextAttemptAt: null });
});

test('a server that stays away is tried seven times within a day, then the message is given up', async () => {
  const { mail, stop } = await smtp();
  await stop();
  const delivery = deliveryBy(mail);
  const id = await write();
  for (let attempt = 1; attempt < MOST_ATTEMPTS; attempt += 1) {
    await delivery.deliver(id);
    const { state, attempts, lastError, nextAttemptAt } = await rowOf(id);
    expect({ state, attempts, lastError }).toEqual({ state: 'RETRYING', attempts: attempt, lastError: 'ECONNREFUSED' });
    clock.at = nextAttemptAt as Date;
  }
  await delivery.deliver(id);
  expect(await rowOf(id)).toMatchObject({ state: 'FAILED', attempts: MOST_ATTEMPTS, lastError: 'ECONNREFUSED' });
  expect(clock.at.getTime() - NOW.getTime()).toBeLessThan(24 * 60 * MINUTE_MS);
});

test('two jobs for one message send it once', async () => {
  const { mail, received } = await smtp();
  const delivery = deliveryBy(mail);
  const id = await write();
  await Promise.all([delivery.deliver(id), delivery.deliver(id)]);
  await delivery.deliver(id);
  expect(received).toHaveLength(1);
});

/** Hands mails on, and dies before it can tell. */
class DyingMail extends MailPort {
  readonly captures = false;
  constructor(private readonly next: MailPort) {
    super();
  }

  async send(mail: Mail): Promise<void> {
    await this.next.send(mail);
    throw new Error('killed');
  }
}

test('a worker that dies after sending leaves a mail that is sent again under the same Message-ID', async () => {
  const { mail, received } = await smtp();
  const id = await write();
  await expect(deliveryBy(new DyingMail(mail)).deliver(id)).rejects.toThrow('killed');
  expect(await rowOf(id)).toMatchObject({ state: 'PENDING', attempts: 1 });
  await deliveryBy(mail).deliver(id);
  expect(received).toHaveLength(1); // the lease holds
  clock.forward(5 * MINUTE_MS);
  await deliveryBy(mail).deliver(id);
  expect(received.map(messageIdOf)).toEqual([`<${id}@city.example>`, `<${id}@city.example>`]);
  expect(await rowOf(id)).toMatchObject({ state: 'SENT', attempts: 2 });
});

test('a message that kills every worker is given up', async () => {
  const { mail } = await smtp();
  const id = await write();
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    await expect(deliveryBy(new DyingMail(mail)).deliver(id)).rejects.toThrow('killed');
    clock.forward(5 * MINUTE_MS);
  }
  await deliveryBy(mail).deliver(id);
  expect(await rowOf(id)).toMatchObject({ state: 'FAILED', lastError: 'WORKER_DIED' });
});

test('what is due goes to the queue once, and again when the queue lost it', async () => {
  await database.query(sql`DELETE FROM messages`);
  const { mail } = await smtp();
  const delivery = deliveryBy(mail);
  await write();
  await write({ nextAttemptAt: new Date(NOW.getTime() + MINUTE_MS), state: 'RETRYING' });
  const waiting = await queues.busy(['messages']);
  expect(await delivery.run()).toBe(1);
  expect(await delivery.run()).toBe(0);
  expect(await queues.busy(['messages'])).toBe(waiting + 1);
  clock.forward(MINUTE_MS);
  expect(await delivery.run()).toBe(1); // the other one
  clock.forward(9 * MINUTE_MS + 1);
  expect(await delivery.run()).toBe(1); // the first one again
});

test('where nothing leaves the machine, what is due is kept without a detour through the queue', async () => {
  await database.query(sql`DELETE FROM messages`);
  const later = new Date(NOW.getTime() + MINUTE_MS);
  const [mail, sms, next] = [await write(), await write({ channel: 'SMS' }), await write({ nextAttemptAt: later })];
  const waiting = await queues.busy(['messages']);
  expect(await deliveryBy(new CapturingMail()).run()).toBe(2);
  const captured = { state: 'CAPTURED', attempts: 1, sentAt: NOW, nextAttemptAt: null, body: BODY };
  for (const id of [mail, sms]) expect(await rowOf(id)).toMatchObject(captured);
  expect(await rowOf(next)).toMatchObject({ state: 'PENDING', attempts: 0 });
  expect(await queues.busy(['messages'])).toBe(waiting);
});
