import { DomainError, type Refusal } from '../../kernel/errors.ts';
import { FRAMEWORK_PROBLEMS, frameworkProblem, preferredLanguage, problemOf, toProblemDocument } from './problem.ts';

class Refused extends DomainError {
  readonly code = 'case.refused';
  readonly text = { 'zh-TW': '不行', en: 'No' };
  constructor(
    readonly refusal: Refusal,
    details?: Readonly<Record<string, unknown>>,
  ) {
    super(details);
  }
}

test.each([
  ['malformed', 400],
  ['unauthenticated', 401],
  ['forbidden', 403],
  ['not_found', 404],
  ['conflict', 409],
  ['gone', 410],
  ['stale', 412],
  ['invalid', 422],
  ['too_many', 429],
  ['unavailable', 503],
] as const)('a refusal that is %s is answered %i', (refusal, status) => {
  expect(problemOf(new Refused(refusal)).status).toBe(status);
});

test('a problem document says what is wrong in the language of the reader', () => {
  const source = problemOf(new Refused('conflict', { openCommands: ['close'] }));
  expect(toProblemDocument(source, 'zh-TW', 'r-1')).toEqual({
    type: 'urn:paian:problem:case.refused',
    title: 'No',
    status: 409,
    code: 'case.refused',
    detail: '不行',
    requestId: 'r-1',
    openCommands: ['close'],
  });
  expect(toProblemDocument(source, 'en', 'r-1').detail).toBe('No');
});

test('a detail never takes the place of a standard member', () => {
  const details = { status: 'CLOSED', type: 'x', title: 'x', code: 'x', detail: 'x', requestId: 'x' };
  expect(toProblemDocument(problemOf(new Refused('conflict', details)), 'en', 'r-1')).toEqual(
    toProblemDocument(problemOf(new Refused('conflict')), 'en', 'r-1'),
  );
});

test('what the framework refuses has a code of its own for every status in use', () => {
  const codes = Object.values(FRAMEWORK_PROBLEMS).map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  expect(frameworkProblem(413)).toMatchObject({ status: 413, code: 'request.too_large' });
});

test('what the framework refuses for another reason keeps its status; a failure is none of its refusals', () => {
  expect(frameworkProblem(418)).toMatchObject({ status: 418, code: 'request.refused' });
  expect(frameworkProblem(500)).toBeNull();
  expect(frameworkProblem(503)).toBeNull();
});

test.each([
  [undefined, 'zh-TW'],
  ['', 'zh-TW'],
  ['en', 'en'],
  ['EN-us,zh;q=0.5', 'en'],
  ['zh-Hant-TW, en;q=0.8', 'zh-TW'],
  ['fr-FR, en;q=0.3, zh;q=0.2', 'en'],
  ['fr, *', 'zh-TW'],
  [';;,,', 'zh-TW'],
])('a reader who accepts %j is answered in %s', (header, language) => {
  expect(preferredLanguage(header)).toBe(language);
});
