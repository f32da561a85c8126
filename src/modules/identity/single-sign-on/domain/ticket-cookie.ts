import { hostCookie, hostCookieOf } from '../../domain/host-cookie.ts';

const NAME = 'paian_sign_in';

/** The `Set-Cookie` header of a sign-in that was begun. @param maxAgeSeconds 0 takes the cookie away */
export const ticketCookie = (ticket: string, maxAgeSeconds: number, secure: boolean): string =>
  hostCookie(NAME, ticket, maxAgeSeconds, secure);

/** The ticket that a `Cookie` header carries, or null. */
export const ticketOf = (header: string | undefined, secure: boolean): string | null => hostCookieOf(header, NAME, secure);
