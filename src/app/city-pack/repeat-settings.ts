import type { RepeatPolicy } from '../../modules/cases/index.ts';
import { isObject } from './members.ts';

/** What holds where a pack says nothing of it. */
const USUAL: RepeatPolicy = { clearReplies: 2, withinMonths: 12, withinMetres: 100, massPerDay: 10, massPerWeek: 30 };

/** The most each number may be. */
const MOST: RepeatPolicy = { clearReplies: 100, withinMonths: 60, withinMetres: 10_000, massPerDay: 1_000, massPerWeek: 1_000 };

type Report = (reason: string) => void;

/** Reads `repeats` of `city.json`. Every wrong member is reported; what is left out is as usual. */
export function readRepeatPolicy(value: unknown, report: Report): RepeatPolicy {
  if (value === undefined) return USUAL;
  if (!isObject(value)) {
    report('is not an object');
    return USUAL;
  }
  for (const key of Object.keys(value).filter((name) => !(name in USUAL))) report(`${key} is not a setting of repeats`);
  const number = (key: keyof RepeatPolicy): number => {
    const given = value[key] ?? USUAL[key];
    if (typeof given === 'number' && Number.isInteger(given) && given >= 1 && given <= MOST[key]) return given;
    report(`${key} is not a whole number from 1 to ${MOST[key]}`);
    return USUAL[key];
  };
  return {
    clearReplies: number('clearReplies'),
    withinMonths: number('withinMonths'),
    withinMetres: number('withinMetres'),
    massPerDay: number('massPerDay'),
    massPerWeek: number('massPerWeek'),
  };
}
