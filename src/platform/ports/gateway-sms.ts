import { NotSent } from './not-sent.ts';
import { type Sms, SmsPort } from './sms.port.ts';

export interface SmsGateway {
  /** Where each message is posted. */
  readonly url: string;
  /** Sent as `Authorization: Bearer …`; null where the gateway asks for nothing. */
  readonly token: string | null;
}

/** How long a gateway may take. Well below the time after which a message is tried again. */
const TIMEOUT_MS = 30_000;

/** Answers about this one message, which would be refused again; any other refusal is about us or the gateway, and may be put right. */
const ABOUT_THE_MESSAGE: readonly number[] = [400, 413, 422];

/** What is told of a request without an answer. */
interface FetchError {
  readonly name?: string;
  readonly cause?: { readonly code?: string };
}

/** Hands text messages to a gateway: a POST of JSON each, `{ id, to, text }`; any 2xx says that it has taken the message over. */
export class GatewaySms extends SmsPort {
  readonly way = 'GATEWAY';

  constructor(
    private readonly gateway: SmsGateway,
    private readonly timeoutMs = TIMEOUT_MS,
  ) {
    super();
  }

  async send(sms: Sms): Promise<void> {
    const status = await this.post(JSON.stringify({ id: sms.id, to: sms.to, text: sms.text }));
    if (status >= 200 && status < 300) return;
    throw new NotSent(`HTTP ${status}`, ABOUT_THE_MESSAGE.includes(status));
  }

  /** @returns the status of the answer */
  private async post(body: string): Promise<number> {
    const { url, token } = this.gateway;
    const headers = new Headers({ 'content-type': 'application/json' });
    if (token !== null) headers.set('authorization', `Bearer ${token}`);
    try {
      // A redirect is an answer that is no success: neither the text nor the token follows it to somebody else.
      const signal = AbortSignal.timeout(this.timeoutMs);
      const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
      await answer.body?.cancel().catch(() => undefined); // what it says is not read: it may hold the number
      return answer.status;
    } catch (error) {
      throw new NotSent(reasonOf(error as FetchError), false);
    }
  }
}

const reasonOf = ({ name, cause }: FetchError): string => (name === 'TimeoutError' ? 'TIMEOUT' : (cause?.code ?? 'unknown'));
