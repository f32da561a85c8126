import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { Mail } from './mail.port.ts';
import { NotSent } from './not-sent.ts';
import { SmtpMail, toNotSent } from './smtp-mail.ts';

const MAIL: Mail = {
  id: '0190c0de-0000-7000-8000-000000000001',
  to: 'lin@example.org',
  subject: '案件已結案：中正路路面坑洞（CASE-1）',
  text: '林先生您好：\n\n路面坑洞已修補完成，謝謝您的通報。\n',
  replyTo: null,
};

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A mail server on the loopback that keeps what it took. */
async function mailServer(
  options: SMTPServerOptions = {},
  host = '127.0.0.1',
): Promise<{ port: number; received: string[]; recipients: string[] }> {
  const received: string[] = [];
  const recipients: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      recipients.push(...session.envelope.rcptTo.map(({ address }) => address));
      void text(stream).then((raw) => {
        received.push(raw);
        done();
      });
    },
    ...options,
  });
  const listener = server.listen(0, host);
  await once(listener, 'listening');
  closing.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { port: (listener.address() as AddressInfo).port, received, recipients };
}

function mailer(port: number): SmtpMail {
  const mail = new SmtpMail({ url: `smtp://127.0.0.1:${port}`, from: '桃園市政府 1999 <1999@city.example>' });
  closing.push(() => mail.onApplicationShutdown());
  return mail;
}

/** What the server was given, unfolded, with its encoded words and its body decoded. */
function readMail(raw: string): { headers: string; body: string } {
  const [head, ...rest] = raw.split('\r\n\r\n');
  const headers = head!
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, coded: string) => Buffer.from(coded, 'base64').toString())
    .replaceAll(/=\?UTF-8\?Q\?([^?]*)\?=/g, (_, coded: string) => fromQuotedPrintable(coded.replaceAll('_', ' ')));
  const body = rest.join('\r\n\r\n');
  return { headers, body: /base64/i.test(head!) ? Buffer.from(body, 'base64').toString() : fromQuotedPrintable(body) };
}

function fromQuotedPrintable(coded: string): string {
  const bytes = coded
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

const failureOf = (sending: Promise<void>): Promise<unknown> => sending.then(() => null).catch((error: unknown) => error);

test('a Chinese subject and a Chinese body arrive intact', async () => {
  const server = await mailServer();
  await mailer(server.port).send(MAIL);
  const { headers, body } = readMail(server.received[0]!);
  expect(headers).toContain(`Subject: ${MAIL.subject}`);
  expect(body.replaceAll('\r\n', '\n').trim()).toBe(MAIL.text.trim());
  expect(headers).toMatch(/From: .*桃園市政府 1999.* <1999@city\.example>/);
});

test('a mail carries its id as Message-ID and asks machines not to answer', async () => {
  const server = await mailServer();
  await mailer(server.port).send(MAIL);
  const { headers } = readMail(server.received[0]!);
  expect(headers).toContain(`Message-ID: <${MAIL.id}@city.example>`);
  expect(headers).toContain('Auto-Submitted: auto-generated');
});

test('an address is one recipient, whatever it looks like', async () => {
  const server = await mailServer();
  await failureOf(mailer(server.port).send({ ...MAIL, to: 'a@example.org, b@example.org' }));
  expect(server.recipients).not.toContain('b@example.org');
  expect(server.recipients).not.toContain('a@example.org');
});

test('a line break in a subject adds no header', async () => {
  const server = await mailServer();
  await mailer(server.port).send({ ...MAIL, subject: 'One\r\nBcc: other@example.org' });
  expect(server.recipients).toEqual(['lin@example.org']);
  expect(readMail(server.received[0]!).headers).not.toMatch(/^Bcc:/m);
});

test.each([
  { code: 451, permanent: false },
  { code: 452, permanent: false },
  { code: 550, permanent: true },
  { code: 554, permanent: true },
])('an address refused with $code is refused for good: $permanent', async ({ code, permanent }) => {
  const refusal = Object.assign(new Error(`<${MAIL.to}> is not wanted here`), { responseCode: code });
  const server = await mailServer({ onRcptTo: (_address, _session, done) => done(refusal) });
  const failure = await failureOf(mailer(server.port).send(MAIL));
  expect(failure).toBeInstanceOf(NotSent);
  expect(failure).toMatchObject({ permanent, reason: `SMTP ${code}` });
});

test('the reason of a failure never holds the address', async () => {
  const refusal = Object.assign(new Error(`5.1.1 <${MAIL.to}> unknown`), { responseCode: 550 });
  const server = await mailServer({ onRcptTo: (_address, _session, done) => done(refusal) });
  const failure = (await failureOf(mailer(server.port).send(MAIL))) as NotSent;
  expect(failure.reason).toBe('SMTP 550 5.1.1');
  expect(`${failure.message} ${failure.stack}`).not.toContain(MAIL.to);
});

test('a content refused with 5xx is refused for good', async () => {
  const refusal = Object.assign(new Error('looks like spam'), { responseCode: 554 });
  const server = await mailServer({
    onData(stream, _session, done) {
      stream.resume();
      stream.on('end', () => done(refusal));
    },
  });
  expect(await failureOf(mailer(server.port).send(MAIL))).toMatchObject({ permanent: true, reason: 'SMTP 554' });
});

test('a refused password or sender may be put right, so the mail is tried again', async () => {
  const refusal = Object.assign(new Error('no'), { responseCode: 550 });
  const server = await mailServer({ onMailFrom: (_address, _session, done) => done(refusal) });
  expect(await failureOf(mailer(server.port).send(MAIL))).toMatchObject({ permanent: false, reason: 'SMTP 550' });
  expect(toNotSent(Object.assign(new Error('no'), { code: 'EAUTH', responseCode: 535, command: 'AUTH PLAIN' }))).toMatchObject({
    permanent: false,
  });
});

test('a server that is away is not the fault of the mail', async () => {
  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const { port } = free.address() as AddressInfo;
  await new Promise((resolve) => free.close(resolve));
  expect(await failureOf(mailer(port).send(MAIL))).toMatchObject({ permanent: false, reason: 'ECONNREFUSED' });
});

test('a password goes to no other machine in the clear', async () => {
  const passwords: unknown[] = [];
  const { port, received } = await mailServer(
    {
      allowInsecureAuth: true,
      onAuth: ({ password }, _, done) => {
        passwords.push(password);
        done(null, { user: 'paian' });
      },
    },
    '127.0.0.2', // another machine, as far as addresses tell
  );
  const mail = new SmtpMail({ url: `smtp://paian:${randomUUID()}@127.0.0.2:${port}`, from: '1999@city.example' });
  closing.push(() => mail.onApplicationShutdown());
  expect(await failureOf(mail.send(MAIL))).toMatchObject({ permanent: false });
  expect([passwords, received]).toEqual([[], []]);
});
