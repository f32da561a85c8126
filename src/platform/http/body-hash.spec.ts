import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { bodyHash } from './body-hash.ts';

const hash = (body: unknown): string => bodyHash(body).toString('hex');

/** The same value with the members of every object in the opposite order. */
const turnedRound = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(turnedRound);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, turnedRound(member)]),
  );
};

test('the order of members does not count, at any depth', () => {
  fc.assert(fc.property(fc.jsonValue(), (body) => hash(turnedRound(body)) === hash(body)));
});

test('bodies that say different things have different hashes', () => {
  const same = (a: unknown, b: unknown): boolean =>
    isDeepStrictEqual(JSON.parse(JSON.stringify(a)), JSON.parse(JSON.stringify(b)));
  fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => (hash(a) === hash(b)) === same(a, b)));
});

test.each([
  ['the order of a list', { tags: ['a', 'b'] }, { tags: ['b', 'a'] }],
  ['a member that is there and empty', { note: null }, {}],
  ['a number and its digits', { limit: 1 }, { limit: '1' }],
  ['where a member stands', { a: { b: 1 } }, { a: {}, b: 1 }],
])('%s counts', (_, one, other) => {
  expect(hash(one)).not.toBe(hash(other));
});

test('a member that was left out and one that is undefined are the same', () => {
  expect(hash({ subject: 'x', note: undefined })).toBe(hash({ subject: 'x' }));
});
