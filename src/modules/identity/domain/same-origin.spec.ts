import { mayActByCookie } from './same-origin.ts';

const post = (headers: Record<string, string>): boolean =>
  mayActByCookie({ method: 'POST', headers: { host: '10.0.0.5:3000', ...headers } }, 'https://1999.example.tw/paian');

test.each(['GET', 'HEAD', 'OPTIONS'])('%s changes nothing and may come from anywhere', (method) => {
  expect(mayActByCookie({ method, headers: { 'sec-fetch-site': 'cross-site' } }, 'http://localhost:3000')).toBe(true);
});

test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('%s needs to say where it comes from', (method) => {
  expect(mayActByCookie({ method, headers: { host: 'localhost:3000' } }, 'http://localhost:3000')).toBe(false);
});

test.each([
  ['same-origin', true],
  ['same-site', false],
  ['cross-site', false],
  ['none', false],
])('a browser that says %s: %s', (site, allowed) => {
  expect(post({ 'sec-fetch-site': site })).toBe(allowed);
});

test('what the browser says about the site goes before the origin', () => {
  expect(post({ 'sec-fetch-site': 'cross-site', origin: 'http://10.0.0.5:3000' })).toBe(false);
});

test.each(['http://10.0.0.5:3000', 'https://1999.example.tw', 'https://1999.example.tw:443'])('%s is this site', (origin) => {
  expect(post({ origin })).toBe(true);
});

test.each(['http://10.0.0.5', 'http://1999.example.tw', 'https://1999.example.tw.evil.tw', 'https://evil.tw', 'null', ''])(
  '%j is another site',
  (origin) => {
    expect(post({ origin })).toBe(false);
  },
);
