import { StartupError } from '../../kernel/startup-error.ts';
import { isThisMachine } from './setting-checks.ts';

/** The settings that may be fit for a demonstration only. */
interface Weakenable {
  readonly production: boolean;
  readonly publicUrl: string;
  readonly databaseUrl: string | null;
  readonly databaseOwnerUrl: string | null;
  readonly redisUrl: string | null;
  readonly demoPassword: string | null;
  readonly voiceResponseSecret: string | null;
  readonly singleSignOn: { readonly clientSecret: string } | null;
  readonly smsToken: string | null;
  readonly smtpUrl: string | null;
  readonly relayMailbox: { readonly user: string; readonly password: string } | null;
}

/** Words and rows of keys that stand where a secret should have been written, in whatever letters. */
const OBVIOUS =
  /change.?me|secret|passw(?:or[dt]|0rd|d)?|example|default|qwert(?:yuiop|y)?|asdf(?:ghjkl)?|zxcvb(?:nm)?|1234\d*|abcdef|letmein|welcome|admin|root|postgres|test|paian|1999/gi;

/** Characters that must be left when the obvious words are taken out, and how many kinds of them. */
interface Remainder {
  readonly characters: number;
  readonly kinds: number;
}

const OF_A_LONG_SECRET: Remainder = { characters: 20, kinds: 10 };
const OF_A_PASSWORD: Remainder = { characters: 8, kinds: 5 };

/**
 * Refuses in production what is fit for a demonstration only. Secrets are not repeated in the sentences.
 * @throws StartupError
 */
export function refuseWeakProduction(settings: Weakenable): void {
  if (!settings.production) return;
  if (settings.demoPassword !== null) {
    throw new StartupError('DEMO_PASSWORD is for demonstrations: unset it, production has no demonstration accounts.');
  }
  refusePlainAddress(settings.publicUrl);
  refuseObvious('VOICE_RESPONSE_SECRET', settings.voiceResponseSecret);
  refuseObvious('OIDC_CLIENT_SECRET', settings.singleSignOn?.clientSecret ?? null);
  refuseObviousPassword('DATABASE_URL', settings.databaseUrl);
  refuseObviousPassword('DATABASE_OWNER_URL', settings.databaseOwnerUrl);
  refuseObviousPassword('REDIS_URL', settings.redisUrl);
  refuseObviousPassword('SMTP_URL', settings.smtpUrl);
  if (settings.relayMailbox !== null) refuseGuessed('password in RELAY_IMAP_URL', settings.relayMailbox);
  if (settings.smsToken !== null) refuseGuessed('SMS_TOKEN', { user: '', password: settings.smsToken });
}

/** Cookies and the links of citizens would travel in the clear. */
function refusePlainAddress(publicUrl: string): void {
  const { protocol, hostname } = new URL(publicUrl);
  if (protocol === 'https:' || isThisMachine(hostname)) return;
  throw new StartupError('PUBLIC_URL must begin with https:// in production, unless it names this machine.');
}

function refuseObvious(name: string, secret: string | null): void {
  if (secret === null || !isObvious(secret)) return;
  throw new StartupError(`${name} is easily guessed: make one with "openssl rand -hex 32".`);
}

/** Whether a secret was typed rather than drawn: words, or something short again and again. */
export function isObvious(secret: string, least = OF_A_LONG_SECRET): boolean {
  const rest = secret.replace(OBVIOUS, '');
  return rest.length < least.characters || new Set(rest).size < least.kinds || /^(.+?)\1+$/s.test(secret);
}

/** A server that asks for no password – by its socket, by certificates – is its operator's business. */
function refuseObviousPassword(name: string, url: string | null): void {
  if (url === null) return;
  const { username, password } = new URL(url);
  if (password !== '') refuseGuessed(`password in ${name}`, { user: decoded(username), password: decoded(password) });
}

function refuseGuessed(what: string, { user, password }: { readonly user: string; readonly password: string }): void {
  if (password === user || isObvious(password, OF_A_PASSWORD)) {
    throw new StartupError(`The ${what} is easily guessed: make one with "openssl rand -hex 24".`);
  }
}

/** What cannot be decoded is as it is written. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
