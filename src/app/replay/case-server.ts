import { errorCode } from '../../kernel/startup-error.ts';
import type { PetitionBody } from './row-to-petition.ts';

/** The parts of an agency that a replay looks at. */
export interface ServerAgency {
  readonly code: string;
  readonly name: string;
  /** Empty: it serves the whole city. */
  readonly districtCodes: readonly string[];
}

/** The parts of the answer to a registered petition that a replay looks at. */
export interface Registered {
  readonly case: {
    readonly caseNo: string;
    readonly leadAgency: { readonly code: string; readonly name: string } | null;
    readonly location: { readonly district: { readonly code: string } | null };
  };
  readonly routing: { readonly outcome: string; readonly reasons: readonly { readonly code: string }[] } | null;
}

/** What the server said to a petition. */
export type Answer =
  | { readonly kind: 'TAKEN_IN'; readonly registered: Registered }
  | { readonly kind: 'ALREADY_THERE' }
  /** Refused for what it says: sending it again would not help. */
  | { readonly kind: 'REJECTED'; readonly code: string; readonly reason: string }
  /** The server made a mistake with it. */
  | { readonly kind: 'FAILED'; readonly code: string; readonly reason: string };

/** The server does not answer, or will not let us register: nothing more can be sent. */
export class ServerGone extends Error {
  override readonly name = 'ServerGone';
}

export interface ServerOptions {
  /** Without a trailing slash. */
  readonly url: string;
  readonly username: string;
  readonly password: string;
  /** Waits; an argument so that a test need not. */
  readonly pause: (ms: number) => Promise<void>;
}

interface Request {
  readonly method: 'GET' | 'POST';
  /** Below the base of the interface. */
  readonly path: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly attempts?: number;
}

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

const TIMEOUT_MS = 30_000;
const ATTEMPTS = 8;
/** At the start nobody wants to wait for a server that was never there. */
const FIRST_ATTEMPTS = 3;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 30_000;

/** The problem codes of a 409 that mean: somebody else is at it, ask again. */
const BUSY = 'idempotency.in_progress';

/** The public HTTP interface, as a signed-in operator sees it. Connections are kept open between requests. */
export class CaseServer {
  private token: Promise<string> | null = null;

  constructor(private readonly options: ServerOptions) {}

  /** @throws ServerGone when nothing answers, or the account is refused */
  async signIn(): Promise<void> {
    await (this.token ??= this.newToken(FIRST_ATTEMPTS));
  }

  /** Every agency, dissolved ones included. */
  async agencies(): Promise<ServerAgency[]> {
    const found: ServerAgency[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const { status, body } = await this.persist({ method: 'GET', path: `/agencies?limit=200${page}` });
      if (status !== 200) throw new ServerGone(`${this.options.url} does not answer with its agencies (HTTP ${status})`);
      const answer = body as { items: ServerAgency[]; nextCursor: string | null };
      found.push(...answer.items);
      cursor = answer.nextCursor;
    }
    return found;
  }

  /** Registers one petition, patiently. @throws ServerGone */
  async register(petition: PetitionBody, idempotencyKey: string): Promise<Answer> {
    const request: Request = {
      method: 'POST',
      path: '/petitions',
      body: petition,
      headers: { 'idempotency-key': idempotencyKey },
    };
    let reply = await this.sendSigned(request);
    if (reply.status === 401) reply = await this.sendSigned(request); // a session ends after some hours
    if (reply.status === 401 || reply.status === 403) {
      throw new ServerGone(`${this.options.username} may not register petitions: ${problemOf(reply.body, reply.status).reason}`);
    }
    return toAnswer(reply);
  }

  private async sendSigned(request: Request): Promise<Reply> {
    const token = (this.token ??= this.newToken());
    const reply = await this.persist({ ...request, headers: { ...request.headers, authorization: `Bearer ${await token}` } });
    if (reply.status === 401 && this.token === token) this.token = null;
    return reply;
  }

  private async newToken(attempts = ATTEMPTS): Promise<string> {
    const { username, password, url } = this.options;
    const { status, body } = await this.persist({ method: 'POST', path: '/auth/login', body: { username, password }, attempts });
    const token = (body as { token?: unknown } | null)?.token;
    if (status === 200 && typeof token === 'string') return token;
    throw new ServerGone(`${url} does not let ${username} sign in: ${problemOf(body, status).reason}`);
  }

  /** Sends until there is an answer that waiting would not change. @throws ServerGone when there is none after `attempts` */
  private async persist(request: Request): Promise<Reply> {
    const { attempts = ATTEMPTS } = request;
    for (let attempt = 1; ; attempt++) {
      const reply = await this.send(request);
      if (typeof reply !== 'string' && !isTemporary(reply)) return reply;
      const [said, retryAfter] =
        typeof reply === 'string' ? [reply, null] : [`HTTP ${reply.status}`, reply.headers.get('retry-after')];
      if (attempt >= attempts) throw new ServerGone(`${this.options.url} does not answer (${said})`);
      await this.options.pause(waitBefore(attempt, retryAfter));
    }
  }

  /** Sends once. The answer is a word when there was none. */
  private async send({ method, path, body, headers }: Request): Promise<Reply | string> {
    try {
      const response = await fetch(`${this.options.url}/api/v1${path}`, {
        method,
        headers: { 'accept-language': 'en', ...(body && { 'content-type': 'application/json' }), ...headers },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return { status: response.status, headers: response.headers, body: jsonOf(await response.text()) };
    } catch (error) {
      return errorCode((error as Error).cause ?? error);
    }
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isTemporary = ({ status, body }: Reply): boolean =>
  [429, 502, 503, 504].includes(status) || (status === 409 && problemOf(body, status).code === BUSY);

/**
 * Milliseconds before the next attempt: what the server asked for, else doubling; never longer than half a minute.
 *
 * @param attempt the one that failed, from 1
 * @param retryAfter the header, in seconds; a date in it is not understood and doubling answers
 */
export function waitBefore(attempt: number, retryAfter: string | null): number {
  const seconds = retryAfter !== null && /^\d+$/.test(retryAfter) ? Number(retryAfter) : null;
  return Math.min(seconds === null ? FIRST_WAIT_MS * 2 ** (attempt - 1) : seconds * 1000, LONGEST_WAIT_MS);
}

function toAnswer({ status, headers, body }: Reply): Answer {
  if (status === 201) {
    if (headers.get('idempotent-replayed') === 'true') return { kind: 'ALREADY_THERE' };
    return { kind: 'TAKEN_IN', registered: body as Registered };
  }
  const problem = problemOf(body, status);
  if (status === 409 && problem.code === 'petition.external_id_taken') return { kind: 'ALREADY_THERE' };
  return { kind: status >= 400 && status < 500 ? 'REJECTED' : 'FAILED', ...problem };
}

interface Problem {
  readonly code?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly field: string; readonly code: string; readonly message?: string }[];
}

/** The stable codes, field by field where there are fields, and the sentence for a reader. */
function problemOf(body: unknown, status: number): { code: string; reason: string } {
  const { code = `http.${status}`, detail = `HTTP ${status}`, errors = [] } = (body ?? {}) as Problem;
  if (errors.length === 0) return { code, reason: detail };
  return {
    code: [...new Set(errors.map((error) => error.code))].sort().join(' '),
    reason: errors.map(({ field, message = detail }) => `${field}: ${message}`).join('; '),
  };
}
