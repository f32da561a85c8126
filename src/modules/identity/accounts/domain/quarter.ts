import { type CivilDate, civilDate } from '../../../../kernel/civil-date.ts';

export const QUARTER = /^2\d{3}Q[1-4]$/;

/** The days of a quarter, e.g. `2026Q4`: its first, and the first of the next. */
export function daysOfQuarter(quarter: string): { readonly from: CivilDate; readonly before: CivilDate } {
  const year = Number(quarter.slice(0, 4));
  const first = (Number(quarter.slice(5)) - 1) * 3 + 1;
  return { from: firstOf(year, first), before: first === 10 ? firstOf(year + 1, 1) : firstOf(year, first + 3) };
}

const firstOf = (year: number, month: number): CivilDate => civilDate(`${year}-${String(month).padStart(2, '0')}-01`);
