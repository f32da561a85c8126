import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What the gateway was asked to send. */
export interface PostedSms {
  readonly method: string;
  readonly contentType: string | undefined;
  readonly authorization: string | undefined;
  readonly body: { readonly id: string; readonly to: string; readonly text: string };
}

export interface StartedGateway {
  readonly url: string;
  readonly posted: PostedSms[];
  readonly stop: () => Promise<void>;
}

/** A gateway for text messages on the loopback. @param answer how it answers, in place of 202 */
export async function startSmsGateway(
  answer: RequestListener = (_, response) => response.writeHead(202).end(),
): Promise<StartedGateway> {
  const posted: PostedSms[] = [];
  const server = createServer((request, response) => {
    void postedBy(request).then((sms) => {
      posted.push(sms);
      answer(request, response);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/messages`, posted, stop };
}

const postedBy = async (request: IncomingMessage): Promise<PostedSms> => ({
  method: request.method ?? '',
  contentType: request.headers['content-type'],
  authorization: request.headers.authorization,
  body: JSON.parse(await text(request)) as PostedSms['body'],
});
