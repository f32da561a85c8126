import type { Registered, ServerAgency } from './case-server.ts';
import type { MappedRow } from './row-to-petition.ts';
import { misplaced, type RowResult, Tally } from './tally.ts';

const AGENCIES: ServerAgency[] = [
  { code: 'CITY', name: '全市', districtCodes: [] },
  { code: 'NORTH', name: '北', districtCodes: ['N'] },
];

const registered = (agency: string | null, district: string | null, reasons: readonly string[] = []): Registered => ({
  case: {
    caseNo: 'C-1',
    leadAgency: agency === null ? null : { code: agency, name: agency },
    location: { district: district === null ? null : { code: district } },
  },
  routing: { outcome: agency === null ? 'TRIAGE' : 'DISPATCHED', reasons: reasons.map((code) => ({ code })) },
});

const takenIn = (answer: Registered, read: Partial<MappedRow> = {}): RowResult => ({
  kind: 'TAKEN_IN',
  registered: answer,
  mapped: {
    petition: { channel: 'HOTLINE', subject: 's', description: 'd', receivedAt: 'r', location: {}, externalId: 'x' },
    idempotencyKey: 'k',
    receivedAt: new Date(0),
    category: 'item',
    district: 'NAME',
    ...read,
  },
});

test('every row is counted once, by what became of it', () => {
  const tally = new Tally(AGENCIES);
  tally.add(2, takenIn(registered('CITY', 'N', ['rule', 'place.by_point', 'place.by_point'])));
  tally.add(3, takenIn(registered('NORTH', 'N', ['place.district_conflict', 'border.near'])));
  tally.add(4, takenIn(registered('NORTH', 'N', ['place.village_conflict']), { category: 'part', district: 'TYPO' }));
  tally.add(5, takenIn(registered(null, null, ['category.missing', 'place.not_found']), { category: null, district: null }));
  tally.add(6, { kind: 'ALREADY_THERE' });
  tally.add(7, { kind: 'REJECTED', code: 'row.empty', reason: 'nothing' });
  tally.add(8, { kind: 'REJECTED', code: 'row.empty', reason: 'nothing' });
  tally.add(9, { kind: 'FAILED', code: 'internal.error', reason: 'oops' });
  expect(tally.counted).toEqual({ TAKEN_IN: 4, ALREADY_THERE: 1, REJECTED: 2, FAILED: 1 });
  expect(tally.totals()).toEqual({
    rows: 8,
    takenIn: 4,
    alreadyThere: 1,
    dispatched: 3,
    dispatchedShare: 0.75,
    agencies: [
      { code: 'NORTH', name: '北', cases: 2 },
      { code: 'CITY', name: '全市', cases: 1 },
    ],
    triage: { cases: 1, reasons: { 'category.missing': 1, 'place.not_found': 1 } },
    place: {
      conflicts: 1,
      doubtfulPoints: 2,
      reasons: {
        'border.near': 1,
        'place.by_point': 1,
        'place.district_conflict': 1,
        'place.not_found': 1,
        'place.village_conflict': 1,
      },
    },
    reading: { category: { item: 2, part: 1, unknown: 1 }, district: { NAME: 2, TYPO: 1, 'not named': 1 } },
    violations: { cases: 0, first: [] },
    rejected: { rows: 2, reasons: { 'row.empty': 2 } },
    failed: { rows: 1, reasons: { 'internal.error': 1 } },
  });
});

test('of rows that were sent wrongly all are counted and the first twenty named', () => {
  const tally = new Tally(AGENCIES);
  for (let line = 2; line < 32; line++) tally.add(line, takenIn(registered('NORTH', 'S')));
  const { cases, first } = tally.totals().violations;
  expect([cases, first.length]).toEqual([30, 20]);
  expect(first[0]).toEqual({ line: 2, caseNo: 'C-1', reason: 'NORTH does not serve S' });
});

test('of nothing taken in there is no share', () => {
  expect(new Tally([]).totals().dispatchedShare).toBeNull();
});

describe('where a case was sent', () => {
  const directory = new Map(AGENCIES.map((agency) => [agency.code, agency]));

  test.each([
    ['the agency of the district', 'NORTH', 'N', 'N', null],
    ['an agency of the whole city', 'CITY', 'S', 'S', null],
    ['an agency of the whole city, without a district', 'CITY', null, null, null],
    ['triage', null, 'S', 'S', null],
    ['an agency of another district', 'NORTH', 'S', null, 'NORTH does not serve S'],
    ['an agency of one district, without a district', 'NORTH', null, null, 'NORTH does not serve a case without a district'],
    ['an agency that nobody knows', 'GONE', 'N', 'N', 'GONE is no agency of the server'],
    ['a district that was not named', 'CITY', 'N', 'S', 'S was named, the case lies in N'],
    ['no district though one was named', null, null, 'S', 'S was named, the case lies in no district'],
  ])('%s: %j in %j, named %j → %j', (_name, agency, district, named, reason) => {
    expect(misplaced(registered(agency, district), named, directory)).toBe(reason);
  });
});
