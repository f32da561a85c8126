import { StartupError } from '../../kernel/startup-error.ts';
import { SETTINGS } from './described-settings.ts';
import { readSettings } from './settings.ts';

test('without any setting the program runs by itself: embedded database, queue on it, captured mail', () => {
  expect(readSettings({})).toMatchObject({
    production: false,
    port: 3000,
    host: '127.0.0.1',
    databaseUrl: null,
    databaseOwnerUrl: null,
    redisUrl: null,
    smtpUrl: null,
    relayAddress: null,
    relayMailbox: null,
    smsUrl: null,
    smsToken: null,
    clamavUrl: null,
    demoPassword: null,
    voiceResponseSecret: null,
    simulatedClock: false,
    publicUrl: 'http://localhost:3000',
  });
});

test('every setting that is read is documented, and every documented one is read', () => {
  const read = new Set<string>();
  readSettings(
    new Proxy<Record<string, string>>(
      {},
      {
        get: (_, name) => {
          read.add(String(name));
          return undefined;
        },
      },
    ),
  );
  expect([...read].sort()).toEqual(SETTINGS.map(({ name }) => name).sort());
});

test('a setting of nothing but blanks is not set', () => {
  expect(readSettings({ PORT: '  ', DATABASE_URL: '', CITY: ' tainan ' })).toMatchObject({
    port: 3000,
    databaseUrl: null,
    databaseOwnerUrl: null,
    city: 'tainan',
  });
});

test('links of messages begin with the public address, which ends without a slash', () => {
  expect(readSettings({ PUBLIC_URL: 'https://1999.example//' }).publicUrl).toBe('https://1999.example');
  expect(readSettings({ PORT: '8080' }).publicUrl).toBe('http://localhost:8080');
});

test.each([
  ['PORT', 'http'],
  ['PORT', '70000'],
  ['PORT', '-1'],
  ['PORT', '80.5'],
  ['DATABASE_POOL', '1'],
  ['WORKER_CONCURRENCY', '0'],
  ['LOG_LEVEL', 'loud'],
  ['DATABASE_URL', 'mysql://db/paian'],
  ['DATABASE_URL', 'db.example:5432'],
  ['REDIS_URL', 'http://redis'],
  ['SMTP_URL', 'mail.example'],
  ['RELAY_ADDRESS', 'relay'],
  ['RELAY_ADDRESS', 'relay+x@city.example'],
  ['RELAY_IMAP_URL', 'mail.example'],
  ['RELAY_IMAP_URL', 'pop3://relay:s3cret@mail.example'],
  ['RELAY_IMAP_URL', 'imaps://relay:s3cret@mail.example'],
  ['SMS_URL', 'gateway.example'],
  ['SMS_URL', 'http://gateway.example/messages'],
  ['SMS_URL', 'https://paian:s3cret@gateway.example/messages'],
  ['SMS_TOKEN', 'two words'],
  ['SMS_TOKEN', '密碼'],
  ['PUBLIC_URL', '1999.example'],
  ['PUBLIC_URL', 'ftp://1999.example'],
])('%s=%s cannot be used, and is named', (name, value) => {
  expect(() => readSettings({ [name]: value })).toThrow(StartupError);
  expect(() => readSettings({ [name]: value })).toThrow(name);
});

test('a short secret is refused, and not repeated', () => {
  expect(() => readSettings({ VOICE_RESPONSE_SECRET: 'k'.repeat(31) })).toThrow(
    expect.objectContaining({ message: 'VOICE_RESPONSE_SECRET must have at least 32 characters.' }),
  );
  expect(readSettings({ VOICE_RESPONSE_SECRET: 'k'.repeat(32) }).voiceResponseSecret).toBe('k'.repeat(32));
});

const RELAY_ADDRESS = 'relay@city.example';

