import { ReviewOfOwnWork, ReviewResolvedAlready } from './review-errors.ts';
import { type Review, type Resolver, resolveReview } from './review.ts';

const AT = new Date('2026-11-25T02:00:00.000Z');
const review: Review = {
  id: 'r1',
  surveyId: 's1',
  caseId: 'c1',
  state: 'OPEN',
  openedAt: new Date('2026-11-24T02:00:00.000Z'),
  handledBy: ['A-1', 'A-2'],
};
const found = { finding: 'NOT_SOLVED', note: '洞還在' } as const;
const by = (...agencyCodes: (string | null)[]): Resolver => ({
  id: 'u1',
  roles: agencyCodes.map((agencyCode) => ({ agencyCode })),
});

test('a review is resolved with what was found, and by whom', () => {
  expect(resolveReview(review, found, by(null), AT)).toEqual({
    next: { ...review, ...found, state: 'RESOLVED', resolvedAt: AT, resolvedBy: 'u1' },
    fact: {
      type: 'survey.review_resolved',
      subject: { kind: 'survey', id: 's1' },
      data: { caseId: 'c1', reviewId: 'r1', finding: 'NOT_SOLVED' },
    },
  });
  expect(resolveReview(review, found, by('A-3'), AT).next.state).toBe('RESOLVED');
});

test.each([[['A-1']], [['A-2']], [[null, 'A-2']], [['A-3', 'A-1']]])(
  'nobody who also works for an agency that handled the case resolves it: %j',
  (agencyCodes) => {
    expect(() => resolveReview(review, found, by(...agencyCodes), AT)).toThrow(ReviewOfOwnWork);
  },
);

test('a review is resolved once', () => {
  expect(() => resolveReview({ ...review, state: 'RESOLVED' }, found, by(null), AT)).toThrow(ReviewResolvedAlready);
});

test('what was noted stays out of the fact', () => {
  expect(JSON.stringify(resolveReview(review, found, by(null), AT).fact)).not.toContain(found.note);
});
