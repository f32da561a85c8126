import { DomainError } from '../../kernel/errors.ts';
import { MOST_FILES } from '../../kernel/file-kind.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** So many in a window of time that begins with the first of them. */
export interface Limit {
  readonly name: string;
  readonly max: number;
  readonly windowMs: number;
  /** `TRAFFIC` is scaled by `RATE_LIMIT_PERCENT`; `FAILURES` are not; an `ALLOWANCE` is counted even where there are no limits. */
  readonly of: 'TRAFFIC' | 'FAILURES' | 'ALLOWANCE';
}

const traffic = (name: string, perMinute: number): Limit => ({ name, max: perMinute, windowMs: MINUTE_MS, of: 'TRAFFIC' });
const failures = (name: string, max: number): Limit => ({ name, max, windowMs: 10 * MINUTE_MS, of: 'FAILURES' });

/**
 * What a busy call centre never meets: 60 operators behind one address, whose consoles ask for something three times a second. An address
 * of IPv6 is its /64 network, which one household has.
 */
export const LIMITS = {
  /** Of one address, by requests that bring no credential. */
  anonymous: traffic('anonymous', 1_200),
  /** Of one address, by requests that bring one, whatever it is worth: a look-up each. */
  signed: traffic('signed', 12_000),
  /** Of one account, from wherever. */
  account: traffic('account', 3_000),
  /** Of one address: attempts to sign in, each of which computes for some 30 ms. */
  signIn: traffic('sign-in', 300),
  /** Of one address: those that failed. A single account is locked long before. */
  signInFailures: failures('sign-in-failures', 60),
  /** Of one address: codes and tokens that opened nothing. */
  wrongCodes: failures('wrong-codes', 30),
  /** Of one address: what it sends to public forms. */
  forms: traffic('forms', 60),
  /** Of one address: files of citizens in an hour, of 20 MB at most; they are kept for a day before anybody names them. */
  files: { name: 'files', max: 300, windowMs: HOUR_MS, of: 'TRAFFIC' },
} as const satisfies Readonly<Record<string, Limit>>;

/** Of one API key, which has a number of its own. */
export const keyLimit = (perMinute: number): Limit => ({ name: 'api-key', max: perMinute, windowMs: MINUTE_MS, of: 'ALLOWANCE' });

/** What one address may send to public forms before it is asked for a proof of work. */
export const freeSubmissions = (perHour: number): Limit => ({
  name: 'free-submissions',
  max: perHour,
  windowMs: HOUR_MS,
  of: 'ALLOWANCE',
});

/** Files that go with those: as many as each may have. */
export const freeFiles = (perHour: number): Limit => ({
  name: 'free-files',
  max: perHour * MOST_FILES,
  windowMs: HOUR_MS,
  of: 'ALLOWANCE',
});

/** Too many requests. `retryAfterSeconds` becomes the `Retry-After` header. */
export class RateLimited extends DomainError {
  readonly code = 'rate.limited';
  readonly refusal = 'too_many';
  readonly text = { 'zh-TW': '請求過於頻繁，請稍後再試', en: 'Too many requests; try again later' };

  constructor(retryAfterSeconds: number) {
    super({ retryAfterSeconds: Math.max(1, retryAfterSeconds) });
  }
}
