import { counterOfUnknown } from './unknown-username.ts';

test('a name has the same counter wherever it is asked for', () => {
  expect(counterOfUnknown('nobody.at.all')).toBe(counterOfUnknown('nobody.at.all'));
  expect(counterOfUnknown('nobody.at.all')).not.toBe(counterOfUnknown('nobody.at.home'));
});

test('however many names are made up, the counters do not get more, nor crowded', () => {
  const counters = Array.from({ length: 100_000 }, (_, i) => counterOfUnknown(`name ${i}`));
  expect(counters.every((counter) => counter >= 0 && counter < 262_144)).toBe(true);
  expect(new Set(counters).size).toBeGreaterThan(80_000); // by chance 83,000
});
