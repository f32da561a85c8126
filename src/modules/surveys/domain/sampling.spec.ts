import fc from 'fast-check';
import { ASK_EVERYBODY } from '../../../../test/support/survey-policy.ts';
import { isSampled, rateOf } from './sampling.ts';
import type { SurveyPolicy } from './survey-policy.ts';

const policy = (percent: number, percentByCategory: Record<string, number> = {}): SurveyPolicy => ({
  ...ASK_EVERYBODY,
  percent,
  percentByCategory,
});

test('all are asked at 100 %, and nobody at 0 %', () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      expect([isSampled(id, null, policy(100)), isSampled(id, null, policy(0))]).toEqual([true, false]);
    }),
  );
});

test('whoever is asked at a rate is asked at every higher one, each time the same', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.nat(100), fc.nat(100), (id, one, other) => {
      const [low, high] = [Math.min(one, other), Math.max(one, other)];
      const asked = isSampled(id, null, policy(low));
      expect(isSampled(id, null, policy(low))).toBe(asked);
      if (asked) expect(isSampled(id, null, policy(high))).toBe(true);
    }),
  );
});

test.each([10, 50, 90])('of ids that follow each other about %i of a hundred are asked', (percent) => {
  const ids = Array.from({ length: 5_000 }, (_, i) => `0199b2c4-7a10-7000-8000-${i.toString(16).padStart(12, '0')}`);
  const asked = ids.filter((id) => isSampled(id, null, policy(percent))).length;
  expect(Math.abs(asked / 50 - percent)).toBeLessThan(3);
});

test('a category has the rate of its own, and the others the usual one', () => {
  const rates = policy(80, { 'RD-001': 5 });
  expect(['RD-001', 'RD-002', 'toString', null].map((code) => rateOf(code, rates))).toEqual([5, 80, 80, 80]);
});
