import fc from 'fast-check';
import type { Repeats } from './find-repeats.ts';
import { judgeRepeat } from './judge-repeat.ts';
import type { RepeatPolicy } from './repeat-policy.ts';

const POLICY: RepeatPolicy = { clearReplies: 2, withinMonths: 12, withinMetres: 100, massPerDay: 10, massPerWeek: 30 };
const CLOSED = new Date('2026-05-08T02:00:00.000Z');
const answers = (clear: readonly boolean[], visible = true): Repeats => ({
  earlier: clear.map((each, i) => ({ caseNo: `C-${i}`, closedAt: CLOSED, outcome: 'UPHELD', clear: each, visible })),
  clearReplies: clear.filter(Boolean).length,
  today: 1,
  lastSevenDays: 1,
  mass: false,
  bundle: [],
});
const REPEAT = { safetyHazard: false, newFact: false, petitionCount: 1 };

test('invariant 5: enough clear replies to one petitioner, and somebody who looked, allow the second ground with the newest of them', () => {
  expect(judgeRepeat(REPEAT, answers([false, true, true]), POLICY)).toEqual({ allowed: true, against: [], earlierCaseNo: 'C-1' });
  expect(judgeRepeat(REPEAT, answers([true, true], false), POLICY)).toMatchObject({ allowed: true, earlierCaseNo: null });
});

test.each([
  ['too few clear replies', REPEAT, answers([true]), ['TOO_FEW_CLEAR_REPLIES']],
  ['nobody who could be found again', REPEAT, null, ['TOO_FEW_CLEAR_REPLIES']],
  ['nobody who looked', { ...REPEAT, newFact: null }, answers([true, true]), ['NEW_FACT_NOT_CHECKED']],
  ['others who ask the same', { ...REPEAT, petitionCount: 2 }, answers([true, true]), ['SEVERAL_PETITIONERS']],
])('%s: it is worked on', (_, of, found, against) => {
  expect(judgeRepeat(of, found, POLICY)).toEqual({ allowed: false, against, earlierCaseNo: null });
});

test('a hazard and a new fact are never left unprocessed, however often the person was answered', () => {
  fc.assert(
    fc.property(fc.boolean(), fc.constantFrom(true, false, null), fc.nat({ max: 20 }), (safetyHazard, newFact, replies) => {
      const { allowed } = judgeRepeat({ ...REPEAT, safetyHazard, newFact }, answers(Array(replies).fill(true)), POLICY);
      expect(allowed).toBe(!safetyHazard && newFact === false && replies >= POLICY.clearReplies);
    }),
  );
});
