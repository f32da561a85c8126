import type { CredentialCarrier } from './credential.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request that a cookie signs in may be carried out: it changes nothing, or it comes from a page of this site.
 *
 * Browsers say where a request comes from, and pages cannot make them lie: `Sec-Fetch-Site` where the site is trustworthy to the browser
 * (https, localhost), else `Origin`, which must name the host that was asked or the public address (a proxy may have changed the
 * host). A request that says neither comes from no current browser: it may use a bearer token.
 *
 * @param publicUrl the address at which browsers see this site
 */
export function mayActByCookie({ method, headers }: CredentialCarrier, publicUrl: string): boolean {
  if (SAFE.has(method)) return true;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const origin = headers['origin'];
  if (typeof origin !== 'string' || !URL.canParse(origin)) return false;
  const { host, origin: normalised } = new URL(origin);
  return host === headers['host'] || normalised === new URL(publicUrl).origin;
}
