import type { RequestListener } from 'node:http';
import { startSmsGateway, type StartedGateway } from '../../../test/support/sms-gateway.ts';
import { GatewaySms } from './gateway-sms.ts';
import { NotSent } from './not-sent.ts';
import type { Sms } from './sms.port.ts';

const SMS: Sms = {
  id: '0190c0de-0000-7000-8000-000000000001',
  to: '0912345678',
  text: '您好：\n路面坑洞已修補完成，謝謝您的通報。',
};

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function gateway(answer?: RequestListener): Promise<StartedGateway> {
  const started = await startSmsGateway(answer);
  closing.push(started.stop);
  return started;
}

const answering = (status: number, headers: Record<string, string> = {}): RequestListener => {
  return (_, response) => response.writeHead(status, headers).end(`${SMS.to} is not wanted here`);
};

const failureOf = (sending: Promise<void>): Promise<unknown> => sending.then(() => null).catch((error: unknown) => error);

test('a text message is posted as JSON with its id, its number and its words', async () => {
  const { url, posted } = await gateway();
  await new GatewaySms({ url, token: null }).send(SMS);
  expect(posted).toEqual([{ method: 'POST', contentType: 'application/json', authorization: undefined, body: SMS }]);
});

test('a gateway that asks for a token gets it', async () => {
  const { url, posted } = await gateway();
  await new GatewaySms({ url, token: 's3cret' }).send(SMS);
  expect(posted).toMatchObject([{ authorization: 'Bearer s3cret' }]);
});

test.each([200, 201, 202, 204])('%i says that the message was taken over', async (status) => {
  const { url } = await gateway((_, response) => response.writeHead(status).end());
  await expect(new GatewaySms({ url, token: null }).send(SMS)).resolves.toBeUndefined();
});

test.each([
  { status: 400, permanent: true },
  { status: 413, permanent: true },
  { status: 422, permanent: true },
  { status: 401, permanent: false },
  { status: 403, permanent: false },
  { status: 404, permanent: false },
  { status: 429, permanent: false },
  { status: 500, permanent: false },
  { status: 503, permanent: false },
])('a message refused with $status is refused for good: $permanent', async ({ status, permanent }) => {
  const { url } = await gateway(answering(status));
  const failure = await failureOf(new GatewaySms({ url, token: null }).send(SMS));
  expect(failure).toBeInstanceOf(NotSent);
  expect(failure).toMatchObject({ permanent, reason: `HTTP ${status}` });
});

test('the reason of a failure holds neither the number nor the token', async () => {
  const { url } = await gateway(answering(422));
  const failure = (await failureOf(new GatewaySms({ url, token: 's3cret' }).send(SMS))) as NotSent;
  for (const secret of [SMS.to, 's3cret']) expect(`${failure.message} ${failure.stack}`).not.toContain(secret);
});

test.each([301, 302, 307, 308])('a redirect by %i takes neither the message nor the token to somebody else', async (status) => {
  const other = await gateway();
  const { url } = await gateway(answering(status, { location: other.url }));
  const failure = await failureOf(new GatewaySms({ url, token: 's3cret' }).send(SMS));
  expect(failure).toMatchObject({ permanent: false, reason: `HTTP ${status}` });
  expect(other.posted).toEqual([]);
});

test('a gateway that does not answer in time is tried again', async () => {
  const { url } = await gateway(() => undefined);
  const failure = await failureOf(new GatewaySms({ url, token: null }, 50).send(SMS));
  expect(failure).toMatchObject({ permanent: false, reason: 'TIMEOUT' });
});

test('a message that was taken over is not sent again because the answer breaks off', async () => {
  const { url, posted } = await gateway((_, response) => {
    response.writeHead(200, { 'content-length': '10' }).write('ok', () => response.destroy());
  });
  await new GatewaySms({ url, token: null }).send(SMS);
  expect(posted).toHaveLength(1);
});

test('a gateway that is away is not the fault of the message', async () => {
  const { url, stop } = await gateway();
  await stop();
  closing.pop();
  expect(await failureOf(new GatewaySms({ url, token: null }).send(SMS))).toMatchObject({
    permanent: false,
    reason: 'ECONNREFUSED',
  });
});
