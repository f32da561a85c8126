import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { IncomingMails } from '../../src/modules/notifications/index.ts';
import { sql } from '../../src/platform/database/index.ts';
import { AskedPetitioners } from '../support/asked-petitioners.ts';
import { ImapServer, MAILBOX } from '../support/imap-server.ts';
import { Correspondence, mail, RELAY_ADDRESS } from '../support/mails.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';
import { VAULT_KEY } from '../support/vault-keys.ts';

const BUILT_PROGRAM = join(__dirname, '../support/built-program.mjs');

let server: ImapServer;
const closing: (() => unknown)[] = [];

beforeEach(async () => {
  server = await ImapServer.start();
  closing.push(() => server.stop());
});

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function start(options: Parameters<typeof startTestApp>[0] = {}, url = server.url): Promise<TestApp> {
  const city = await startTestApp({ ...options, environment: { RELAY_ADDRESS, RELAY_IMAP_URL: url, ...options.environment } });
  closing.push(() => city.close());
  return city;
}

const told = async (post: Correspondence, caseNo: string): Promise<string[]> =>
  (await post.heard(caseNo)).map(({ data }) => data.text).sort();

test('several workers that look at once take each mail once', async () => {
  const city = await start();
  const others = [await start({ beside: city }), await start({ beside: city })];
  const post = new Correspondence(city, server);
  const { caseNo } = await new AskedPetitioners(city).accepted();
  const [to] = await post.addressesOf(caseNo);
  const texts = Array.from({ length: 8 }, (_, i) => `第 ${i} 封`);
  for (const text of texts) await server.deliver(await mail({ to, text }));
  await until(async () => {
    await city.rows(sql`UPDATE relay_mailboxes SET held_until = '2000-01-01'`); // none waits for another
    await Promise.all([city, ...others].map(({ app }) => app.get(IncomingMails, { strict: false }).run()));
    return (await server.mails()).every(({ flags }) => flags.includes('\\Seen'));
  });
  expect(await told(post, caseNo)).toEqual(texts);
  expect(Object.values(await post.outcomes())).toEqual(texts.map(() => 'TAKEN'));
});

/** Stands between a worker and the mailbox, and lets everything through until a mail is to be marked. */
async function startGate(onMark: () => void): Promise<number> {
  const gate = createServer((socket) => {
    const behind = connect(server.port, '127.0.0.1');
    for (const each of [socket, behind]) each.on('error', () => undefined);
    socket.on('data', (bytes) => {
      if (bytes.includes(' UID STORE ')) onMark();
      else behind.write(bytes);
    });
    behind.pipe(socket);
    socket.on('close', () => behind.destroy());
  });
  gate.listen(0, '127.0.0.1');
  await once(gate, 'listening');
  closing.push(() => new Promise((resolve) => gate.close(resolve)));
  return (gate.address() as AddressInfo).port;
}

function startWorker(databaseUrl: string, url: string): ChildProcess {
  const env = {
    PATH: process.env.PATH,
    DATABASE_URL: databaseUrl,
    VAULT_KEY,
    RELAY_ADDRESS,
    RELAY_IMAP_URL: url,
    LOG_LEVEL: 'silent',
  };
  return spawn(process.execPath, [BUILT_PROGRAM, 'main.worker.js'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
}

test('a worker that is killed with -9 between the case and the mailbox leaves a mail that is taken once', async () => {
  const elsewhere = await start({ environment: { RELAY_IMAP_URL: '' } }); // looks into no mailbox itself
  const { caseNo } = await new AskedPetitioners(elsewhere).accepted();
  const [to] = await new Correspondence(elsewhere, server).addressesOf(caseNo);
  const uid = await server.deliver(await mail({ to, text: '只有一次' }));
  const dying: { worker?: ChildProcess } = {};
  const port = await startGate(() => dying.worker!.kill('SIGKILL'));
  const worker = (dying.worker = startWorker(elsewhere.databaseUrl, server.urlAt(port)));
  closing.push(() => worker.kill('SIGKILL'));
  expect(((await once(worker, 'exit')) as [number | null, string | null])[1]).toBe('SIGKILL');
  expect((await server.mails()).map(({ flags }) => flags)).toEqual([[]]);
  expect(await new Correspondence(elsewhere, server).outcomes()).toEqual({ [uid]: 'TAKEN' });

  await elsewhere.rows(sql`UPDATE relay_mailboxes SET held_until = '2000-01-01'`); // two minutes later
  const post = new Correspondence(await start({ beside: elsewhere }), server);
  await post.fetch();
  expect(await post.flagsOf(uid)).toEqual(['\\Seen']);
  expect(await told(post, caseNo)).toEqual(['只有一次']);
}, 120_000); // a process is started, which takes as long as the machine is busy

test('a mailbox that cannot be looked into is told of after a while, and nothing that arrived meanwhile is lost', async () => {
  const log: string[] = [];
  const heard = new Writable({
    write(line: Buffer, _encoding, done) {
      log.push(line.toString());
      done();
    },
  });
  const city = await start({ startsAt: '2026-11-16T09:00:00+08:00', log: heard });
  const post = new Correspondence(city, server);
  const { caseNo } = await new AskedPetitioners(city).accepted();
  const [to] = await post.addressesOf(caseNo);
  await server.deliver(await mail({ to, text: '沒有遺失' }));
  await server.pause();
  const failing = (): Promise<{ reason: string | null }[]> =>
    city.rows(sql`SELECT m.reason FROM relay_mailboxes m WHERE m.failing_since IS NOT NULL`);
  await until(async () => {
    await post.look();
    return (await failing()).length > 0;
  });
  expect(await failing()).toEqual([{ reason: 'ECONNREFUSED' }]);
  expect((await post.attention('MAILBOX_AWAY')).count).toBe(0);
  await city.advanceTo('2026-11-16T09:11:00+08:00');
  expect(await post.attention('MAILBOX_AWAY')).toEqual({ count: 1, details: ['ECONNREFUSED'] });
  await server.resume();
  await post.fetch();
  expect(await told(post, caseNo)).toEqual(['沒有遺失']);
  expect((await post.attention('MAILBOX_AWAY')).count).toBe(0);

  const wrong = server.url.replace(encodeURIComponent(MAILBOX.password), 'w9ong-s3cret');
  const other = new Correspondence(await start({ beside: city, log: heard }, wrong), server);
  await until(async () => {
    await other.look();
    return (await failing())[0]?.reason === 'AUTHENTICATIONFAILED';
  });
  expect(log.join('')).toContain('the mailbox of the relay: ECONNREFUSED');
  for (const secret of [MAILBOX.password, 'w9ong-s3cret']) expect(log.join('')).not.toContain(secret);
});
