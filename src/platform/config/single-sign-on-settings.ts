import { StartupError } from '../../kernel/startup-error.ts';
import { closedAddress, secret, token } from './setting-checks.ts';

/** How the city's single sign-on is reached (OpenID Connect). */
export interface SingleSignOnSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const NAMES = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;

/**
 * All three settings, or none of them.
 *
 * @param publicUrl where the single sign-on sends browsers back to, with what opens a session
 * @throws StartupError
 */
export function singleSignOn(text: (name: string) => string | null, publicUrl: string): SingleSignOnSettings | null {
  const [issuer, clientId, clientSecret] = NAMES.map(text) as [string | null, string | null, string | null];
  const missing = NAMES.filter((name) => text(name) === null);
  if (missing.length === NAMES.length) return null;
  if (missing.length > 0)
    throw new StartupError(`Single sign-on needs ${missing.join(' and ')} too, or none of ${NAMES.join(', ')}.`);
  const address = closedAddress('OIDC_ISSUER', issuer, { unless: 'the single sign-on runs', secret: 'OIDC_CLIENT_SECRET' })!;
  if (/[?#]/.test(address)) throw new StartupError('OIDC_ISSUER must have neither a query nor a fragment.');
  closedAddress('PUBLIC_URL', publicUrl, { unless: 'single sign-on is only tried out', secret: 'OIDC_CLIENT_SECRET' });
  return {
    issuer: address,
    clientId: token('OIDC_CLIENT_ID', clientId)!,
    clientSecret: token('OIDC_CLIENT_SECRET', secret('OIDC_CLIENT_SECRET', clientSecret))!,
  };
}
