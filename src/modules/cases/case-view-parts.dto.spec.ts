import { CASE_ACCESSES } from './domain/case-access.ts';
import { leftOut } from './case-view-parts.dto.ts';

const SECRET = '機密';
const leg = { agencyCode: 'A', handler: { id: 'h1', displayName: SECRET }, answer: SECRET, answeredAt: SECRET };
const whole = {
  ...{ caseNo: 'C26-000001-9', status: 'IN_PROGRESS', petitionCount: 2, clock: { state: 'RUNNING', remainingMinutes: 9 } },
  ...{ subject: SECRET, description: SECRET, location: { address: SECRET }, leadAgency: { name: SECRET }, reply: SECRET },
  ...{ assignments: [leg], handler: leg.handler, openExtension: { reason: SECRET }, openSupplement: { question: SECRET } },
  ...{ proposedAgency: { name: SECRET }, approval: { agencyCode: SECRET }, recusals: [SECRET], promises: [{ text: SECRET }] },
  ...{ outcome: SECRET, noAction: { ground: SECRET }, mergedInto: SECRET, parentCaseNo: SECRET, openCommands: [SECRET] },
};
const shown = (access: (typeof CASE_ACCESSES)[number]): string => JSON.stringify({ ...whole, ...leftOut(access, whole) });

test('whoever works on a case reads all of it', () => {
  expect(leftOut('FULL', whole)).toEqual({});
});

test('whoever does not work on it is offered no command', () => {
  for (const access of CASE_ACCESSES.slice(1)) expect(leftOut(access, whole)).toMatchObject({ openCommands: [] });
});

test('whoever worked on it before reads nothing that anybody wrote', () => {
  expect(shown('FORMER')).not.toContain(SECRET);
  expect(shown('FORMER')).toContain('C26-000001-9');
});

test('whoever sent it in reads how far it is, and its words only while it is theirs alone', () => {
  const parts = { openExtension: null, openSupplement: null, approval: null, recusals: [], handler: null, proposedAgency: null };
  expect(leftOut('REGISTRANT', whole)).toMatchObject({ ...parts, subject: null, description: null });
  const alone = leftOut('REGISTRANT', { ...whole, petitionCount: 1 });
  expect(alone).toMatchObject({ ...parts, assignments: [{ agencyCode: 'A', handler: null, answer: null }] });
  expect(alone).not.toHaveProperty('subject');
});
