import fc from 'fast-check';
import { ASK_EVERYBODY } from '../../../../../test/support/survey-policy.ts';
import { SurveyAlreadyAnswered, SurveyEnded, SurveyExpired } from '../../domain/survey-errors.ts';
import { expiryOf } from '../../domain/survey.ts';
import { SurveyCallClaimed, SurveyCallNotClaimed } from './survey-call-errors.ts';
import { claimCall, ensureFree, noteAttempt, type SurveyCall } from './survey-call.ts';

const OFFERED = new Date('2026-11-20T01:30:00Z');
const policy = { ...ASK_EVERYBODY, callAttempts: 3, callClaimMinutes: 10 };
const later = (minutes: number): Date => new Date(OFFERED.getTime() + minutes * 60_000);
const call: SurveyCall = {
  id: 's1',
  caseId: 'c1',
  petitionId: 'p1',
  closing: 1,
  offeredAt: OFFERED,
  expiresAt: expiryOf(OFFERED, ASK_EVERYBODY),
  answeredAt: null,
  overall: null,
  detailsAt: null,
  endedAt: null,
  stillClosed: true,
  callBy: 'OPERATOR',
  callSince: OFFERED,
  claimedBy: null,
  claimedUntil: null,
  attempts: 0,
  hasLink: false,
  endReason: null,
};
const taken = claimCall(call, 'ann', policy, later(0)).next;

test('a call is one person’s alone for ten minutes', () => {
  expect(taken).toEqual({ ...call, claimedBy: 'ann', claimedUntil: later(10) });
  expect(() => ensureFree(taken, 'ann', later(5))).not.toThrow();
  expect(() => ensureFree(taken, 'ben', new Date(later(10).getTime() - 1))).toThrow(SurveyCallClaimed);
  expect(() => ensureFree(taken, 'ben', later(10))).not.toThrow();
});

test('whoever has a call may have it for longer; others get it when the time is over', () => {
  expect(claimCall(taken, 'ann', policy, later(9)).next.claimedUntil).toEqual(later(19));
  expect(() => claimCall(taken, 'ben', policy, later(9))).toThrow(SurveyCallClaimed);
  expect(claimCall(taken, 'ben', policy, later(10)).next.claimedBy).toBe('ben');
});

test('an attempt is noted by whoever has the call, while they have it', () => {
  expect(() => noteAttempt(call, 'NOT_REACHED', 'ann', policy, later(1))).toThrow(SurveyCallNotClaimed);
  expect(() => noteAttempt(taken, 'NOT_REACHED', 'ben', policy, later(1))).toThrow(SurveyCallClaimed);
  expect(() => noteAttempt(taken, 'NOT_REACHED', 'ann', policy, later(10))).toThrow(SurveyCallNotClaimed);
});

test('who is not reached waits anew, behind the others, for anybody', () => {
  const { next, facts } = noteAttempt(taken, 'NOT_REACHED', 'ann', policy, later(3));
  expect(next).toEqual({ ...call, attempts: 1, callSince: later(3) });
  expect(facts.map(({ type, data }) => [type, data])).toEqual([
    ['survey.call_attempted', { caseId: 'c1', outcome: 'NOT_REACHED', attempt: 1 }],
  ]);
});

test('after the last attempt the survey ends, unless the petitioner has a link as well', () => {
  const last = { ...taken, attempts: 2 };
  const { next, facts } = noteAttempt(last, 'NOT_REACHED', 'ann', policy, later(3));
  expect(next).toMatchObject({ attempts: 3, endedAt: later(3), endReason: 'NOT_REACHED' });
  expect(facts.map(({ type }) => type)).toEqual(['survey.call_attempted', 'survey.ended']);
  const linked = noteAttempt({ ...last, hasLink: true }, 'NOT_REACHED', 'ann', policy, later(3)).next;
  expect(linked).toMatchObject({ callBy: null, attempts: 3, endedAt: null, endReason: null });
});

test('who refuses is not asked again, by a link neither', () => {
  const { next, facts } = noteAttempt({ ...taken, hasLink: true }, 'REFUSED', 'ann', policy, later(3));
  expect(next).toMatchObject({ endedAt: later(3), endReason: 'REFUSED', claimedBy: null });
  expect(facts.at(-1)).toEqual({
    type: 'survey.ended',
    subject: { kind: 'case', id: 'c1' },
    data: { caseId: 'c1', petitionId: 'p1', closing: 1, reason: 'REFUSED' },
  });
});

test.each([
  ['was answered', { answeredAt: OFFERED }, SurveyAlreadyAnswered],
  ['has ended', { endedAt: OFFERED }, SurveyEnded],
  ['is about a case that is open again', { stillClosed: false }, SurveyEnded],
  ['is too old', { expiresAt: OFFERED }, SurveyExpired],
])('nobody calls about a survey that %s', (_, difference, error) => {
  const closed = { ...taken, ...difference };
  expect(() => claimCall(closed, 'ann', policy, later(1))).toThrow(error);
  expect(() => noteAttempt(closed, 'REFUSED', 'ann', policy, later(1))).toThrow(error);
});

test('whatever two operators do, nobody is called more often than the city wants, and an end has a reason', () => {
  const steps = fc.array(
    fc.tuple(fc.constantFrom('ann', 'ben'), fc.constantFrom('claim', 'NOT_REACHED', 'REFUSED'), fc.nat(12)),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(steps, fc.boolean(), (done, hasLink) => {
      let current: SurveyCall = { ...call, hasLink };
      let minute = 0;
      for (const [who, what, pause] of done) {
        const at = later((minute += pause));
        try {
          const decision = what === 'claim' ? claimCall(current, who, policy, at) : noteAttempt(current, what, who, policy, at);
          current = decision.next;
        } catch {
          // refused: nothing changed
        }
        if (current.callBy === null) break;
      }
      expect(current.attempts).toBeLessThanOrEqual(policy.callAttempts);
      expect(current.endedAt === null).toBe(current.endReason === null);
    }),
  );
});
