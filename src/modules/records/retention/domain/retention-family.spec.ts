import { civilDate } from '../../../../kernel/civil-date.ts';
import type { RetentionCandidate } from './retention-candidate.ts';
import { whatBecomes } from './retention-family.ts';

const GENERAL = { code: 'GENERAL', years: 5, action: 'ANONYMISE', categories: [], basis: 'x' } as const;
const batch = { asOf: civilDate('2032-02-02'), classes: [GENERAL] };
const named = (caseId: string, difference: Partial<RetentionCandidate> = {}): RetentionCandidate => ({
  ...{ caseId, caseNo: caseId, class: 'GENERAL', status: 'CLOSED', categoryCode: null, agencyCode: null },
  ...{ receivedOn: civilDate('2026-11-16'), closedOn: civilDate('2027-02-02'), petitionIds: [] },
  ...{ anonymised: false, held: false, undigested: false, unsealed: false },
  ...difference,
});
const turnOf = (members: readonly RetentionCandidate[], referenced = false): object => {
  const { left, due } = whatBecomes(members, referenced, batch);
  return { left: left.map(({ of, reason }) => `${of.caseId} ${reason}`), due: due.map(({ caseId }) => caseId) };
};

describe('cases that hang together', () => {
  test('go together', () => {
    expect(turnOf([named('a'), named('b')])).toEqual({ left: [], due: ['a', 'b'] });
  });

  test.each<[string, Partial<RetentionCandidate>, string]>([
    ['is held', { held: true }, 'LEGAL_HOLD'],
    ['was reopened', { status: 'IN_PROGRESS', closedOn: null }, 'OPEN'],
    ['was closed again, too lately', { closedOn: civilDate('2027-02-03') }, 'NOT_DUE'],
    ['has a record of before the digests', { undigested: true }, 'SEALED_WITHOUT_DIGEST'],
    ['is held and has facts that are not sealed', { held: true, unsealed: true }, 'LEGAL_HOLD'],
  ])('all stay when the last of them %s', (_, difference, reason) => {
    expect(turnOf([named('a'), named('b'), named('c', difference)])).toEqual({
      left: ['a REFERENCED', 'b REFERENCED', `c ${reason}`],
      due: [],
    });
  });

  test('all stay when they hang together with one that is not of the batch', () => {
    expect(turnOf([named('a'), named('b')], true)).toEqual({ left: ['a REFERENCED', 'b REFERENCED'], due: [] });
  });

  test('all wait for the seal of one', () => {
    expect(turnOf([named('a'), named('b', { unsealed: true })])).toEqual({ left: [], due: [] });
  });
});
