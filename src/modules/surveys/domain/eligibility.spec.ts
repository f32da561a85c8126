import { type Candidate, decideEligibility, type Eligibility, NOT_ASKED_TEXTS, type NotAsked } from './eligibility.ts';
import { ASK_EVERYBODY } from '../../../../test/support/survey-policy.ts';

const AT = new Date('2026-11-23T06:00:00.000Z');
const policy = { ...ASK_EVERYBODY, percentByCategory: { 'RD-009': 0 } };
const willing: Candidate = {
  petitionId: 'p1',
  categoryCode: 'RD-001',
  anonymous: false,
  confidential: false,
  preferredContact: 'EMAIL',
  contacts: ['lin@example.org', '0912345678'],
  confidentialCase: false,
  stillClosed: true,
  afterSurveyReopen: false,
  lastAskedAt: null,
};
const decide = (...candidates: readonly Candidate[]): Eligibility => decideEligibility(candidates, policy, AT);
const daysAgo = (days: number): Date => new Date(AT.getTime() - days * 86_400_000);

test('a petitioner who can be reached is asked', () => {
  expect(decide(willing)).toEqual({ asked: [willing], skipped: [] });
});

const REASONS: [NotAsked, Partial<Candidate>][] = [
  ['REOPENED', { stillClosed: false }],
  ['CONFIDENTIAL_INFORMER', { confidential: true }],
  ['CONFIDENTIAL_CATEGORY', { confidentialCase: true }],
  ['ANONYMOUS', { anonymous: true }],
  ['CONTACT_REFUSED', { preferredContact: 'NONE' }],
  ['LETTER_ONLY', { preferredContact: 'LETTER' }],
  ['NO_CONTACT', { contacts: [] }],
  ['AFTER_SURVEY_REOPEN', { afterSurveyReopen: true }],
  ['ASKED_RECENTLY', { lastAskedAt: daysAgo(29) }],
  ['NOT_SAMPLED', { categoryCode: 'RD-009' }],
];

test.each(REASONS)('whoever is not asked has a reason: %s', (reason, difference) => {
  expect(decide({ ...willing, ...difference })).toEqual({ asked: [], skipped: [{ petitionId: 'p1', reason }] });
});

test('every reason can be read in both languages, and every one of them can be given', () => {
  const others = ['ASKED_ALREADY', 'NO_ACTION'];
  expect(Object.keys(NOT_ASKED_TEXTS).sort()).toEqual([...REASONS.map(([reason]) => reason), ...others].sort());
  for (const text of Object.values(NOT_ASKED_TEXTS)) expect(Object.values(text).every((words) => words.length > 3)).toBe(true);
});

test('an informer’s secrecy is told before anything that would hint at who they are', () => {
  const informer = { ...willing, confidential: true, anonymous: true, contacts: [], lastAskedAt: AT };
  expect(decide(informer).skipped).toEqual([{ petitionId: 'p1', reason: 'CONFIDENTIAL_INFORMER' }]);
});

test('a person is asked again when the quiet days are over, to the millisecond', () => {
  expect(decide({ ...willing, lastAskedAt: daysAgo(30) }).asked).toHaveLength(1);
  expect(decide({ ...willing, lastAskedAt: new Date(daysAgo(30).getTime() + 1) }).asked).toHaveLength(0);
});

test('without quiet days a person is asked about every case', () => {
  expect(decideEligibility([{ ...willing, lastAskedAt: AT }], { ...policy, quietDays: 0 }, AT).asked).toHaveLength(1);
});

test('each petitioner of a case is asked', () => {
  const other = { ...willing, petitionId: 'p2', contacts: ['0922000111'] };
  expect(decide(willing, other).asked).toEqual([willing, other]);
});

test('one person with two petitions in a case is asked once, known by the address or by the telephone', () => {
  for (const contacts of [['lin@example.org'], ['0912345678'], ['other@example.org', '0912345678']]) {
    expect(decide(willing, { ...willing, petitionId: 'p2', contacts })).toEqual({
      asked: [willing],
      skipped: [{ petitionId: 'p2', reason: 'ASKED_ALREADY' }],
    });
  }
});

test('a petition that is not asked about does not keep the same person from being asked about another', () => {
  const secret = { ...willing, petitionId: 'p0', anonymous: true };
  expect(decide(secret, willing).asked).toEqual([willing]);
});
