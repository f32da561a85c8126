import { createDataSource } from '../../platform/database/data-source.ts';
import { Database, sql } from '../../platform/database/index.ts';
import { CapturingMail, CapturingSms, GatewaySms, NoSms, type Sms, SmsPort } from '../../platform/ports/index.ts';
import { chooseBackend } from '../../platform/queue/backend.ts';
import { Queues } from '../../platform/queue/index.ts';
import { BODY, messageRow, waitingMessage } from '../../../test/support/message-rows.ts';
import { SetClock } from '../../../test/support/set-clock.ts';
import { type PostedSms, startSmsGateway } from '../../../test/support/sms-gateway.ts';
import { createTestDatabase } from '../../../test/support/test-database.ts';
import { sealedMessages } from '../../../test/support/vault.ts';
import { Carriers } from './carriers.service.ts';
import { DeliveryService } from './delivery.service.ts';
import type { Message } from './domain/message.ts';
import { MessageRepository } from './message.repository.ts';

const NOW = new Date('2026-11-20T01:00:00.000Z');
const MINUTE_MS = 60_000;
const clock = new SetClock(NOW);
const repository = new MessageRepository(sealedMessages);
let database: Database;
let queues: Queues;
let drop: () => Promise<void>;
const closing: (() => Promise<void>)[] = [];

/** Mails stay here, text messages go where they are told. */
const deliveryBy = (sms: SmsPort): DeliveryService =>
  new DeliveryService(database, repository, new Carriers(new CapturingMail(), sms), queues, clock);

async function write(difference: Partial<Message> = {}): Promise<string> {
  const message = waitingMessage(clock.at, difference);
  await database.transaction((tx) => repository.insert(tx, [message]));
  return message.id;
}

const text = (): Promise<string> => write({ channel: 'SMS', recipient: '0912345678' });
const rowOf = (id: string): Promise<Record<string, unknown>> => messageRow(database, id);

/** A gateway on the loopback and the port that uses it. */
async function texting(answer?: Parameters<typeof startSmsGateway>[0]): Promise<{ sms: SmsPort; posted: readonly PostedSms[] }> {
  const { url, posted, stop } = await startSmsGateway(answer);
  closing.push(stop);
  return { sms: new GatewaySms({ url, token: 't0ken' }), posted };
}

beforeAll(async () => {
  const copy = await createTestDatabase();
  const dataSource = await createDataSource({ url: copy.url, pool: 4 }).initialize();
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

/** Hands text messages on, and dies before it can tell. */
class DyingSms extends SmsPort {
  readonly way = 'GATEWAY';
  constructor(private readonly next: SmsPort) {
    super();
  }

  async send(sms: Sms): Promise<void> {
    await this.next.send(sms);
    throw new Error('killed');
  }
}

test('a text message is kept where nothing leaves', async () => {
  const id = await text();
  await deliveryBy(new CapturingSms()).deliver(id);
  expect(await rowOf(id)).toMatchObject({ state: 'CAPTURED', attempts: 1, sentAt: NOW });
});

test('a text message that the gateway took is sent, under its id, and its keys are forgotten', async () => {
  const { sms, posted } = await texting();
  const id = await text();
  await deliveryBy(sms).deliver(id);
  const body = { id, to: '0912345678', text: BODY };
  expect(posted).toEqual([{ method: 'POST', contentType: 'application/json', authorization: 'Bearer t0ken', body }]);
  expect(await rowOf(id)).toMatchObject({ state: 'SENT', attempts: 1, sentAt: NOW, nextAttemptAt: null });
  expect(JSON.stringify(await rowOf(id))).not.toContain('s3cret');
});

test('a text message is tried again like a mail, and given up like one', async () => {
  let status = 503;
  const { sms, posted } = await texting((_, response) => response.writeHead(status).end());
  const delivery = deliveryBy(sms);
  const id = await text();
  await delivery.deliver(id);
  const nextAttemptAt = new Date(NOW.getTime() + MINUTE_MS);
  expect(await rowOf(id)).toMatchObject({ state: 'RETRYING', attempts: 1, lastError: 'HTTP 503', nextAttemptAt });
  clock.forward(MINUTE_MS);
  status = 422;
  await delivery.deliver(id);
  expect(await rowOf(id)).toMatchObject({ state: 'FAILED', attempts: 2, lastError: 'HTTP 422', nextAttemptAt: null });
  expect(posted).toHaveLength(2);
});

test('a text message is sent again under the same id when its worker died', async () => {
  const { sms, posted } = await texting();
  const id = await text();
  await expect(deliveryBy(new DyingSms(sms)).deliver(id)).rejects.toThrow('killed');
  clock.forward(5 * MINUTE_MS);
  await deliveryBy(sms).deliver(id);
  expect(posted.map(({ body }) => body.id)).toEqual([id, id]);
  expect(await rowOf(id)).toMatchObject({ state: 'SENT', attempts: 2 });
});

test('a text message that was written while there was a gateway is given up where there is none any more', async () => {
  const id = await text();
  await deliveryBy(new NoSms()).deliver(id);
  expect(await rowOf(id)).toMatchObject({ state: 'FAILED', lastError: 'NO_GATEWAY', nextAttemptAt: null });
});

test('where text messages leave, they and the mails that stay go by the queue', async () => {
  await database.query(sql`DELETE FROM messages`);
  const { sms, posted } = await texting();
  const delivery = deliveryBy(sms);
  const [mail, message] = [await write(), await text()];
  const waiting = await queues.busy(['messages']);
  expect(await delivery.run()).toBe(2);
  expect(await queues.busy(['messages'])).toBe(waiting + 2);
  await Promise.all([mail, message].map((id) => delivery.deliver(id)));
  expect([await rowOf(mail), await rowOf(message)]).toMatchObject([{ state: 'CAPTURED' }, { state: 'SENT' }]);
  expect(posted).toHaveLength(1);
});
