import { StartupError } from '../../kernel/startup-error.ts';
import { AddressList } from '../addresses/index.ts';
import { oneOf, wholeNumber } from './setting-checks.ts';

const CHALLENGES = ['adaptive', 'always', 'off'] as const;

/** How the program meets those it does not know. */
export interface EdgeSettings {
  /** Addresses and networks of the proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** Origins of other sites whose pages may read answers, without cookies. */
  readonly corsOrigins: readonly string[];
  /** From where administrators may work; empty: from everywhere. */
  readonly adminAddresses: readonly string[];
  /** Per cent of the usual limits of traffic; 0: no limits at all. */
  readonly rateLimitPercent: number;
  /** When public forms ask for a proof of work. */
  readonly publicChallenge: (typeof CHALLENGES)[number];
  /** What one address may send in an hour before it is asked for one. */
  readonly freeSubmissions: number;
}

/** In production nobody stands behind one address but a household or an office; elsewhere one machine plays the whole city. */
const USUAL = {
  production: { percent: '100', free: '10' },
  elsewhere: { percent: '1000', free: '1000' },
} as const;
const MOST_PERCENT = 100_000;
const LEAST_PERCENT_IN_PRODUCTION = 10;
const MOST_FREE = 100_000;

/** @throws StartupError naming the first setting that cannot be used */
export function readEdgeSettings(text: (name: string) => string | null, production: boolean): EdgeSettings {
  const usual = production ? USUAL.production : USUAL.elsewhere;
  const least = production ? LEAST_PERCENT_IN_PRODUCTION : 0;
  const challenge = oneOf('PUBLIC_CHALLENGE', text('PUBLIC_CHALLENGE') ?? 'adaptive', CHALLENGES);
  if (challenge === 'off' && production) {
    throw new StartupError('PUBLIC_CHALLENGE=off is refused in production: the public forms would be open to machines.');
  }
  return {
    trustedProxies: addresses('TRUSTED_PROXIES', text('TRUSTED_PROXIES')),
    corsOrigins: origins('CORS_ORIGINS', text('CORS_ORIGINS'), production),
    adminAddresses: addresses('ADMIN_ADDRESSES', text('ADMIN_ADDRESSES')),
    rateLimitPercent: wholeNumber('RATE_LIMIT_PERCENT', text('RATE_LIMIT_PERCENT') ?? usual.percent, least, MOST_PERCENT),
    publicChallenge: CHALLENGES.find((known) => known === challenge)!,
    freeSubmissions: wholeNumber('PUBLIC_FREE_SUBMISSIONS', text('PUBLIC_FREE_SUBMISSIONS') ?? usual.free, 0, MOST_FREE),
  };
}

const listOf = (text: string | null): string[] => (text ?? '').split(/[\s,]+/).filter((entry) => entry !== '');

/** A network of everybody is refused: whoever may name their own address has none. @throws StartupError */
function addresses(name: string, text: string | null): string[] {
  const list = listOf(text);
  try {
    AddressList.of(list);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new StartupError(`${name} must list addresses or networks like 10.1.0.0/16, not "${error.message}".`);
  }
  const everybody = list.find((entry) => entry.endsWith('/0'));
  if (everybody !== undefined) throw new StartupError(`${name} must not be everybody ("${everybody}").`);
  return list;
}

/** @throws StartupError */
function origins(name: string, text: string | null, production: boolean): string[] {
  const list = listOf(text);
  const wrong = list.find((entry) => !isOrigin(entry, production));
  if (wrong === undefined) return list;
  throw new StartupError(`${name} must list origins like https://www.city.example, without a path or a *, not "${wrong}".`);
}

function isOrigin(text: string, production: boolean): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, origin, hostname } = new URL(text);
  const isWritten = text === origin && !hostname.includes('*');
  return isWritten && (protocol === 'https:' || (protocol === 'http:' && !production));
}
