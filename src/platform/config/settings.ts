import { StartupError } from '../../kernel/startup-error.ts';

/** What the environment decides. Read once, at the start; nothing else in the code looks at the environment. */
export interface Settings {
  readonly production: boolean;
  readonly port: number;
  readonly host: string;
  /** null: run the embedded PostgreSQL in `dataDir`. */
  readonly databaseUrl: string | null;
  /** null: BullMQ runs on PostgreSQL. */
  readonly redisUrl: string | null;
  readonly dataDir: string;
  readonly city: string;
  /** Base address of links in messages, without a trailing slash. */
  readonly publicUrl: string;
  /** null: messages are captured in the outbox and nothing leaves the machine. */
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  /** null: no gateway for text messages. Without one they are captured where mails are, but in production nobody gets any. */
  readonly smsUrl: string | null;
  /** null: the gateway asks for none. */
  readonly smsToken: string | null;
  /** null: a random one, printed once. */
  readonly demoPassword: string | null;
  /** With it a voice-response system signs what it sends; null: it is let in nowhere. */
  readonly voiceResponseSecret: string | null;
  readonly simulatedClock: boolean;
  readonly logLevel: string;
  readonly databasePool: number;
  readonly workerConcurrency: number;
}

/** One setting as the documentation lists it. */
export interface SettingDescription {
  readonly name: string;
  readonly fallback: string;
  readonly meaning: string;
}

export const SETTINGS: readonly SettingDescription[] = [
  { name: 'PORT', fallback: '3000', meaning: 'port of the HTTP interface; 0 takes a free one' },
  { name: 'HOST', fallback: '127.0.0.1', meaning: 'address to listen on' },
  { name: 'DATABASE_URL', fallback: '(embedded PostgreSQL)', meaning: 'PostgreSQL 15 or later' },
  { name: 'REDIS_URL', fallback: '(queue on PostgreSQL)', meaning: 'Redis 6.2 or later, or Valkey, for the queue' },
  { name: 'DATA_DIR', fallback: '.data', meaning: 'folder of the embedded PostgreSQL and of uploaded files' },
  { name: 'CITY', fallback: 'taoyuan', meaning: 'city pack: a folder of `cities/`' },
  { name: 'PUBLIC_URL', fallback: 'http://localhost:PORT', meaning: 'base address of the links in messages' },
  { name: 'SMTP_URL', fallback: '(captured)', meaning: 'mail server, `smtp://user:password@host:port`' },
  { name: 'MAIL_FROM', fallback: '1999@localhost', meaning: 'sender of the mails' },
  {
    name: 'SMS_URL',
    fallback: '(captured)',
    meaning: 'gateway for text messages, `https://…`; without one people are called in production',
  },
  { name: 'SMS_TOKEN', fallback: '', meaning: 'token that the gateway asks for, sent as `Authorization: Bearer …`' },
  { name: 'DEMO_PASSWORD', fallback: '(random, printed once)', meaning: 'password of the demonstration accounts' },
  {
    name: 'VOICE_RESPONSE_SECRET',
    fallback: '(closed)',
    meaning: 'secret with which a voice-response system signs its requests, at least 32 characters',
  },
  {
    name: 'SIM_CLOCK',
    fallback: '0',
    meaning: '1: a clock that can be moved forward; embedded default only, refused in production',
  },
  { name: 'LOG_LEVEL', fallback: 'info', meaning: 'fatal, error, warn, info, debug or trace' },
  { name: 'DATABASE_POOL', fallback: '10', meaning: 'database connections per process' },
  { name: 'WORKER_CONCURRENCY', fallback: '8', meaning: 'jobs of one queue worked on at once, per process' },
  { name: 'NODE_ENV', fallback: '', meaning: '`production`: no demonstration accounts, no simulated clock' },
];

/** Characters of a secret that nobody guesses. */
const SHORTEST_SECRET = 32;

