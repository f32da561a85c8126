import fc from 'fast-check';
import { CASE_STATUSES } from '../../domain/case.ts';
import { FINAL_STATUSES } from '../../domain/command-rule.ts';
import { findRepeats, isSameMatter, type PersonalPetition, type Repeats } from './find-repeats.ts';
import type { RepeatPolicy } from './repeat-policy.ts';

const POLICY: RepeatPolicy = { clearReplies: 2, withinMonths: 12, withinMetres: 100, massPerDay: 2, massPerWeek: 4 };
/** Half past six in the evening of the 20th in the city. */
const NOW = new Date('2026-11-20T10:30:00.000Z');
const MATTER = { categoryCode: 'TF-002', point: { lat: 24.957, lng: 121.225 } };

let petitions = 0;
const petition = (difference: Partial<PersonalPetition> = {}): PersonalPetition => ({
  ...MATTER,
  petitionId: `p-${(petitions += 1)}`,
  caseNo: `C-${petitions}`,
  receivedAt: new Date('2026-05-01T02:00:00.000Z'),
  status: 'CLOSED',
  outcome: 'UPHELD',
  closedAt: new Date('2026-05-08T02:00:00.000Z'),
  safetyHazard: false,
  newFact: null,
  inFamily: false,
  visible: true,
  ...difference,
});
const open = (receivedAt: string, difference: Partial<PersonalPetition> = {}): PersonalPetition =>
  petition({ status: 'DISPATCHED', outcome: null, closedAt: null, receivedAt: new Date(receivedAt), ...difference });
const find = (...found: PersonalPetition[]): Repeats =>
  findRepeats({ matter: MATTER, petitions: found }, null, POLICY, { at: NOW, timeZone: 'Asia/Taipei' });

describe('an earlier answer', () => {
  test('is one about the same matter; the newest comes first, each case once', () => {
    const [first, second] = [petition(), petition({ closedAt: new Date('2026-08-01T02:00:00.000Z') })];
    const joined = petition({ caseNo: second.caseNo, closedAt: second.closedAt });
    const { earlier, clearReplies } = find(first, second, joined);
    expect(earlier.map(({ caseNo }) => caseNo)).toEqual([second.caseNo, first.caseNo]);
    expect(clearReplies).toBe(2);
  });

  test.each<[string, Partial<PersonalPetition>, number]>([
    ['of another category', { categoryCode: 'RD-001' }, 0],
    ['of no category', { categoryCode: null }, 0],
    ['a street farther on', { point: { lat: 24.959, lng: 121.225 } }, 0],
    ['without a place', { point: null }, 0],
    ['at the other side of the crossing', { point: { lat: 24.9575, lng: 121.225 } }, 1],
    ['more than twelve months old', { closedAt: new Date('2025-11-20T10:29:59.000Z') }, 0],
    ['twelve months old', { closedAt: new Date('2025-11-20T10:30:00.000Z') }, 1],
    ['that is still open', { status: 'IN_PROGRESS', closedAt: null }, 0],
  ])('%s', (_, difference, count) => {
    expect(find(petition(difference)).earlier).toHaveLength(count);
  });

  test.each<[string, Partial<PersonalPetition>]>([
    ['sent on to somebody else', { outcome: 'REFERRED' }],
    ['left unprocessed itself', { status: 'NO_ACTION', outcome: null }],
    ['withdrawn', { status: 'WITHDRAWN', outcome: null }],
    ['merged', { status: 'MERGED', outcome: null }],
  ])('%s is no clear reply', (_, difference) => {
    const { earlier, clearReplies } = find(petition(difference));
    expect(earlier).toMatchObject([{ clear: false }]);
    expect(clearReplies).toBe(0);
  });

  test('is not the case itself', () => {
    const own = petition();
    const { earlier } = findRepeats({ matter: MATTER, petitions: [own] }, own.caseNo, POLICY, {
      at: NOW,
      timeZone: 'Asia/Taipei',
    });
    expect(earlier).toEqual([]);
  });

  test('two places are the same from either side, and nothing is like what has no category', () => {
    const points = fc.option(
      fc.record({
        lat: fc.double({ min: 24.95, max: 24.96, noNaN: true }),
        lng: fc.double({ min: 121.22, max: 121.23, noNaN: true }),
      }),
    );
    const matters = fc.record({ categoryCode: fc.constantFrom('A', 'B', null), point: points });
    fc.assert(
      fc.property(matters, matters, (a, b) => {
        expect(isSameMatter(a, b, POLICY)).toBe(isSameMatter(b, a, POLICY));
        expect(isSameMatter(a, a, POLICY)).toBe(a.categoryCode !== null);
      }),
    );
  });
});

describe('a mass', () => {
  test('is more than the city says on one of its days, which begins at its midnight', () => {
    const evening = ['2026-11-19T15:59:00.000Z', '2026-11-19T16:00:00.000Z', '2026-11-20T10:00:00.000Z'].map((at) => open(at));
    expect(find(...evening)).toMatchObject({ today: 2, lastSevenDays: 3, mass: false });
    expect(find(...evening, open('2026-11-20T01:00:00.000Z'))).toMatchObject({ today: 3, mass: true });
  });

  test('is more than the city says in seven of its days, about anything', () => {
    const week = ['14', '15', '16', '17'].map((day) => open(`2026-11-${day}T02:00:00.000Z`, { categoryCode: `X-${day}` }));
    expect(find(...week, open('2026-11-13T15:59:00.000Z'))).toMatchObject({ lastSevenDays: 4, mass: false, bundle: [] });
    expect(find(...week, open('2026-11-18T02:00:00.000Z'))).toMatchObject({ lastSevenDays: 5, mass: true });
  });

  test('is bundled without hazards, new facts, families and what has ended – whatever it is made of', () => {
    const any = fc.array(
      fc.record({
        status: fc.constantFrom(...CASE_STATUSES),
        safetyHazard: fc.boolean(),
        newFact: fc.constantFrom(true, false, null),
        inFamily: fc.boolean(),
        visible: fc.boolean(),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(any, (differences) => {
        const sent = differences.map((difference) => open('2026-11-20T02:00:00.000Z', difference));
        const { mass, bundle } = find(...sent);
        expect(mass).toBe(sent.length > POLICY.massPerDay);
        const free = sent.filter(
          ({ status, safetyHazard, newFact, inFamily, visible }) =>
            mass && !FINAL_STATUSES.includes(status) && !safetyHazard && newFact !== true && !inFamily && visible,
        );
        expect([...bundle].sort()).toEqual(free.map(({ caseNo }) => caseNo).sort());
      }),
    );
  });
});
