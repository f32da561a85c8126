const NAME = 'paian_sign_in';

/** With https no other host of the domain can put one there (RFC 6265bis §4.1.3.2). */
const nameOf = (secure: boolean): string => (secure ? `__Host-${NAME}` : NAME);

/**
 * The `Set-Cookie` header of a sign-in that was begun. Lax: it must come along when the provider sends the browser back.
 *
 * @param maxAgeSeconds 0 takes the cookie away
 */
export function ticketCookie(ticket: string, maxAgeSeconds: number, secure: boolean): string {
  const attributes = [`${nameOf(secure)}=${ticket}`, 'Path=/', `Max-Age=${maxAgeSeconds}`, 'HttpOnly', 'SameSite=Lax'];
  return [...attributes, ...(secure ? ['Secure'] : [])].join('; ');
}

/** The ticket that a `Cookie` header carries, or null. */
export function ticketOf(header: string | undefined, secure: boolean): string | null {
  for (const pair of (header ?? '').split(';')) {
    const [name, value] = pair.split('=', 2);
    if (name?.trim() === nameOf(secure)) return value?.trim() ?? null;
  }
  return null;
}
