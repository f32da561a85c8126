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

/** Words that stand where a secret should have been written, in whatever letters. */
const OBVIOUS = /change.?me|secret|passwor[dt]|passwd|example|default|qwerty|1234567|abcdef|letmein|test|paian|1999/gi;

/** Characters that must be left of a long secret when the obvious words are taken out, and how many kinds of them. */
const SHORTEST_REST = 20;
const FEWEST_KINDS = 10;

/** Passwords as guides and images write them. */
const DEFAULTS: readonly string[] = [
  'postgres',
  'paian',
  'password',
  'passw0rd',
  'secret',
  'changeme',
  'change-me',
  'admin',
  'root',
  'test',
  'example',
  '1234',
  '12345',
  '123456',
  '12345678',
];
const SHORTEST_PASSWORD = 8;

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

/** Whether a long secret was typed rather than drawn. */
export function isObvious(secret: string): boolean {
  const rest = secret.replace(OBVIOUS, '');
  return rest.length < SHORTEST_REST || new Set(rest).size < FEWEST_KINDS || /^(.+?)\1+$/s.test(secret);
}

/** A server that asks for no password – by its socket, by certificates – is its operator's business. */
function refuseObviousPassword(name: string, url: string | null): void {
  if (url === null) return;
  const { username, password } = new URL(url);
  if (password !== '') refuseGuessed(`password in ${name}`, { user: decoded(username), password: decoded(password) });
}

function refuseGuessed(what: string, { user, password }: { readonly user: string; readonly password: string }): void {
  const isGuessed = DEFAULTS.includes(password.toLowerCase()) || password === user;
  if (isGuessed || password.length < SHORTEST_PASSWORD || new Set(password).size < 4) {
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
