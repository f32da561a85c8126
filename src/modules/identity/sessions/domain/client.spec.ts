import fc from 'fast-check';
import { clientOf } from './client.ts';

const AS_CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0';

test.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox 140, Windows'],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${AS_CHROME} Safari/537.36`, 'Chrome 142, Windows'],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${AS_CHROME} Safari/537.36 Edg/142.0.0.0`, 'Edge 142, Windows'],
  [`Mozilla/5.0 (Linux; Android 10; K) ${AS_CHROME} Mobile Safari/537.36`, 'Chrome 142, Android'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
    'Safari 26, macOS',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1',
    'Safari 26, iOS',
  ],
  ['curl/8.5.0', 'curl/8.5.0'],
  ['', null],
  ['<script>', null],
])('%s is %s', (userAgent, client) => {
  expect(clientOf(userAgent)).toBe(client);
});

test('whatever a program says about itself, a few words are kept', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 2000 }), (userAgent) => {
      expect((clientOf(userAgent) ?? '').length).toBeLessThanOrEqual(40);
    }),
  );
});
