import { type CivilDate, civilDate, FIRST_DAY } from '../../../../kernel/civil-date.ts';

/** How long one class of cases is kept, and what becomes of them then (檔案保存年限). */
export interface RetentionClass {
  readonly code: string;
  /** Whole years from the day a case was closed, 1 or more. */
  readonly years: number;
  readonly action: 'ANONYMISE';
  /** Codes of categories; empty for the class of all that no other class names. */
  readonly categories: readonly string[];
  /** By which rule or decision. */
  readonly basis: string;
}

/** What a city decided about how long it keeps its cases. */
export abstract class RetentionPolicy {
  abstract readonly classes: readonly RetentionClass[];
}

/** The class of a category, or of cases without one. */
export const classOf = (classes: readonly RetentionClass[], categoryCode: string | null): RetentionClass =>
  classes.find(({ categories }) => categoryCode !== null && categories.includes(categoryCode)) ?? generalClass(classes);

/** The class of all that no other class names. */
export const generalClass = (classes: readonly RetentionClass[]): RetentionClass =>
  classes.find(({ categories }) => categories.length === 0)!;

/**
 * The last day on which a case must have been closed to be due: a case of 29 February is due with those of the 28th. Before the first day
 * of the calendar none was closed.
 *
 * @param asOf the day on which it is asked
 */
export function lastDayDue({ years }: Pick<RetentionClass, 'years'>, asOf: CivilDate): CivilDate {
  const year = String(Number(asOf.slice(0, 4)) - years);
  if (year < FIRST_DAY.slice(0, 4)) return FIRST_DAY;
  try {
    return civilDate(`${year}${asOf.slice(4)}`);
  } catch {
    return civilDate(`${year}-02-28`); // there is no 29th
  }
}
