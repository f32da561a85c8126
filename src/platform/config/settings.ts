import { StartupError } from '../../kernel/startup-error.ts';
import { type EdgeSettings, readEdgeSettings } from './edge-settings.ts';
import { refuseSilentLog } from './log-level-check.ts';
import { refuseWeakProduction } from './production-checks.ts';
import { mailboxAccess, type MailboxAccess } from './relay-settings.ts';
import { singleSignOn, type SingleSignOnSettings } from './single-sign-on-settings.ts';
import { address, gateway, key, mailbox, oneOf, secret, token, wholeNumber } from './setting-checks.ts';

/** What the environment decides. Read once, at the start; nothing else in the code looks at the environment. */
export interface Settings {
  readonly production: boolean;
  readonly port: number;
  readonly host: string;
  /** null: run the embedded PostgreSQL in `dataDir`. */
  readonly databaseUrl: string | null;
  /** With the owner of the tables; null: the tables are made by the command `migrate`, or by whom DATABASE_URL names. */
  readonly databaseOwnerUrl: string | null;
  /** null: BullMQ runs on PostgreSQL. */
  readonly redisUrl: string | null;
  readonly dataDir: string;
  readonly city: string;
  /** Base address of links in messages, without a trailing slash. */
  readonly publicUrl: string;
  /** null: messages are captured in the outbox and nothing leaves the machine. */
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  /** Mailbox that petitioners answer to, with a part for each petition after a `+`; null: they answer to the sender. */
  readonly relayAddress: string | null;
  /** Where their answers are fetched by a worker; null: people read them. */
  readonly relayMailbox: MailboxAccess | null;
  /** null: no gateway for text messages. Without one they are captured where mails are, but in production nobody gets any. */
  readonly smsUrl: string | null;
  /** null: the gateway asks for none. */
  readonly smsToken: string | null;
  /** ClamAV's daemon; null: uploaded files are not scanned. */
  readonly clamavUrl: string | null;
  /** null: a random one, printed once. */
  readonly demoPassword: string | null;
  /** With it a voice-response system signs what it sends; null: it is let in nowhere. */
  readonly voiceResponseSecret: string | null;
  /** null: nobody signs in by one. */
  readonly singleSignOn: SingleSignOnSettings | null;
  /** Opens the keys to the personal data; null: the embedded default keeps one in `dataDir`. */
  readonly vaultKey: Buffer | null;
  /** The one before it, while it is being changed. */
  readonly vaultKeyPrevious: Buffer | null;
  readonly simulatedClock: boolean;
  readonly logLevel: string;
  readonly databasePool: number;
  readonly workerConcurrency: number;
  readonly edge: EdgeSettings;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws StartupError naming the first setting that cannot be used */
export function readSettings(environment: Environment): Settings {
  const text = (name: string): string | null => environment[name]?.trim() || null;
  const production = text('NODE_ENV') === 'production';
  const port = wholeNumber('PORT', text('PORT') ?? '3000', 0, 65_535);
  const publicUrl = (address('PUBLIC_URL', text('PUBLIC_URL'), ['http:', 'https:']) ?? `http://localhost:${port}`).replace(
    /\/+$/,
    '',
  );
  const relayAddress = mailbox('RELAY_ADDRESS', text('RELAY_ADDRESS'));
  const settings: Settings = {
    production,
    port,
    host: text('HOST') ?? '127.0.0.1',
    databaseUrl: address('DATABASE_URL', text('DATABASE_URL'), ['postgres:', 'postgresql:']),
    databaseOwnerUrl: address('DATABASE_OWNER_URL', text('DATABASE_OWNER_URL'), ['postgres:', 'postgresql:']),
    redisUrl: address('REDIS_URL', text('REDIS_URL'), ['redis:', 'rediss:']),
    dataDir: text('DATA_DIR') ?? '.data',
    city: text('CITY') ?? 'taoyuan',
    publicUrl,
    smtpUrl: address('SMTP_URL', text('SMTP_URL'), ['smtp:', 'smtps:']),
    mailFrom: text('MAIL_FROM') ?? '1999@localhost',
    relayAddress,
    relayMailbox: mailboxAccess('RELAY_IMAP_URL', text('RELAY_IMAP_URL'), relayAddress),
    smsUrl: gateway('SMS_URL', text('SMS_URL')),
    smsToken: token('SMS_TOKEN', text('SMS_TOKEN')),
    clamavUrl: address('CLAMAV_URL', text('CLAMAV_URL'), ['tcp:']),
    demoPassword: text('DEMO_PASSWORD'),
    voiceResponseSecret: secret('VOICE_RESPONSE_SECRET', text('VOICE_RESPONSE_SECRET')),
    singleSignOn: singleSignOn(text, publicUrl),
    vaultKey: key('VAULT_KEY', text('VAULT_KEY')),
    vaultKeyPrevious: key('VAULT_KEY_PREVIOUS', text('VAULT_KEY_PREVIOUS')),
    simulatedClock: text('SIM_CLOCK') === '1',
    logLevel: oneOf('LOG_LEVEL', text('LOG_LEVEL') ?? 'info', ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    databasePool: wholeNumber('DATABASE_POOL', text('DATABASE_POOL') ?? '10', 2, 200),
    workerConcurrency: wholeNumber('WORKER_CONCURRENCY', text('WORKER_CONCURRENCY') ?? '8', 1, 100),
    edge: readEdgeSettings(text, production),
  };
  refuseWeakProduction(settings);
  refuseSilentLog(settings);
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
