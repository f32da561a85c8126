import { type CivilDate, dayNumber } from '../../../kernel/civil-date.ts';
import type { FieldError } from '../../../kernel/errors.ts';
import type { Sla } from '../../calendar/index.ts';
import type { Category } from '../../catalog/index.ts';
import type { DisasterPlan, LevelChange, NamedCategories } from './disaster.ts';
import {
  aboveCeiling,
  changeUnclear,
  endsInPast,
  hazardNotSuspended,
  namedTwice,
  notReceiving,
  nothingNamed,
  otherUnit,
  unknownCategories,
  unknownGroups,
} from './disaster-errors.ts';
import { lengthenedBy, namedBy } from './effects.ts';

const HOURS_OF_DAY = 24;

/** What a plan is held against. */
export interface PlanGround {
  readonly categories: readonly Category[];
  /** Whether an agency exists today and takes cases. */
  readonly receives: (agencyCode: string) => boolean;
  readonly now: Date;
  readonly today: CivilDate;
  /** On which day a time limit ends that begins today. */
  readonly lastDayOf: (sla: Sla) => CivilDate;
  /** Calendar days that a whole case may take by the policy of the city. */
  readonly ceilingDays: number;
}

/** What is wrong with a plan, field by field; empty when it can be put into effect. */
export function checkPlan({ until, serviceLevels, emergencyDesk }: DisasterPlan, ground: PlanGround): FieldError[] {
  return [
    ...(until !== null && until <= ground.now ? [endsInPast()] : []),
    ...serviceLevels.flatMap((level, i) => checkLevel(`serviceLevels.${i}`, level, ground)),
    ...checkTwice(serviceLevels, ground.categories),
    ...(emergencyDesk === null ? [] : checkNames('emergencyDesk', emergencyDesk, ground.categories)),
    ...(emergencyDesk === null || ground.receives(emergencyDesk.agencyCode) ? [] : [notReceiving()]),
  ];
}

function checkLevel(field: string, level: LevelChange, ground: PlanGround): FieldError[] {
  const { categories } = ground;
  const named = namedBy(level, categories);
  const hazards = level.change === 'SUSPEND' ? named.filter(({ safetyHazard }) => safetyHazard) : [];
  const others = level.add === null ? [] : named.filter(({ sla }) => sla.unit !== level.add!.unit);
  const ways = [level.factor, level.add].filter((way) => way !== null).length;
  return [
    ...checkNames(field, level, categories),
    ...(ways === (level.change === 'LENGTHEN' ? 1 : 0) ? [] : [changeUnclear(field)]),
    ...checkCeiling(field, level, named, ground),
    ...hazards.slice(0, 1).map(() => hazardNotSuspended(field, codesOf(hazards))),
    ...others.slice(0, 1).map(() => otherUnit(field, codesOf(others))),
  ];
}

/**
 * A lengthened limit stays within what a whole case may take (人民陳情案件全案以三十日為限). A category whose own limit is longer, as a statute may
 * say, is not lengthened.
 */
function checkCeiling(field: string, level: LevelChange, named: readonly Category[], ground: PlanGround): FieldError[] {
  if (level.change !== 'LENGTHEN') return [];
  const over = named.filter(({ sla }) => {
    const longer = lengthenedBy(level, sla);
    return longer.value > sla.value && daysOf(longer, ground) > ground.ceilingDays;
  });
  return over.length === 0 ? [] : [aboveCeiling(field, codesOf(over), ground.ceilingDays)];
}

/** What a limit takes in calendar days; one of working days from today on. */
function daysOf(sla: Sla, { today, lastDayOf }: PlanGround): number {
  if (sla.unit === 'CALENDAR_DAY') return sla.value;
  return sla.unit === 'HOUR' ? sla.value / HOURS_OF_DAY : dayNumber(lastDayOf(sla)) - dayNumber(today);
}

function checkNames(field: string, names: NamedCategories, categories: readonly Category[]): FieldError[] {
  const { categoryCodes, groupCodes } = names;
  if (categoryCodes.length + groupCodes.length === 0) return [nothingNamed(field)];
  const strangers = categoryCodes.filter((named) => !categories.some(({ code }) => code === named));
  const strangeGroups = groupCodes.filter((named) => !categories.some(({ groupCode }) => groupCode === named));
  return [
    ...(strangers.length === 0 ? [] : [unknownCategories(field, strangers)]),
    ...(strangeGroups.length === 0 ? [] : [unknownGroups(field, strangeGroups)]),
  ];
}

/** One category, two changes: which of them would hold? */
function checkTwice(levels: readonly LevelChange[], categories: readonly Category[]): FieldError[] {
  const seen = new Set<string>();
  return levels.flatMap((level, i) => {
    const named = namedBy(level, categories);
    const again = named.filter(({ code }) => seen.has(code));
    for (const { code } of named) seen.add(code);
    return again.length === 0 ? [] : [namedTwice(`serviceLevels.${i}`, codesOf(again))];
  });
}

const codesOf = (categories: readonly Category[]): string[] => categories.map(({ code }) => code);
