import { readSettings } from './settings.ts';

const edgeOf = (environment: Record<string, string>) => readSettings(environment).edge;
const PRODUCTION = { NODE_ENV: 'production' };

test('without any setting nobody is believed, nothing is open, and the limits are on', () => {
  const closed = { trustedProxies: [], corsOrigins: [], adminAddresses: [], publicChallenge: 'adaptive' };
  expect(edgeOf(PRODUCTION)).toEqual({ ...closed, rateLimitPercent: 100, freeSubmissions: 10 });
  expect(edgeOf({})).toEqual({ ...closed, rateLimitPercent: 1_000, freeSubmissions: 1_000 });
});

test('lists are written with commas, blanks or both', () => {
  expect(edgeOf({ TRUSTED_PROXIES: '10.0.0.5, 10.1.0.0/16 2001:db8::/32' }).trustedProxies).toEqual([
    '10.0.0.5',
    '10.1.0.0/16',
    '2001:db8::/32',
  ]);
  expect(edgeOf({ CORS_ORIGINS: 'https://a.example,https://b.example:8443' }).corsOrigins).toHaveLength(2);
});

test.each([
  ['TRUSTED_PROXIES', 'proxy.example'],
  ['TRUSTED_PROXIES', '0.0.0.0/0'],
  ['TRUSTED_PROXIES', 'true'],
  ['ADMIN_ADDRESSES', '10.1/16'],
  ['ADMIN_ADDRESSES', '::/0'],
  ['CORS_ORIGINS', '*'],
  ['CORS_ORIGINS', 'https://*.example'],
  ['CORS_ORIGINS', 'https://a.example/'],
  ['CORS_ORIGINS', 'a.example'],
  ['CORS_ORIGINS', 'null'],
  ['RATE_LIMIT_PERCENT', '-1'],
  ['PUBLIC_CHALLENGE', 'sometimes'],
  ['PUBLIC_FREE_SUBMISSIONS', 'many'],
])('%s=%s cannot be used, and is named', (name, value) => {
  expect(() => readSettings({ [name]: value })).toThrow(name);
});

test.each([
  ['RATE_LIMIT_PERCENT', '0'],
  ['PUBLIC_CHALLENGE', 'off'],
  ['CORS_ORIGINS', 'http://a.example'],
])('%s=%s is for anywhere but production', (name, value) => {
  expect(() => readSettings({ [name]: value })).not.toThrow();
  expect(() => readSettings({ ...PRODUCTION, [name]: value })).toThrow(name);
});
