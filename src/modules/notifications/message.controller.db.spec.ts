import { Global, Logger, Module } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { Caller } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import { ClockModule } from '../../platform/clock/index.ts';
import { type City, ConfigModule, readSettings } from '../../platform/config/index.ts';
import { Database, DatabaseModule } from '../../platform/database/index.ts';
import { Authenticator, HttpModule } from '../../platform/http/index.ts';
import { MailModule, type SmsChoice, SmsModule, type SmtpSettings } from '../../platform/ports/index.ts';
import { addCase, addPetition } from '../../../test/support/case-rows.ts';
import { SetClock } from '../../../test/support/set-clock.ts';
import { createTestDatabase } from '../../../test/support/test-database.ts';
import { sealedMessages, vaultModule } from '../../../test/support/vault.ts';
import { Carriers } from './carriers.service.ts';
import type { Message } from './domain/message.ts';
import { MessageController } from './message.controller.ts';
import { MessageReadModel } from './message.read-model.ts';
import { SealedMessages } from './sealed-messages.repository.ts';
import { MessageRepository } from './message.repository.ts';

const AT = new Date('2026-11-20T02:00:00.125Z');
const city: City = {
  code: 'somewhere',
  nameZh: '某市',
  nameEn: 'Somewhere',
  timeZone: 'Asia/Taipei',
  officeHours: [],
  borderMetres: 50,
  triageAgencyCode: 'A-0',
  hotlineNumber: '1999',
};

/** Whoever sends a permission is signed in with it. */
class PermissionBearer extends Authenticator {
  authenticate({ headers }: { headers: Record<string, unknown> }): Promise<Caller | null> {
    const permission = headers['x-permission'];
    if (typeof permission !== 'string') return Promise.resolve(null);
    const actor = { kind: 'STAFF', id: newId(), name: '管理', username: 'admin', roles: [] } as const;
    return Promise.resolve({ ...actor, permissions: new Map([[permission, { all: true }]]) });
  }
}

@Global()
@Module({ providers: [{ provide: Authenticator, useClass: PermissionBearer }], exports: [Authenticator] })
class GateModule {}

let url: string;
let drop: () => Promise<void>;
let captured: NestFastifyApplication;
let mailed: NestFastifyApplication;
let texted: NestFastifyApplication;
let mute: NestFastifyApplication;
let caseId: string;
let caseNo: string;

async function start(
  smtp: SmtpSettings | null,
  sms: SmsChoice = 'CAPTURED',
  environment: Record<string, string> = {},
): Promise<NestFastifyApplication> {
  const testing = await Test.createTestingModule({
    imports: [
      ConfigModule.of(readSettings(environment), city),
      ClockModule.of(new SetClock(AT)),
      DatabaseModule.connect({ url, pool: 2 }),
      vaultModule(),
      GateModule,
      HttpModule,
      MailModule.connect(smtp),
      SmsModule.connect(sms),
    ],
    controllers: [MessageController],
    providers: [Carriers, MessageReadModel, SealedMessages],
  }).compile();
  const app = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  await app.init();
  return app;
}

const message = (difference: Partial<Message> = {}): Message => ({
  id: newId(),
  channel: 'EMAIL',
  recipient: 'lin@example.org',
  template: 'survey',
  language: 'zh-TW',
  subject: '請告訴我們您的滿意度',
  body: '您好：https://1999.example/api/v1/public/surveys/s3cret',
  links: [{ rel: 'survey', href: 'https://1999.example/api/v1/public/surveys/s3cret' }],
  state: 'CAPTURED',
  reason: null,
  nextAttemptAt: null,
  caseId,
  petitionId: null,
  cause: newId(),
  createdAt: AT,
  sentAt: AT,
  ...difference,
});

const write = (...messages: Message[]): Promise<void> =>
  captured.get(Database).transaction((tx) => new MessageRepository(sealedMessages).insert(tx, messages));

const list = (query = '', { app = captured, permission = 'outbox.read' } = {}): ReturnType<typeof app.inject> =>
  app.inject({ url: `/outbox${query}`, headers: { 'x-permission': permission } });

beforeAll(async () => {
  Logger.overrideLogger(false);
  const copy = await createTestDatabase();
  ({ url, drop } = copy);
  captured = await start(null);
  mailed = await start({ url: 'smtp://127.0.0.1:1', from: '1999@city.example' }, 'NONE');
  texted = await start(null, { url: 'http://127.0.0.1:1', token: null });
  mute = await start(null, 'CAPTURED', { NODE_ENV: 'production' });
  const added = await addCase(captured.get(Database), [await addPetition(captured.get(Database))]);
  caseId = added.id;
  caseNo = added.caseNo;
});

afterAll(async () => {
  await captured.close();
  await mailed.close();
  await texted.close();
  await mute.close();
  await drop();
});

test('where nothing leaves the machine the outbox is where messages are read', async () => {
  const sent = message({ recipient: 'a@example.org' });
  await write(sent);
  const { items } = (await list('?to=a@example.org')).json();
  expect(items).toEqual([
    {
      id: sent.id,
      channel: 'EMAIL',
      to: 'a@example.org',
      template: 'survey',
      language: 'zh-TW',
      subject: sent.subject,
      body: sent.body,
      links: sent.links,
      state: 'CAPTURED',
      attempts: 0,
      lastError: null,
      caseNo,
      petitionNo: null,
      createdAt: '2026-11-20T10:00:00.125+08:00',
      nextAttemptAt: null,
      sentAt: '2026-11-20T10:00:00.125+08:00',
    },
  ]);
});

