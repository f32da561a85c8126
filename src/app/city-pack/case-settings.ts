import type { CasePolicy } from '../../modules/cases/index.ts';
import { isObject } from './members.ts';

/** What holds where a pack says nothing of it. */
const USUAL: CasePolicy = { reopenWithinDays: 30, returnDecisionDays: 1, revealMinutes: 10 };

/** The most each number may be. */
const MOST: CasePolicy = { reopenWithinDays: 3_650, returnDecisionDays: 30, revealMinutes: 60 };

type Report = (reason: string) => void;

/** Reads `cases` of `city.json`. Every wrong member is reported; what is left out is as usual. */
export function readCasePolicy(value: unknown, report: Report): CasePolicy {
  if (value === undefined) return USUAL;
  if (!isObject(value)) {
    report('is not an object');
    return USUAL;
  }
  for (const key of Object.keys(value).filter((name) => !(name in USUAL))) report(`${key} is not a setting of cases`);
  const whole = (key: keyof CasePolicy): number => {
    const given = value[key] ?? USUAL[key];
    if (typeof given === 'number' && Number.isInteger(given) && given >= 1 && given <= MOST[key]) return given;
    report(`${key} is not a whole number from 1 to ${MOST[key]}`);
    return USUAL[key];
  };
  return {
    reopenWithinDays: whole('reopenWithinDays'),
    returnDecisionDays: whole('returnDecisionDays'),
    revealMinutes: whole('revealMinutes'),
  };
}
