/** The server said no, or failed. Who plays a city has no place for it: what is sent is meant to be accepted. */
export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(
    readonly request: string,
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(`${request}: ${status} ${code} ${detail}`);
  }
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

interface PageOf<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

type Method = 'GET' | 'POST' | 'PUT';
/** Sent as it is. */
interface FileToSend {
  readonly bytes: Uint8Array;
  readonly type: string;
}

type Send = (method: Method, path: string, body?: object | FileToSend) => Promise<Reply>;

/** Somebody who uses the HTTP interface. */
export class Person {
  constructor(private readonly send: Send) {}

  /** @throws Refused */
  get<T = unknown>(path: string): Promise<T> {
    return this.ask<T>('GET', path);
  }

  /** @throws Refused */
  post<T = unknown>(path: string, body: object = {}): Promise<T> {
    return this.ask<T>('POST', path, body);
  }

  /** @throws Refused */
  put<T = unknown>(path: string, body: object): Promise<T> {
    return this.ask<T>('PUT', path, body);
  }

  /** Sends a file as the body itself. @throws Refused */
  sendFile<T = unknown>(path: string, bytes: Uint8Array, type: string): Promise<T> {
    return this.ask<T>('POST', path, { bytes, type });
  }

  /** A list to its end. @param path without a cursor @throws Refused */
  async all<T>(path: string): Promise<T[]> {
    const found: T[] = [];
    const joint = path.includes('?') ? '&' : '?';
    for (let cursor: string | null = ''; cursor !== null;) {
      const after: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: PageOf<T> = await this.get<PageOf<T>>(`${path}${joint}limit=200${after}`);
      found.push(...page.items);
      cursor = page.nextCursor;
    }
    return found;
  }

  /** Whether there is an answer of success. */
  async finds(path: string): Promise<boolean> {
    return (await this.send('GET', path)).status === 200;
  }

  private async ask<T>(method: Method, path: string, body?: object | FileToSend): Promise<T> {
    const { status, body: answer } = await this.send(method, path, body);
    if (status >= 200 && status < 300) return answer as T;
    const { code = '', detail = '', errors = [] } = (answer ?? {}) as { code?: string; detail?: string; errors?: unknown[] };
    throw new Refused(`${method} ${path}`, status, code, errors.length > 0 ? JSON.stringify(errors) : detail);
  }
}

/** The interface of a city, and everybody who signs in there. */
export class CityApi {
  private readonly people = new Map<string, Person>();

  /** @param url without a trailing slash */
  constructor(
    private readonly url: string,
    private readonly password: string,
  ) {}

  /** Anybody, not signed in. */
  readonly citizen = new Person((method, path, body) => this.request(method, path, body, {}));

  /** A demonstration account. Signs in when it is first needed, and again when its session is over. */
  as(username: string): Person {
    const known = this.people.get(username);
    if (known) return known;
    const person = this.signedIn(username);
    this.people.set(username, person);
    return person;
  }

  private signedIn(username: string): Person {
    let token: string | null = null;
    return new Person(async (method, path, body) => {
      for (let attempt = 1; ; attempt++) {
        token ??= await this.signIn(username);
        const reply = await this.request(method, path, body, { authorization: `Bearer ${token}` });
        if (reply.status !== 401 || attempt > 1) return reply;
        token = null;
      }
    });
  }

  private async signIn(username: string): Promise<string> {
    const { password } = this;
    const session = await this.citizen.post<{ readonly token: string }>('/auth/login', { username, password });
    return session.token;
  }

  private async request(method: Method, path: string, body: object | FileToSend | undefined, headers: object): Promise<Reply> {
    const content = body && (isFile(body) ? body : { type: 'application/json', bytes: Buffer.from(JSON.stringify(body)) });
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { 'accept-language': 'zh-TW', ...(content && { 'content-type': content.type }), ...headers },
      ...(content && { body: content.bytes }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  }
}

const isFile = (body: object): body is FileToSend => 'bytes' in body;