test.each([
  ['where mails leave', (): NestFastifyApplication => mailed],
  ['in production, where nothing can leave either,', (): NestFastifyApplication => mute],
])('%s addresses, texts and keys are masked', async (_, app) => {
  const id = newId();
  await write(message({ id, recipient: 'b@example.org' }));
  const answer = await list('?to=b@example.org&limit=1', { app: app() });
  expect(answer.json().items).toMatchObject([
    {
      id,
      to: 'b***@example.org',
      body: '***',
      links: [{ rel: 'survey', href: 'https://1999.example/api/v1/public/surveys/***' }],
    },
  ]);
  expect(answer.body).not.toMatch(/b@example|s3cret|您好/);
});

test('where text messages leave, numbers, texts and keys are masked too', async () => {
  await write(message({ channel: 'SMS', recipient: '0912345678' }));
  const answer = await list('?to=0912345678', { app: texted });
  expect(answer.json().items).toMatchObject([
    { to: '***678', body: '***', links: [{ href: 'https://1999.example/api/v1/public/surveys/***' }] },
  ]);
});

test.each([
  ['SMS', '0912-111-001', '0912111001'],
  ['SMS', '0912111002', '+886 912-111-002'],
  ['PHONE', '(03) 311-1003#12', '033111003'],
  ['EMAIL', 'Wang@Example.tw', 'wang@example.tw'],
  ['EMAIL', 'wu@example.tw', 'WU@Example.TW'],
  ['CONSOLE', 'agency:TY-RMO', 'agency:TY-RMO'],
  ['CONSOLE', 'role:DISPATCHER', 'role:DISPATCHER'],
  ['LETTER', '330 桃園市桃園區縣府路1999號', '330 桃園市桃園區縣府路1999號'],
] as const)('a message by %s to %s is found by %s', async (channel, recipient, to) => {
  const sent = message({ channel, recipient });
  await write(sent);
  const { items } = (await list(`?to=${encodeURIComponent(to)}`)).json();
  expect(items).toMatchObject([{ id: sent.id, to: recipient }]);
});

test('codes and addresses of paper are found as they are, and by no number in them', async () => {
  await write(
    message({ channel: 'CONSOLE', recipient: 'role:HANDLER' }),
    message({ channel: 'LETTER', recipient: '3301999 縣府路' }),
  );
  for (const to of ['role:handler', '3301999']) expect([to, (await list(`?to=${to}`)).json().items]).toEqual([to, []]);
});

describe('invariant 11: a message to somebody who petitioned in confidence', () => {
  const to = 'informer@example.org';
  let petitionNo: string;

  beforeAll(async () => {
    const petition = await addPetition(captured.get(Database), { confidential: true });
    petitionNo = petition.petitionNo;
    await write(message({ recipient: to, petitionId: petition.id, body: '甄先生您好' }));
  });

  test('is read without the address and the text, its links where nothing leaves the machine', async () => {
    const [found] = (await list(`?to=${to}`)).json().items;
    expect(found).toMatchObject({ petitionNo, to: '***', body: '***', subject: '請告訴我們您的滿意度' });
    expect(found.links[0].href).toMatch(/s3cret$/);
  });

  test('is not found by the address where mails leave', async () => {
    const { items, total } = (await list(`?to=${to}&count=true`, { app: mailed })).json();
    expect([items, total]).toEqual([[], 0]);
    const answer = await list('?limit=200', { app: mailed });
    const found = answer.json().items.find((item: { petitionNo: string | null }) => item.petitionNo === petitionNo);
    expect(found).toMatchObject({ to: '***', body: '***' });
  });
});

test('every message that was not sent has a reason', async () => {
  await write(
    message({ recipient: 'petition:P1', channel: 'NONE', state: 'SKIPPED', reason: 'CONTACT_REFUSED', sentAt: null }),
    message({ recipient: '03-332-2101', channel: 'PHONE', state: 'MANUAL', reason: 'BY_TELEPHONE', sentAt: null }),
  );
  expect((await list('?state=SKIPPED')).json().items).toMatchObject([{ to: 'petition:P1', lastError: 'CONTACT_REFUSED' }]);
  expect((await list('?state=MANUAL')).json().items).toMatchObject([{ to: '03-332-2101', lastError: 'BY_TELEPHONE' }]);
});

test('the newest comes first, and a page goes on where the last one ended, also within one millisecond', async () => {
  const later = new Date(AT.getTime() + 1);
  const written = [message({ createdAt: AT }), message({ createdAt: later }), message({ createdAt: later })];
  await write(...written.map((entry) => ({ ...entry, recipient: 'page@example.org' })));
  const first = (await list('?to=page@example.org&limit=2&count=true')).json();
  const second = (await list(`?to=page@example.org&limit=2&cursor=${first.nextCursor}`)).json();
  const shown = [...first.items, ...second.items].map(({ id }: { id: string }) => id);
  expect(shown).toEqual([written[2]!.id, written[1]!.id, written[0]!.id]);
  expect([first.total, second.total, second.nextCursor]).toEqual([3, undefined, null]);
});

test('the outbox is closed to those who may not read it', async () => {
  expect((await captured.inject({ url: '/outbox' })).statusCode).toBe(401);
  expect((await list('', { permission: 'case.read' })).statusCode).toBe(403);
});

test.each([
  ['?state=LOST', 422],
  ['?limit=0', 422],
  ['?recipient=a', 422],
  ['?to=%00', 422],
  ['?cursor=x', 400],
  [`?cursor=${Buffer.from(`["2026-11-20T10:00:00Z","x"]`).toString('base64url')}`, 400],
  [`?cursor=${Buffer.from(`["yesterday","${newId()}"]`).toString('base64url')}`, 400],
])('the query %s is refused with %d', async (query, status) => {
  expect((await list(query)).statusCode).toBe(status);
});
