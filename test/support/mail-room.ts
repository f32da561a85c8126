import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** A mail as it arrived, its codings undone. */
export interface ArrivedMail {
  readonly to: string;
  readonly subject: string;
  /** All lines above the text. */
  readonly head: string;
  readonly text: string;
}

/** A mail server on the loopback that keeps what it takes. */
export class MailRoom {
  readonly mails: ArrivedMail[] = [];

  private constructor(
    private readonly server: SMTPServer,
    readonly url: string,
  ) {}

  /** @param unknown to whom it takes nothing, which it says with the address, as servers do */
  static async open(unknown: readonly string[] = []): Promise<MailRoom> {
    const mails: ArrivedMail[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: ({ address }, _session, done) =>
        unknown.includes(address) ? done(new Error(`<${address}>: no such user here`)) : done(),
      onData(stream, session, done) {
        void text(stream).then((raw) => {
          for (const { address } of session.envelope.rcptTo) mails.push(read(address, raw));
          done();
        });
      },
    });
    const listener = server.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const room = new MailRoom(server, `smtp://127.0.0.1:${(listener.address() as AddressInfo).port}`);
    return Object.assign(room, { mails });
  }

  to(address: string): ArrivedMail[] {
    return this.mails.filter(({ to }) => to === address);
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

function read(to: string, raw: string): ArrivedMail {
  const [top = '', ...rest] = raw.split('\r\n\r\n');
  const head = decodedWords(top.replaceAll(/\r\n[ \t]+/g, ' '));
  const body = rest.join('\r\n\r\n');
  const coding = /^Content-Transfer-Encoding: (.*)$/im.exec(head)?.[1]?.trim().toLowerCase();
  const subject = /^Subject: (.*)$/im.exec(head)?.[1] ?? '';
  if (coding === 'base64') return { to, subject, head, text: Buffer.from(body, 'base64').toString() };
  return { to, subject, head, text: coding === 'quoted-printable' ? fromQuoted(body.replaceAll('=\r\n', '')) : body };
}

const fromQuoted = (text: string): string =>
  text.replaceAll(/(?:=[0-9A-F]{2})+/gi, (run) => Buffer.from(run.replaceAll('=', ''), 'hex').toString());

/** `=?UTF-8?B?…?=` (RFC 2047). */
const decodedWords = (head: string): string =>
  head
    .replaceAll(/\?= =\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, coding: string, word: string) =>
      coding.toLowerCase() === 'b' ? Buffer.from(word, 'base64').toString() : fromQuoted(word.replaceAll('_', ' ')),
    );
