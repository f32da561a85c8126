import { type Candidate, decideEligibility, type NotAsked } from './eligibility.ts';

const willing: Candidate = {
  petitionId: 'p1',
  anonymous: false,
  confidential: false,
  preferredContact: 'EMAIL',
  contact: 'lin@example.org',
  confidentialCase: false,
  stillClosed: true,
};

test('a petitioner who can be reached is asked', () => {
  expect(decideEligibility([willing])).toEqual({ asked: [willing], skipped: [] });
});

test.each<[NotAsked, Partial<Candidate>]>([
  ['REOPENED', { stillClosed: false }],
  ['CONFIDENTIAL_INFORMER', { confidential: true }],
  ['CONFIDENTIAL_CATEGORY', { confidentialCase: true }],
  ['ANONYMOUS', { anonymous: true }],
  ['CONTACT_REFUSED', { preferredContact: 'NONE' }],
  ['LETTER_ONLY', { preferredContact: 'LETTER' }],
  ['NO_CONTACT', { contact: null }],
])('whoever is not asked has a reason: %s', (reason, difference) => {
  expect(decideEligibility([{ ...willing, ...difference }])).toEqual({ asked: [], skipped: [{ petitionId: 'p1', reason }] });
});

test('an informer’s secrecy is told before anything that would hint at who they are', () => {
  const informer = { ...willing, confidential: true, anonymous: true, contact: null };
  expect(decideEligibility([informer]).skipped).toEqual([{ petitionId: 'p1', reason: 'CONFIDENTIAL_INFORMER' }]);
});

test('each petitioner of a case is asked', () => {
  const other = { ...willing, petitionId: 'p2', contact: '0912345678' };
  expect(decideEligibility([willing, other]).asked).toEqual([willing, other]);
});

test('one person with two petitions in a case is asked once', () => {
  expect(decideEligibility([willing, { ...willing, petitionId: 'p2' }])).toEqual({
    asked: [willing],
    skipped: [{ petitionId: 'p2', reason: 'ASKED_ALREADY' }],
  });
});

test('a petition that is not asked about does not keep the same person from being asked about another', () => {
  const secret = { ...willing, petitionId: 'p0', anonymous: true };
  expect(decideEligibility([secret, willing]).asked).toEqual([willing]);
});
