import fc from 'fast-check';
import { Random } from './random.ts';

const drawn = (random: Random, count = 20): number[] => Array.from({ length: count }, () => random.next());

test('the same seed and labels draw the same, others draw otherwise', () => {
  expect(drawn(new Random(1, 'a', 2))).toEqual(drawn(new Random(1, 'a', 2)));
  expect(drawn(new Random(1, 'a', 2))).not.toEqual(drawn(new Random(2, 'a', 2)));
  expect(drawn(new Random(1, 'a', 2))).not.toEqual(drawn(new Random(1, 'a', 3)));
});

test('a whole number lies between its bounds, both inclusive', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: -50, max: 50 }), fc.nat(50), (seed, least, more) => {
      const found = new Random(seed).whole(least, least + more);
      return Number.isInteger(found) && found >= least && found <= least + more;
    }),
  );
});

test('what has no weight is never drawn, and what has some is, about as often as it weighs', () => {
  const random = new Random(1);
  const found = Array.from({ length: 4_000 }, () => random.weighted({ never: 0, seldom: 1, often: 3 }));
  expect(found).not.toContain('never');
  const seldom = found.filter((key) => key === 'seldom').length;
  expect(seldom).toBeGreaterThan(850);
  expect(seldom).toBeLessThan(1_150);
});

test('there is nothing to pick from nothing', () => {
  expect(() => new Random(1).pick([])).toThrow(RangeError);
});
