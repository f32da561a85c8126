import { civilDate } from '../../../kernel/civil-date.ts';
import { checkCustody, checkOffice } from './custodian.ts';

const TODAY = civilDate('2026-11-20');
const between = (from: string, until: string) => ({
  accountId: 'a',
  agencyCode: null,
  fromOn: civilDate(from),
  untilOn: civilDate(until),
});

test.each([
  ['2026-11-20', '2026-11-20', true],
  ['2026-11-01', '2027-11-01', true],
  ['2026-11-20', '2027-11-21', false],
  ['2026-11-21', '2026-11-20', false],
  ['2026-11-01', '2026-11-19', false],
])('somebody is trusted from %s until %s: %s', (from, until, allowed) => {
  const check = expect(() => checkCustody(between(from, until), TODAY));
  if (allowed) check.not.toThrow();
  else check.toThrow(expect.objectContaining({ code: 'custodian.bad_period' }));
});

test('a custodian works where they are trusted', () => {
  const roles = [{ role: 'HANDLER', agencyCode: 'A' } as const];
  expect(() => checkOffice(roles, 'A')).not.toThrow();
  for (const elsewhere of ['B', null]) {
    expect(() => checkOffice(roles, elsewhere)).toThrow(expect.objectContaining({ code: 'custodian.not_of_agency' }));
  }
});