/** Hosts whose traffic does not leave the machine. */
const THIS_MACHINE: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws StartupError naming the first setting that cannot be used */
export function readSettings(environment: Environment): Settings {
  const text = (name: string): string | null => environment[name]?.trim() || null;
  const production = text('NODE_ENV') === 'production';
  const port = wholeNumber('PORT', text('PORT') ?? '3000', 0, 65_535);
  const settings: Settings = {
    production,
    port,
    host: text('HOST') ?? '127.0.0.1',
    databaseUrl: address('DATABASE_URL', text('DATABASE_URL'), ['postgres:', 'postgresql:']),
    redisUrl: address('REDIS_URL', text('REDIS_URL'), ['redis:', 'rediss:']),
    dataDir: text('DATA_DIR') ?? '.data',
    city: text('CITY') ?? 'taoyuan',
    publicUrl: (address('PUBLIC_URL', text('PUBLIC_URL'), ['http:', 'https:']) ?? `http://localhost:${port}`).replace(/\/+$/, ''),
    smtpUrl: address('SMTP_URL', text('SMTP_URL'), ['smtp:', 'smtps:']),
    mailFrom: text('MAIL_FROM') ?? '1999@localhost',
    smsUrl: gateway('SMS_URL', text('SMS_URL')),
    smsToken: token('SMS_TOKEN', text('SMS_TOKEN')),
    demoPassword: text('DEMO_PASSWORD'),
    voiceResponseSecret: secret('VOICE_RESPONSE_SECRET', text('VOICE_RESPONSE_SECRET')),
    simulatedClock: text('SIM_CLOCK') === '1',
    logLevel: oneOf('LOG_LEVEL', text('LOG_LEVEL') ?? 'info', ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    databasePool: wholeNumber('DATABASE_POOL', text('DATABASE_POOL') ?? '10', 2, 200),
    workerConcurrency: wholeNumber('WORKER_CONCURRENCY', text('WORKER_CONCURRENCY') ?? '8', 1, 100),
  };
  refuseSimulatedProduction(settings);
  return settings;
}

function refuseSimulatedProduction({ simulatedClock, production, databaseUrl }: Settings): void {
  if (simulatedClock && (production || databaseUrl !== null)) {
    throw new StartupError(
      'SIM_CLOCK=1 is for the embedded demonstration only: unset SIM_CLOCK, or unset DATABASE_URL and NODE_ENV=production.',
    );
  }
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new StartupError(`${name} must be a whole number from ${least} to ${most}, not "${text}".`);
  }
  return value;
}

function secret(name: string, text: string | null): string | null {
  if (text === null || text.length >= SHORTEST_SECRET) return text;
  throw new StartupError(`${name} must have at least ${SHORTEST_SECRET} characters.`);
}

/** What may stand in a header. Never repeated: it is a secret. */
function token(name: string, text: string | null): string | null {
  if (text === null || /^[\x21-\x7e]+$/.test(text)) return text;
  throw new StartupError(`${name} must have neither blanks nor other than ASCII characters.`);
}

/** Text messages hold numbers, words and keys of citizens: in the clear they go no farther than this machine. */
function gateway(name: string, text: string | null): string | null {
  const checked = address(name, text, ['https:', 'http:']);
  if (checked === null) return null;
  const { protocol, hostname, username, password } = new URL(checked);
  if (protocol === 'http:' && !THIS_MACHINE.includes(hostname)) {
    throw new StartupError(`${name} must begin with https://, unless the gateway runs on this machine.`);
  }
  if (username !== '' || password !== '') throw new StartupError(`${name} must hold no password; SMS_TOKEN is for that.`);
  return checked;
}

function oneOf(name: string, text: string, allowed: readonly string[]): string {
  if (!allowed.includes(text)) throw new StartupError(`${name} must be one of ${allowed.join(', ')}, not "${text}".`);
  return text;
}

function address(name: string, text: string | null, protocols: readonly string[]): string | null {
  if (text === null) return null;
  if (!URL.canParse(text) || !protocols.includes(new URL(text).protocol)) {
    throw new StartupError(`${name} must be an address that begins with ${protocols.map((p) => `${p}//`).join(' or ')}.`);
  }
  return text;
}
