/** With https no other host of the domain can put one there, nor at another path (RFC 6265bis §4.1.3.2). */
const nameOf = (name: string, secure: boolean): string => (secure ? `__Host-${name}` : name);

/**
 * The `Set-Cookie` header of what only this host may set and no script may read. Lax, not Strict: it must come along when somebody follows
 * a link of a mail, or is sent back by another site.
 *
 * @param maxAgeSeconds 0 takes the cookie away
 * @param secure whether the site is reached by https
 */
export function hostCookie(name: string, value: string, maxAgeSeconds: number, secure: boolean): string {
  const attributes = [`${nameOf(name, secure)}=${value}`, 'Path=/', `Max-Age=${maxAgeSeconds}`, 'HttpOnly', 'SameSite=Lax'];
  return [...attributes, ...(secure ? ['Secure'] : [])].join('; ');
}

/** What a `Cookie` header carries under that name, or null. */
export function hostCookieOf(header: string | undefined, name: string, secure: boolean): string | null {
  for (const pair of (header ?? '').split(';')) {
    const [found, value] = pair.split('=', 2);
    if (found?.trim() === nameOf(name, secure)) return value?.trim() ?? null;
  }
  return null;
}
