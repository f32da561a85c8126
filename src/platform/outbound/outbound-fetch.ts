import { request as requestPlain, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestByTls } from 'node:https';
import { isIPv6, type LookupFunction } from 'node:net';
import { type Destination, destinationOf, type Exception } from './destination.ts';
import type { NameResolver } from './name-resolver.port.ts';
import { NotFetched } from './not-fetched.ts';

/** A request to an address that somebody named. */
export interface OutboundRequest {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Of the answer; more is not taken. */
  readonly mostBytes: number;
  /** For everything together. */
  readonly timeoutMs: number;
  /** What the answer may be, e.g. `image/jpeg`; whatever it is when left out. */
  readonly types?: readonly string[];
}

export interface OutboundAnswer {
  readonly status: number;
  /** Without parameters, in small letters; empty when the answer does not say. */
  readonly type: string;
  readonly body: Buffer;
}

/** A picture may lie at the end of a short chain of addresses; each of them is looked at like the first. */
const MOST_REDIRECTS = 3;
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/**
 * Calls addresses that others named (`media_url`, webhooks), and nothing inside: no address of this machine or of its networks, also by way
 * of a name, a change of what the name means, or a redirect. The operator's own settings (`SMS_URL`, `SMTP_URL`) do not pass here.
 */
export class OutboundFetch {
  constructor(
    private readonly resolver: NameResolver,
    private readonly exception: Exception = () => false,
  ) {}

  /** @throws NotFetched */
  async fetch(wish: OutboundRequest): Promise<OutboundAnswer> {
    const signal = AbortSignal.timeout(wish.timeoutMs);
    let url = wish.url;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      const destination = await within(signal, destinationOf(url, this.resolver, this.exception));
      const answer = await within(signal, call(destination, wish, signal));
      const next = REDIRECTS.includes(answer.statusCode ?? 0) ? answer.headers.location : undefined;
      if (next === undefined) return within(signal, readAnswer(answer, wish));
      answer.destroy();
      // What was meant for one receiver goes to no other
      if (wish.method === 'POST' || !URL.canParse(next, url)) throw new NotFetched('REDIRECTED', true);
      url = new URL(next, url).href;
    }
    throw new NotFetched('REDIRECTED', true);
  }
}

/** Connects to the address that was looked at; the name is for the certificate and the `Host` header only. */
function call({ url, address }: Destination, wish: OutboundRequest, signal: AbortSignal): Promise<IncomingMessage> {
  const lookup: LookupFunction = (_name, options, done) => {
    const family = isIPv6(address) ? 6 : 4;
    if (options.all === true) done(null, [{ address, family }]);
    else done(null, address, family);
  };
  const options: RequestOptions = {
    method: wish.method ?? 'GET',
    headers: { 'accept-encoding': 'identity', ...wish.headers }, // nothing small unpacks into something large
    agent: false, // a connection of its own: none is left over that led elsewhere
    lookup,
    signal,
  };
  const request = url.protocol === 'https:' ? requestByTls(url, options) : requestPlain(url, options);
  return new Promise((resolve, reject) => {
    request.once('response', resolve).once('error', reject).end(wish.body);
  });
}

/** @throws NotFetched */
async function readAnswer(answer: IncomingMessage, { mostBytes, types }: OutboundRequest): Promise<OutboundAnswer> {
  const type = (answer.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  try {
    if (types !== undefined && !types.includes(type)) throw new NotFetched('WRONG_TYPE', true);
    if (Number(answer.headers['content-length'] ?? 0) > mostBytes) throw new NotFetched('TOO_LARGE', true);
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > mostBytes) throw new NotFetched('TOO_LARGE', true);
      chunks.push(chunk);
    }
    return { status: answer.statusCode ?? 0, type, body: Buffer.concat(chunks) };
  } finally {
    answer.destroy();
  }
}

/** The result, or why there is none. @throws NotFetched */
async function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new NotFetched('TIMEOUT', false)), { once: true });
  });
  try {
    signal.throwIfAborted();
    return await Promise.race([work, late]);
  } catch (error) {
    if (error instanceof NotFetched) throw error;
    throw new NotFetched(signal.aborted ? 'TIMEOUT' : 'NOT_REACHED', false);
  }
}
