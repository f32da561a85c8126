import { hostCookie, hostCookieOf } from './host-cookie.ts';

const SESSION_COOKIE = 'paian_session';

/** 32 random bytes as base64url. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** The parts of a request that can say who sent it. */
export interface CredentialCarrier {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** A session's token, and how it came: a browser sends the cookie unasked, also when a strange page makes it do so. */
export interface Credential {
  readonly token: string;
  readonly by: 'BEARER' | 'COOKIE';
}

/**
 * The token that a request carries, or null. A bearer token counts before the cookie, even when it is worthless.
 *
 * @param secure whether the site is reached by https: the cookie then has another name
 */
export function credentialOf({ headers }: CredentialCarrier, secure: boolean): Credential | null {
  const bearer = /^Bearer +(.*)$/i.exec(textOf(headers['authorization']));
  const token = bearer ? bearer[1]! : hostCookieOf(textOf(headers['cookie']), SESSION_COOKIE, secure);
  if (token === null || !TOKEN.test(token)) return null;
  return { token, by: bearer ? 'BEARER' : 'COOKIE' };
}

const textOf = (header: string | string[] | undefined): string => (typeof header === 'string' ? header : '');

/** For how long a browser keeps a session that ends at an instant. */
export const secondsUntil = (end: Date, now: Date): number => Math.ceil((end.getTime() - now.getTime()) / 1000);

/**
 * The `Set-Cookie` header of a session; requests that change something are held to their own origin besides (`same-origin.ts`).
 *
 * @param maxAgeSeconds 0 takes the cookie away
 */
export const sessionCookie = (token: string, maxAgeSeconds: number, secure: boolean): string =>
  hostCookie(SESSION_COOKIE, token, maxAgeSeconds, secure);
