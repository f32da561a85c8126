import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { InjectOptions } from 'fastify';
import { Overheard } from './canaries.ts';

/** Whatever the processes of this file log, and refuse with. */
export const overheard = new Overheard();

/** An answer, its JSON read. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  // The contract is what is tested, so what comes back is looked at as it is.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
  readonly body: any;
}

/** Somebody who sends requests. */
export class Client {
  constructor(
    private readonly app: NestFastifyApplication,
    /** What says who sends them, in every request. */
    readonly credentials: Readonly<Record<string, string>> = {},
  ) {}

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send({ method: 'GET', url: address(path), headers: { ...this.credentials, ...headers } });
  }

  /** @param body text and bytes are sent as they are, anything else as JSON */
  post(path: string, body: unknown = {}, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send({
      method: 'POST',
      url: address(path),
      headers: { 'content-type': 'application/json', ...this.credentials, ...headers },
      payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
    });
  }

  put(path: string, body: unknown = {}): Promise<Answer> {
    const headers = { 'content-type': 'application/json', ...this.credentials };
    return this.send({ method: 'PUT', url: address(path), headers, payload: JSON.stringify(body) });
  }

  patch(path: string, body: unknown = {}): Promise<Answer> {
    const headers = { 'content-type': 'application/json', ...this.credentials };
    return this.send({ method: 'PATCH', url: address(path), headers, payload: JSON.stringify(body) });
  }

  delete(path: string): Promise<Answer> {
    return this.send({ method: 'DELETE', url: address(path), headers: { ...this.credentials } });
  }

  async send(options: InjectOptions): Promise<Answer> {
    const answer = await this.app.inject(options);
    if (answer.statusCode >= 400) overheard.hear('a refusal', `${answer.payload} ${JSON.stringify(answer.headers)}`);
    const isJson = answer.payload !== '' && /json/.test(String(answer.headers['content-type'] ?? ''));
    return { status: answer.statusCode, headers: answer.headers, body: isJson ? answer.json() : answer.payload };
  }
}

const address = (path: string): string => (/^\/(healthz|readyz|metrics|api\/)/.test(path) ? path : `/api/v1${path}`);
