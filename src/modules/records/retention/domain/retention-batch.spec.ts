import { type ActorRef } from '../../../../kernel/actor.ts';
import { civilDate } from '../../../../kernel/civil-date.ts';
import { approved, begun, finished, previewed, type RetentionBatch, withdrawn } from './retention-batch.ts';
import { type RetentionCandidate, whyLeft } from './retention-candidate.ts';
import { RetentionBatchNotOpen, SamePersonApproves } from './retention-errors.ts';
import { lastDayDue } from './retention-policy.ts';

const AT = new Date('2032-02-02T01:00:00Z');
const LIN: ActorRef = { kind: 'STAFF', id: 'lin', name: '林小姐' };
const WANG: ActorRef = { kind: 'STAFF', id: 'wang', name: '王小姐' };
const GENERAL = { code: 'GENERAL', years: 5, action: 'ANONYMISE', categories: [], basis: 'x' } as const;
const TAX = { ...GENERAL, code: 'TAX', years: 10, categories: ['TX-001'] };
const first = previewed({ id: 'b', no: 1, asOf: civilDate('2032-02-02'), classes: [GENERAL, TAX] }, LIN, AT);

describe('a batch', () => {
  test('is approved by somebody else, runs, and is done', () => {
    const done = finished(begun(approved(first, WANG, AT), AT), AT);
    expect(done).toMatchObject({ state: 'DONE', previewedBy: { id: 'lin' }, approvedBy: { id: 'wang' } });
  });

  test.each<[string, ActorRef]>([
    ['whoever asked for it', LIN],
    ['somebody in their place', { ...WANG, onBehalfOf: { id: 'lin', name: '林小姐' } }],
    ['themselves in another’s place', { ...LIN, onBehalfOf: { id: 'wang', name: '王小姐' } }],
  ])('is not approved by %s', (_, by) => {
    expect(() => approved(first, by, AT)).toThrow(SamePersonApproves);
  });

  test('is not approved by whom its preview was asked for in the place of', () => {
    const inPlace = previewed(first, { ...LIN, onBehalfOf: { id: 'wang', name: '王小姐' } }, AT);
    expect(() => approved(inPlace, WANG, AT)).toThrow(SamePersonApproves);
  });

  test('is withdrawn before it runs, by anybody, and not afterwards', () => {
    const ready = approved(first, WANG, AT);
    for (const open of [first, ready]) expect(withdrawn(open, LIN, 'x', AT)).toMatchObject({ state: 'WITHDRAWN' });
    const running = begun(ready, AT);
    for (const batch of [running, finished(running, AT), withdrawn(first, LIN, 'x', AT)]) {
      expect(() => withdrawn(batch, LIN, 'x', AT)).toThrow(RetentionBatchNotOpen);
      expect(() => approved(batch, WANG, AT)).toThrow(RetentionBatchNotOpen);
    }
  });
});

test.each([
  [5, '2032-02-02', '2027-02-02'],
  [1, '2032-02-29', '2031-02-28'],
  [4, '2032-02-29', '2028-02-29'],
  [100, '2032-01-01', '1932-01-01'],
  [100, '1912-01-01', '1912-01-01'],
  [1, '1913-01-02', '1912-01-02'],
])('after %i years, what is due on %s was closed on %s or before', (years, asOf, last) => {
  expect(lastDayDue({ years }, civilDate(asOf))).toBe(last);
});

describe('a case whose turn has come', () => {
  const due: RetentionCandidate = {
    ...{ caseId: 'c', caseNo: 'C26-000001-9', class: 'GENERAL', status: 'CLOSED', categoryCode: 'RD-001', agencyCode: null },
    ...{ receivedOn: civilDate('2026-11-16'), closedOn: civilDate('2027-02-02'), petitionIds: [] },
    ...{ anonymised: false, held: false, undigested: false, unsealed: false },
  };
  const batch: RetentionBatch = first;

  test('is done when it is as it was previewed', () => {
    expect(whyLeft(due, batch)).toBeNull();
  });

  test.each<[string, Partial<RetentionCandidate>, string]>([
    ['by another batch', { anonymised: true }, 'ALREADY_DONE'],
    ['that is held', { held: true }, 'LEGAL_HOLD'],
    ['that was reopened', { status: 'IN_PROGRESS', closedOn: null }, 'OPEN'],
    ['that is tracked', { status: 'CONTINUED_TRACKING' }, 'OPEN'],
    ['that was closed again, too lately', { closedOn: civilDate('2027-02-03') }, 'NOT_DUE'],
    ['that has a longer class by now', { categoryCode: 'TX-001' }, 'NOT_DUE'],
    ['with a record of before the digests', { undigested: true }, 'SEALED_WITHOUT_DIGEST'],
  ])('%s is left', (_, difference, reason) => {
    expect(whyLeft({ ...due, ...difference }, batch)).toBe(reason);
  });
});
