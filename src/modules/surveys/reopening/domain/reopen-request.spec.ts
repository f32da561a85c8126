import { ASK_EVERYBODY } from '../../../../../test/support/survey-policy.ts';
import { SurveyExpired } from '../../domain/survey-errors.ts';
import { expiryOf, type Score, type Survey } from '../../domain/survey.ts';
import { CaseOpenAgain, NotDissatisfied, ReopenRequestDecided, ReopenRequestedAlready } from './reopen-errors.ts';
import { decideRequest, overtake, requestReopening } from './reopen-request.ts';

const OFFERED = new Date('2026-11-20T01:30:00.000Z');
const ANSWERED = new Date('2026-11-21T01:30:00.000Z');
const survey: Survey = {
  id: 's1',
  caseId: 'c1',
  petitionId: 'p1',
  closing: 2,
  offeredAt: OFFERED,
  expiresAt: expiryOf(OFFERED, ASK_EVERYBODY),
  answeredAt: ANSWERED,
  overall: 1,
  detailsAt: null,
  endedAt: null,
  stillClosed: true,
};
const made = { id: 'q1', reason: '還是有洞', requestedAt: ANSWERED, dueAt: new Date('2026-11-24T09:30:00.000Z') };

const ask = (
  difference: Partial<Survey> = {},
  requestedBefore = false,
  requestedAt = ANSWERED,
  policy = ASK_EVERYBODY,
): ReturnType<typeof requestReopening> =>
  requestReopening({ ...survey, ...difference }, requestedBefore, { ...made, requestedAt }, policy);
const request = ask().request;

test('whoever gave a low answer may ask, about the closing they were asked about', () => {
  expect(ask()).toEqual({
    request: {
      ...made,
      surveyId: 's1',
      caseId: 'c1',
      petitionId: 'p1',
      closing: 2,
      state: 'OPEN',
      decidedAt: null,
      decidedBy: null,
      note: null,
    },
    fact: {
      type: 'survey.reopen_requested',
      subject: { kind: 'survey', id: 's1' },
      data: { caseId: 'c1', petitionId: 'p1', requestId: 'q1', dueAt: '2026-11-24T09:30:00.000Z' },
    },
  });
});

test.each<Score | null>([null, 3, 4, 5])('after an answer of %p nobody asks', (overall) => {
  expect(() => ask({ overall })).toThrow(NotDissatisfied);
});

test('what is low the city says', () => {
  expect(() => ask({ overall: 3 }, false, ANSWERED, { ...ASK_EVERYBODY, lowScore: 3 })).not.toThrow();
  expect(() => ask({ overall: 2 }, false, ANSWERED, { ...ASK_EVERYBODY, lowScore: 1 })).toThrow(NotDissatisfied);
});

test('it is asked once', () => {
  expect(() => ask({}, true)).toThrow(ReopenRequestedAlready);
});

test('it is asked in the time of the survey', () => {
  expect(() => ask({}, false, new Date(survey.expiresAt.getTime() - 1))).not.toThrow();
  expect(() => ask({}, false, survey.expiresAt)).toThrow(SurveyExpired);
});

test('a case that is open again, or was closed anew, is not asked for', () => {
  expect(() => ask({ stillClosed: false })).toThrow(CaseOpenAgain);
});

const by = { id: 'u1', note: '已派員複查', at: new Date('2026-11-23T01:00:00.000Z') };

test.each(['APPROVED', 'REJECTED'] as const)(
  '%s is decided once, by somebody and with a note that the citizen is told',
  (decision) => {
    const { next, fact } = decideRequest(request, decision, by);
    expect(next).toEqual({ ...request, state: decision, decidedAt: by.at, decidedBy: 'u1', note: by.note });
    expect(fact.data).toEqual({ caseId: 'c1', petitionId: 'p1', requestId: 'q1', decision, note: by.note });
    for (const second of ['APPROVED', 'REJECTED'] as const)
      expect(() => decideRequest(next, second, by)).toThrow(ReopenRequestDecided);
  },
);

test('a case that was opened without looking at the request has granted it, by nobody', () => {
  const { next, fact } = overtake(request, by.at);
  expect(next).toEqual({ ...request, state: 'OVERTAKEN', decidedAt: by.at });
  expect(fact.data).toMatchObject({ decision: 'OVERTAKEN', note: null });
  expect(() => decideRequest(next, 'REJECTED', by)).toThrow(ReopenRequestDecided);
});
