import { BadEntityTag, expectedVersion } from './etag.interceptor.ts';

test.each([
  ['"7"', 7],
  ['W/"7"', 7],
  [' "123456789" ', 123_456_789],
])('If-Match: %s expects version %i', (header, version) => {
  expect(expectedVersion(header)).toBe(version);
});

test.each([undefined, '*'])('If-Match: %s expects no version', (header) => {
  expect(expectedVersion(header)).toBeNull();
});

test.each(['7', '""', '"a"', '"1", "2"', '"-1"', '"1.5"', '"9999999999"', '"7'])('If-Match: %s is malformed', (header) => {
  expect(() => expectedVersion(header)).toThrow(BadEntityTag);
});
