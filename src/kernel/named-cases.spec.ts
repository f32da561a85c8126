import { referenceNumber } from './reference-number.ts';
import { caseNosIn, withoutCases } from './named-cases.ts';

const [one, two] = [referenceNumber('C', 2026, 1), referenceNumber('C', 2026, 2)];
const DATA = { intoCaseNo: one, reason: `見 ${two}`, moved: [{ caseNo: two, petitions: 3 }], earlierCaseNo: null };

test('a fact names the cases whose numbers stand by themselves in it, at any depth', () => {
  expect(caseNosIn(DATA)).toEqual([one, two]);
});

test('what is left of a number that is hidden is that there was one', () => {
  expect(withoutCases(DATA, new Set([two]))).toEqual({ ...DATA, moved: [{ caseNo: null, petitions: 3 }] });
  expect(withoutCases(DATA, new Set())).toEqual(DATA);
});
