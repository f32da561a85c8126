import { civilDate } from '../../../kernel/civil-date.ts';
import { isActive, localOfficeKind, serves, servingOffice, successorOf, type Agency } from './agency.ts';

const agency = (code: string, rest: Partial<Agency> = {}): Agency => ({
  code,
  nameZh: code,
  nameEn: code,
  kind: 'BUREAU',
  parentCode: null,
  districtCodes: [],
  receivesCases: true,
  validFrom: null,
  validTo: null,
  successorCode: null,
  ...rest,
});
const day = civilDate;
const newYear = day('2024-01-01');

describe('validity', () => {
  test.each([
    ['2023-12-31', false],
    ['2024-01-01', true],
    ['2025-12-31', true],
    ['2026-01-01', false],
  ])('the first day is inclusive and the last exclusive: %s → %s', (on, active) => {
    expect(isActive({ validFrom: newYear, validTo: day('2026-01-01') }, day(on))).toBe(active);
  });

  test('a body without dates has always existed and still does', () => {
    expect(isActive({ validFrom: null, validTo: null }, day('1999-01-01'))).toBe(true);
  });
});

describe('the serving office', () => {
  const precinct = agency('PP05', { kind: 'POLICE_PRECINCT', districtCodes: ['040', '110'] });
  const fuxing = agency('DO130', { kind: 'SELF_GOVERNING_DISTRICT_OFFICE', districtCodes: ['130'] });
  const before = agency('LO1', { kind: 'LAND_OFFICE', districtCodes: ['040'], validTo: newYear });
  const after = agency('LO2', { kind: 'LAND_OFFICE', districtCodes: ['040'], validFrom: newYear });
  const all = [precinct, fuxing, before, after];

  test('is found by kind and district', () => {
    expect(servingOffice(all, 'POLICE_PRECINCT', '110', newYear)).toBe(precinct);
    expect(servingOffice(all, 'POLICE_PRECINCT', '130', newYear)).toBeNull();
  });

  test('of a self-governing district is its own office', () => {
    expect(servingOffice(all, 'DISTRICT_OFFICE', '130', newYear)).toBe(fuxing);
    expect(localOfficeKind('SELF_GOVERNING_DISTRICT_OFFICE')).toBe('DISTRICT_OFFICE');
  });

  test('is the one that exists on the day', () => {
    expect(servingOffice(all, 'LAND_OFFICE', '040', day('2023-12-31'))).toBe(before);
    expect(servingOffice(all, 'LAND_OFFICE', '040', newYear)).toBe(after);
  });

  test('an agency without districts serves them all', () => {
    expect(serves(agency('PWB'), '130')).toBe(true);
    expect(serves(precinct, '040')).toBe(true);
    expect(serves(precinct, '130')).toBe(false);
  });
});

describe('the successor', () => {
  const old = agency('OLD', { validTo: newYear, successorCode: 'MID' });
  const middle = agency('MID', { validFrom: newYear, validTo: day('2025-01-01'), successorCode: 'NEW' });
  const last = agency('NEW', { validFrom: day('2025-01-01') });
  const gone = agency('GONE', { validTo: newYear });
  const all = [old, middle, last, gone];

  test.each([
    ['OLD', '2023-06-01', 'OLD'],
    ['OLD', '2024-06-01', 'MID'],
    ['OLD', '2026-06-01', 'NEW'],
    ['NEW', '2026-06-01', 'NEW'],
    ['GONE', '2026-06-01', undefined],
    ['NOBODY', '2026-06-01', undefined],
  ])('does the work of %s on %s: %s', (code, on, expected) => {
    expect(successorOf(all, code, day(on))?.code).toBe(expected);
  });

  test('a circle of successors ends without an answer', () => {
    const a = agency('A', { validTo: newYear, successorCode: 'B' });
    const b = agency('B', { validTo: newYear, successorCode: 'A' });
    expect(successorOf([a, b], 'A', newYear)).toBeNull();
  });
});
