import { readKey, writeKey } from './api-key-text.ts';

const KEY = { id: '0197a3b2-1c2d-4e5f-8a9b-0c1d2e3f4a5b', secret: 'Ab_-'.repeat(10) + 'xyz' };

test('what is written is read', () => {
  expect(writeKey(KEY)).toMatch(/^paian_[0-9a-f]{32}_[\w-]{43}$/);
  expect(readKey(writeKey(KEY))).toEqual(KEY);
});

test.each([
  '',
  'paian',
  'paian__',
  writeKey(KEY).slice(0, -1),
  `${writeKey(KEY)}x`,
  writeKey(KEY).toUpperCase(),
  ` ${writeKey(KEY)}`,
])('%j is no key', (text) => {
  expect(readKey(text)).toBeNull();
});
