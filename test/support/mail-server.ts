import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** A mail server on the loopback that keeps what it took. */
export interface MailServer {
  readonly url: string;
  /** The Message-ID of every mail that it took, in the order in which they came. */
  readonly ids: string[];
  close(): Promise<void>;
}

export async function startMailServer(): Promise<MailServer> {
  const ids: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      void text(stream).then((raw) => {
        ids.push(/^Message-ID:\s*(\S+)/im.exec(raw)?.[1] ?? raw);
        done();
      });
    },
  });
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, ids, close: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}
