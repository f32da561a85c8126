import { StartupError } from '../../kernel/startup-error.ts';
import { readSettings } from './settings.ts';

const whole = {
  OIDC_ISSUER: 'https://sso.city.example/realms/staff',
  OIDC_CLIENT_ID: 'paian',
  OIDC_CLIENT_SECRET: 's'.repeat(32),
  PUBLIC_URL: 'https://1999.example',
};

test('the three settings of single sign-on stand together', () => {
  expect(readSettings(whole).singleSignOn).toEqual({
    issuer: whole.OIDC_ISSUER,
    clientId: 'paian',
    clientSecret: whole.OIDC_CLIENT_SECRET,
  });
  expect(readSettings({}).singleSignOn).toBeNull();
});

test('on this machine it is tried out without https', () => {
  const here = { ...whole, OIDC_ISSUER: 'http://127.0.0.1:4000', PUBLIC_URL: 'http://localhost:3000' };
  expect(readSettings(here).singleSignOn?.issuer).toBe('http://127.0.0.1:4000');
});

test.each([
  [
    { OIDC_CLIENT_SECRET: '' },
    'Single sign-on needs OIDC_CLIENT_SECRET too, or none of OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET.',
  ],
  [
    { OIDC_ISSUER: '', OIDC_CLIENT_ID: ' ' },
    'Single sign-on needs OIDC_ISSUER and OIDC_CLIENT_ID too, or none of OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET.',
  ],
  [{ OIDC_CLIENT_SECRET: 'weak' }, 'OIDC_CLIENT_SECRET must have at least 32 characters.'],
  [
    { OIDC_CLIENT_SECRET: ' '.repeat(3) + 'a b'.repeat(20) },
    'OIDC_CLIENT_SECRET must have neither blanks nor other than ASCII characters.',
  ],
  [
    { OIDC_ISSUER: 'http://sso.city.example' },
    'OIDC_ISSUER must begin with https://, unless the single sign-on runs on this machine.',
  ],
  [{ OIDC_ISSUER: 'https://a:b@sso.city.example' }, 'OIDC_ISSUER must hold no password; OIDC_CLIENT_SECRET is for that.'],
  [{ OIDC_ISSUER: 'https://sso.city.example/?a=b' }, 'OIDC_ISSUER must have neither a query nor a fragment.'],
  [{ OIDC_ISSUER: 'sso' }, 'OIDC_ISSUER must be an address that begins with https:// or http://.'],
  [
    { PUBLIC_URL: 'http://1999.example' },
    'PUBLIC_URL must begin with https://, unless single sign-on is only tried out on this machine.',
  ],
])('%j stops the start in one sentence', (changes, sentence) => {
  const attempt = (): unknown => readSettings({ ...whole, ...changes });
  expect(attempt).toThrow(StartupError);
  expect(attempt).toThrow(sentence);
});
