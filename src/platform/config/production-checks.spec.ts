import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { isObvious } from './production-checks.ts';
import { readSettings } from './settings.ts';

const DRAWN = randomBytes(32).toString('hex');

const refused = (environment: Record<string, string>): string => {
  expect(() => readSettings(environment)).not.toThrow(); // fit for a demonstration
  try {
    readSettings({ ...environment, NODE_ENV: 'production' });
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
};

test.each([
  ['DEMO_PASSWORD', 'whatever it is'],
  ['PUBLIC_URL', 'http://1999.example'],
  ['VOICE_RESPONSE_SECRET', 'x'.repeat(32)],
  ['VOICE_RESPONSE_SECRET', 'changeme'.repeat(4)],
  ['VOICE_RESPONSE_SECRET', 'CHANGE-ME-CHANGE-ME-CHANGE-ME-1999'],
  ['VOICE_RESPONSE_SECRET', 'this-is-a-secret-password-for-test'],
  ['VOICE_RESPONSE_SECRET', 'abcabcabcabcabcabcabcabcabcabcabc'],
  ['DATABASE_URL', 'postgres://paian:paian@db.internal/paian'],
  ['DATABASE_URL', 'postgres://owner:owner@db.internal/paian'],
  ['DATABASE_URL', 'postgres://paian:Password@db.internal/paian'],
  ['DATABASE_URL', 'postgres://paian:short@db.internal/paian'],
  ['DATABASE_URL', 'postgres://paian:aaaaaaaaaaaa@db.internal/paian'],
  ['DATABASE_URL', 'postgres://paian:password1@db.internal/paian'],
  ['DATABASE_URL', 'postgres://paian:1234567890@db.internal/paian'],
  ['DATABASE_URL', 'postgres://paian:fluffyfluffy@db.internal/paian'],
  ['DATABASE_URL', 'postgres://paian:Admin1999@db.internal/paian'],
  ['DATABASE_OWNER_URL', 'postgres://owner:owner@db.internal/paian'],
  ['REDIS_URL', 'redis://:changeme@redis.internal'],
  ['REDIS_URL', 'redis://:qwertyuiop@redis.internal'],
  ['SMTP_URL', 'smtps://1999:password@mail.internal'],
  ['SMS_TOKEN', 'changeme'],
])('production refuses %s=%s in one sentence', (name, value) => {
  expect(refused({ [name]: value })).toMatch(new RegExp(`^[^\\n]*${name}[^\\n]*\\.$`));
});

test.each([
  [{ OIDC_CLIENT_SECRET: 'changeme'.repeat(4), OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: '1999' }],
  [{ RELAY_IMAP_URL: 'imaps://relay:relay@mail.internal', RELAY_ADDRESS: 'relay@city.example' }],
])('production refuses what only counts beside others', (environment) => {
  const [name] = Object.keys(environment) as [string];
  expect(refused({ ...environment, PUBLIC_URL: 'https://1999.example' })).toMatch(new RegExp(`^[^\\n]*${name}[^\\n]*\\.$`));
});

test('what is secret is not repeated', () => {
  for (const [name, value] of [
    ['VOICE_RESPONSE_SECRET', 'changeme-and-tell-nobody-of-it-ever'],
    ['DATABASE_URL', 'postgres://paian:hunter2@db.internal/paian'],
    ['DEMO_PASSWORD', 'hunter2'],
  ] as const) {
    expect(refused({ [name]: value })).not.toMatch(/hunter2|nobody/);
  }
});

test.each([
  ['PUBLIC_URL', 'https://1999.example'],
  ['PUBLIC_URL', 'http://localhost:3000'],
  ['VOICE_RESPONSE_SECRET', DRAWN],
  ['DATABASE_URL', `postgres://paian:${DRAWN}@db.internal/paian`],
  ['DATABASE_URL', 'postgres://paian@localhost/paian?host=/var/run/postgresql'],
  ['REDIS_URL', 'redis://redis:6379'],
  ['SMTP_URL', 'smtp://mail.internal:25'],
  ['SMTP_URL', 'smtps://1999:vT9-kQm2xw@mail.internal'],
  ['SMS_TOKEN', DRAWN],
])('production takes %s=%s', (name, value) => {
  expect(refused({ [name]: value })).toBe('accepted');
});

test('no secret that was drawn is taken for one that was typed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), () => {
      const bytes = randomBytes(32);
      const password = { characters: 8, kinds: 5 };
      return (
        !isObvious(bytes.toString('hex')) &&
        !isObvious(bytes.toString('base64url')) &&
        !isObvious(bytes.subarray(0, 24).toString('hex'), password)
      );
    }),
  );
});
