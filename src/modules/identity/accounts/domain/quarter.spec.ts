import { daysOfQuarter } from './quarter.ts';

test.each([
  ['2026Q1', '2026-01-01', '2026-04-01'],
  ['2026Q3', '2026-07-01', '2026-10-01'],
  ['2026Q4', '2026-10-01', '2027-01-01'],
])('%s begins on %s and ends before %s', (quarter, from, before) => {
  expect(daysOfQuarter(quarter)).toEqual({ from, before });
});
