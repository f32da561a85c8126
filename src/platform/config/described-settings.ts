/** One setting as the documentation lists it. */
export interface SettingDescription {
  readonly name: string;
  readonly fallback: string;
  readonly meaning: string;
}

export const SETTINGS: readonly SettingDescription[] = [
  { name: 'PORT', fallback: '3000', meaning: 'port of the HTTP interface; 0 takes a free one' },
  { name: 'HOST', fallback: '127.0.0.1', meaning: 'address to listen on' },
  {
    name: 'DATABASE_URL',
    fallback: '(embedded PostgreSQL)',
    meaning: 'PostgreSQL 15 or later; in production with a role that does not own the tables',
  },
  {
    name: 'DATABASE_OWNER_URL',
    fallback: '',
    meaning: 'the same database with the owner of the tables, for `migrate`; the other processes do without',
  },
  { name: 'REDIS_URL', fallback: '(queue on PostgreSQL)', meaning: 'Redis 6.2 or later, or Valkey, for the queue' },
  { name: 'DATA_DIR', fallback: '.data', meaning: 'folder of the embedded PostgreSQL and of uploaded files' },
  { name: 'CITY', fallback: 'taoyuan', meaning: 'city pack: a folder of `cities/`' },
  { name: 'PUBLIC_URL', fallback: 'http://localhost:PORT', meaning: 'base address of the links in messages' },
  { name: 'SMTP_URL', fallback: '(captured)', meaning: 'mail server, `smtp://user:password@host:port`' },
  { name: 'MAIL_FROM', fallback: '1999@localhost', meaning: 'sender of the mails' },
  {
    name: 'RELAY_ADDRESS',
    fallback: '(off)',
    meaning:
      'mailbox that petitioners answer to, `relay@city.example`; each petition has an address in it, `relay+…@city.example`',
  },
  {
    name: 'RELAY_IMAP_URL',
    fallback: '(not fetched)',
    meaning:
      'the same mailbox for the worker that fetches the answers, `imaps://user:password@host:port/INBOX`; without it people read them',
  },
  {
    name: 'SMS_URL',
    fallback: '(captured)',
    meaning: 'gateway for text messages, `https://…`; without one people are called in production',
  },
  { name: 'SMS_TOKEN', fallback: '', meaning: 'token that the gateway asks for, sent as `Authorization: Bearer …`' },
  {
    name: 'CLAMAV_URL',
    fallback: '(no scan)',
    meaning: 'ClamAV’s daemon, `tcp://host:port`; while it is away nothing can be uploaded',
  },
  { name: 'DEMO_PASSWORD', fallback: '(random, printed once)', meaning: 'password of the demonstration accounts' },
  {
    name: 'VOICE_RESPONSE_SECRET',
    fallback: '(closed)',
    meaning: 'secret with which a voice-response system signs its requests, at least 32 characters',
  },
  { name: 'OIDC_ISSUER', fallback: '(no single sign-on)', meaning: "address of the city's single sign-on, `https://…`" },
  { name: 'OIDC_CLIENT_ID', fallback: '', meaning: 'name by which the single sign-on knows this program' },
  {
    name: 'OIDC_CLIENT_SECRET',
    fallback: '',
    meaning: 'secret that goes with it, at least 32 characters',
  },
  {
    name: 'VAULT_KEY',
    fallback: '(made in `.data/vault.key`)',
    meaning:
      'key to the personal data: 32 random bytes in base64 or hexadecimal digits (`openssl rand -base64 32`); needed with DATABASE_URL and in production. Keep a copy apart from the backups: without it they are worthless',
  },
  { name: 'VAULT_KEY_PREVIOUS', fallback: '', meaning: 'the key before it, at the first start with a new one' },
  {
    name: 'TRUSTED_PROXIES',
    fallback: '(none)',
    meaning: 'addresses and networks of the proxies whose `X-Forwarded-For` is believed, e.g. `10.0.0.5, 10.1.0.0/16`',
  },
  {
    name: 'CORS_ORIGINS',
    fallback: '(closed)',
    meaning: 'other origins whose pages may read answers, without cookies: `https://…`',
  },
  {
    name: 'ADMIN_ADDRESSES',
    fallback: '(everywhere)',
    meaning: 'addresses and networks from which administrators may work; elsewhere they may do nothing as such',
  },
  {
    name: 'RATE_LIMIT_PERCENT',
    fallback: '(100; outside production 1000)',
    meaning: 'per cent of the usual limits of traffic; 0, without any, is refused in production',
  },
  {
    name: 'PUBLIC_CHALLENGE',
    fallback: 'adaptive',
    meaning: 'proof of work at public forms: `adaptive` after the first few, `always`, or `off`, which is refused in production',
  },
  {
    name: 'PUBLIC_FREE_SUBMISSIONS',
    fallback: '(10; outside production 1000)',
    meaning: 'public forms that one address may send in an hour before `adaptive` asks for a proof of work, each with 20 files',
  },
  {
    name: 'SIM_CLOCK',
    fallback: '0',
    meaning: '1: a clock that can be moved forward; embedded default only, refused in production',
  },
  {
    name: 'LOG_LEVEL',
    fallback: 'info',
    meaning:
      'info, debug or trace; outside production also warn, error, fatal or silent, which leave out requests or the heads of the anchors',
  },
  { name: 'DATABASE_POOL', fallback: '10', meaning: 'database connections per process' },
  { name: 'WORKER_CONCURRENCY', fallback: '8', meaning: 'jobs of one queue worked on at once, per process' },
  { name: 'NODE_ENV', fallback: '', meaning: '`production`: no demonstration accounts, no simulated clock, no weak secrets' },
];
