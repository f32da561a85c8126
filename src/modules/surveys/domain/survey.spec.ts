import fc from 'fast-check';
import { ASK_EVERYBODY } from '../../../../test/support/survey-policy.ts';
import {
  SurveyAlreadyAnswered,
  SurveyDetailsEmpty,
  SurveyDetailsGiven,
  SurveyEnded,
  SurveyExpired,
  SurveyNotAnswered,
} from './survey-errors.ts';
import {
  addDetails,
  decide,
  ensureOpen,
  expiryOf,
  type GivenAnswer,
  reminderOf,
  type Score,
  type Survey,
  type SurveyDetails,
} from './survey.ts';

const OFFERED = new Date('2026-11-20T01:30:00Z');
const survey: Survey = {
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

test('the window is as many days from the offer as the city gives', () => {
  const open = (windowDays: number): string => expiryOf(OFFERED, { ...ASK_EVERYBODY, windowDays }).toISOString();
  expect([open(7), open(14)]).toEqual(['2026-11-27T01:30:00.000Z', '2026-12-04T01:30:00.000Z']);
});

test('an answer is stored with its instant', () => {
  const at = later(60_000);
  expect(decide(survey, answer(4), ASK_EVERYBODY, at, newId).next).toEqual({
    ...survey,
    ...answer(4),
    answeredAt: at,
    detailsAt: at,
  });
});

test.each([
  [1, true],
  [2, true],
  [3, false],
  [4, false],
  [5, false],
] as const)('%d of 5 opens a review: %s', (overall, opened) => {
  const at = later(1);
  const { review, facts } = decide(survey, answer(overall), ASK_EVERYBODY, at, newId);
  expect(review).toEqual(opened ? { id: 'r1', surveyId: 's1', caseId: 'c1', state: 'OPEN', openedAt: at } : null);
  expect(facts.map(({ type }) => type)).toEqual(opened ? ['survey.answered', 'survey.review_opened'] : ['survey.answered']);
});

test.each([
  [1, 2, false],
  [1, 1, true],
  [3, 3, true],
  [3, 4, false],
] as const)('where %d is low, an answer of %d opens a review: %s', (lowScore, overall, opened) => {
  const { review } = decide(survey, answer(overall), { ...ASK_EVERYBODY, lowScore }, later(1), newId);
  expect(review !== null).toBe(opened);
});

test('a second answer is refused, in time or late', () => {
  const answered = decide(survey, answer(5), ASK_EVERYBODY, later(1), newId).next;
  expect(() => decide(answered, answer(1), ASK_EVERYBODY, later(2), newId)).toThrow(SurveyAlreadyAnswered);
  expect(() => decide(answered, answer(1), ASK_EVERYBODY, later(30 * 86_400_000), newId)).toThrow(SurveyAlreadyAnswered);
});

test('the last millisecond of the window is in time, the next one is late', () => {
  expect(() => ensureOpen(survey, new Date(survey.expiresAt.getTime() - 1))).not.toThrow();
  expect(() => ensureOpen(survey, survey.expiresAt)).toThrow(SurveyExpired);
});

test('what has ended, or asks about a case that is open again, is not answered', () => {
  expect(() => ensureOpen({ ...survey, endedAt: later(1) }, later(2))).toThrow(SurveyEnded);
  expect(() => ensureOpen({ ...survey, stillClosed: false }, later(2))).toThrow(SurveyEnded);
});

test('when a case is opened after the time to answer, the time was over first', () => {
  expect(() => ensureOpen({ ...survey, stillClosed: false }, survey.expiresAt)).toThrow(SurveyExpired);
});

test('no fact holds what the citizen wrote', () => {
  fc.assert(
    fc.property(fc.constantFrom<Score>(1, 2, 3, 4, 5), fc.stringMatching(/^[A-Z]{12}$/), (overall, comment) => {
      const { facts } = decide(survey, { ...answer(overall), comment }, ASK_EVERYBODY, later(1), newId);
      expect(JSON.stringify(facts)).not.toContain(comment);
    }),
  );
});

describe('details', () => {
  const quick: GivenAnswer = { channel: 'LINK', overall: 2, speed: null, attitude: null, result: null, comment: null };
  const details: SurveyDetails = { speed: 1, attitude: null, result: 2, comment: '還是有洞' };
  const clicked = decide(survey, quick, ASK_EVERYBODY, later(1), newId).next;

  test('may follow the first click, which they do not change', () => {
    const { next, fact } = addDetails(clicked, details, later(60_000));
    expect(next).toEqual({ ...clicked, ...details, detailsAt: later(60_000) });
    expect([next.overall, next.answeredAt]).toEqual([2, later(1)]);
    expect(JSON.stringify(fact)).not.toContain('還是有洞');
  });

  test('are said once, with the first click or after it', () => {
    const { next } = addDetails(clicked, details, later(2));
    expect(() => addDetails(next, details, later(3))).toThrow(SurveyDetailsGiven);
    expect(() => addDetails(decide(survey, answer(2), ASK_EVERYBODY, later(1), newId).next, details, later(2))).toThrow(
      SurveyDetailsGiven,
    );
  });

  test('are refused before the first click, after the end, and when they say nothing', () => {
    expect(() => addDetails(survey, details, later(1))).toThrow(SurveyNotAnswered);
    expect(() => addDetails(clicked, details, survey.expiresAt)).toThrow(SurveyExpired);
    const nothing = { speed: null, attitude: null, result: null, comment: null };
    expect(() => addDetails(clicked, nothing, later(2))).toThrow(SurveyDetailsEmpty);
  });
});

test('a reminder lies between the offer and the end, or there is none', () => {
  const after = (remindAfterDays: number, windowDays = 7): Date | null =>
    reminderOf(OFFERED, { ...ASK_EVERYBODY, remindAfterDays, windowDays });
  expect([after(1), after(6)]).toEqual([later(86_400_000), later(6 * 86_400_000)]);
  expect([after(0), after(7), after(30)]).toEqual([null, null, null]);
  expect([after(7, 8), after(2, 2)]).toEqual([later(7 * 86_400_000), null]);
});

test('invariant 13: of any answers to a survey one is taken, the first of its seven days', () => {
  const instants = fc.array(fc.integer({ min: 0, max: 10 * 86_400_000 }), { maxLength: 6 });
  fc.assert(
    fc.property(instants, (offsets) => {
      const taken: Date[] = [];
      let current: Survey = survey;
      for (const at of offsets.sort((a, b) => a - b).map(later)) {
        try {
          current = decide(current, answer(3), ASK_EVERYBODY, at, newId).next;
          taken.push(at);
        } catch {
          // told by the number of those that were taken
        }
      }
      const inTime = offsets.map(later).filter((at) => at < survey.expiresAt);
      expect(taken).toEqual(inTime.slice(0, 1));
      expect(current.answeredAt).toEqual(inTime[0] ?? null);
    }),
  );
});
