import fc from 'fast-check';
import { SurveyAlreadyAnswered, SurveyExpired } from './survey-errors.ts';
import { decide, ensureOpen, expiryOf, type GivenAnswer, type Score, type Survey } from './survey.ts';

const OFFERED = new Date('2026-11-20T01:30:00Z');
const survey: Survey = {
  id: 's1',
  caseId: 'c1',
  petitionId: 'p1',
  closing: 1,
  offeredAt: OFFERED,
  expiresAt: expiryOf(OFFERED),
  answeredAt: null,
  overall: null,
  detailsAt: null,
};
const answer = (overall: Score): GivenAnswer => ({
  channel: 'LINK',
  overall,
  speed: null,
  attitude: 4,
  result: null,
  comment: '還是有洞',
});
const newId = (): string => 'r1';
const later = (ms: number): Date => new Date(OFFERED.getTime() + ms);

test('the window is seven days from the offer', () => {
  expect(survey.expiresAt.toISOString()).toBe('2026-11-27T01:30:00.000Z');
});

test('an answer is stored with its instant', () => {
  const at = later(60_000);
  expect(decide(survey, answer(4), at, newId).next).toEqual({ ...survey, ...answer(4), answeredAt: at, detailsAt: at });
});

test.each([
  [1, true],
  [2, true],
  [3, false],
  [4, false],
  [5, false],
] as const)('%d of 5 opens a review: %s', (overall, opened) => {
  const at = later(1);
  const { review, facts } = decide(survey, answer(overall), at, newId);
  expect(review).toEqual(opened ? { id: 'r1', surveyId: 's1', caseId: 'c1', state: 'OPEN', openedAt: at } : null);
  expect(facts.map(({ type }) => type)).toEqual(opened ? ['survey.answered', 'survey.review_opened'] : ['survey.answered']);
});

test('a second answer is refused, in time or late', () => {
  const answered = decide(survey, answer(5), later(1), newId).next;
  expect(() => decide(answered, answer(1), later(2), newId)).toThrow(SurveyAlreadyAnswered);
  expect(() => decide(answered, answer(1), later(30 * 86_400_000), newId)).toThrow(SurveyAlreadyAnswered);
});

test('the last millisecond of the window is in time, the next one is late', () => {
  expect(() => ensureOpen(survey, new Date(survey.expiresAt.getTime() - 1))).not.toThrow();
  expect(() => ensureOpen(survey, survey.expiresAt)).toThrow(SurveyExpired);
});

test('no fact holds what the citizen wrote', () => {
  fc.assert(
    fc.property(fc.constantFrom<Score>(1, 2, 3, 4, 5), fc.stringMatching(/^[A-Z]{12}$/), (overall, comment) => {
      const { facts } = decide(survey, { ...answer(overall), comment }, later(1), newId);
      expect(JSON.stringify(facts)).not.toContain(comment);
    }),
  );
});