test('the mailbox of the relay is fetched by TLS, from its inbox where nothing else is said', () => {
  const RELAY_IMAP_URL = 'imaps://relay%40city.example:p%2Fw%3A1@mail.city.example';
  expect(readSettings({ RELAY_ADDRESS, RELAY_IMAP_URL }).relayMailbox).toEqual({
    ...{ host: 'mail.city.example', port: 993, secure: true, folder: 'INBOX' },
    ...{ user: 'relay@city.example', password: 'p/w:1' },
  });
  expect(readSettings({ RELAY_ADDRESS, RELAY_IMAP_URL: 'imap://a:b@[::1]:1143/%E7%AD%94' }).relayMailbox).toMatchObject({
    ...{ host: '::1', port: 1143, secure: false, folder: '答' },
  });
});

test.each([
  ['imap://relay:s3cret@mail.example/INBOX', 'imaps://, unless'],
  ['imaps://relay@mail.example/INBOX', 'a user and a password'],
  ['imaps://:s3cret@mail.example/INBOX', 'a user and a password'],
  ['imaps://relay:s3cret%@mail.example/INBOX', 'a % that'],
  ['https://relay:s3cret@mail.example/INBOX', 'begins with imaps'],
])('%s is no mailbox to fetch from, and its password is not repeated', (RELAY_IMAP_URL, words) => {
  const start = () => readSettings({ RELAY_ADDRESS, RELAY_IMAP_URL });
  expect(start).toThrow(words);
  expect(start).toThrow(expect.objectContaining({ message: expect.not.stringContaining('s3cret') }));
});

test.each(['https://gateway.example/messages', 'http://127.0.0.1:8090/messages', 'http://localhost/sms', 'http://[::1]:1'])(
  'text messages go by TLS, or no farther than this machine: %s',
  (url) => {
    expect(readSettings({ SMS_URL: url }).smsUrl).toBe(url);
  },
);

test('a token that cannot be used is not repeated', () => {
  expect(() => readSettings({ SMS_TOKEN: 's3cret\u0007' })).toThrow(
    expect.objectContaining({ message: 'SMS_TOKEN must have neither blanks nor other than ASCII characters.' }),
  );
});

test('a wrong address is not repeated: it may hold a password', () => {
  expect(() => readSettings({ DATABASE_URL: 'mysql://paian:s3cret@db/paian' })).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining('s3cret') }),
  );
});

test.each([{ NODE_ENV: 'production' }, { DATABASE_URL: 'postgres://db/paian' }])(
  'a simulated clock is refused together with %j',
  (with_) => {
    expect(() => readSettings({ SIM_CLOCK: '1', ...with_ })).toThrow('SIM_CLOCK');
    expect(readSettings({ SIM_CLOCK: '0', ...with_ }).simulatedClock).toBe(false);
  },
);

describe('VAULT_KEY', () => {
  const KEY = Buffer.from('8f1d6a03c25be94770de12ab5c3498ef06b1735d2ca94e80f7163b5ad8029c41', 'hex');

  test.each([KEY.toString('hex'), KEY.toString('hex').toUpperCase(), KEY.toString('base64'), KEY.toString('base64url')])(
    'is read from hexadecimal digits and from both alphabets of base64: %s',
    (text) => {
      expect(readSettings({ VAULT_KEY: text, VAULT_KEY_PREVIOUS: text })).toMatchObject({ vaultKey: KEY, vaultKeyPrevious: KEY });
    },
  );

  test.each([
    ['too short', KEY.subarray(1).toString('base64')],
    ['too long', Buffer.concat([KEY, KEY]).toString('base64')],
    ['a word', 'change-me'],
    ['with something else in it', `${KEY.toString('hex').slice(0, -1)}!`],
    ['zeros', '0'.repeat(64)],
    ['a few bytes again and again', Buffer.alloc(32, 'vault').toString('base64')],
    ['something typed, in base64', Buffer.from('correct horse battery staple 123').toString('base64')],
    ['counted', Buffer.from(Array.from({ length: 32 }, (_, i) => i % 16)).toString('hex')],
    ['counted on', Buffer.from(Array.from({ length: 32 }, (_, i) => i)).toString('hex')],
  ])('that is %s is refused, and not repeated', (_, text) => {
    for (const name of ['VAULT_KEY', 'VAULT_KEY_PREVIOUS']) {
      expect(() => readSettings({ [name]: text })).toThrow(StartupError);
      expect(() => readSettings({ [name]: text })).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining(text) }),
      );
    }
  });
});
