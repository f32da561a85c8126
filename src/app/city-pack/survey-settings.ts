import { CALLERS, type SurveyCaller, type SurveyPolicy } from '../../modules/surveys/index.ts';
import { isObject, isWhole } from './members.ts';

/** What holds where a pack says nothing of surveys. */
const USUAL: SurveyPolicy = {
  percent: 100,
  percentByCategory: {},
  quietDays: 30,
  windowDays: 7,
  lowScore: 2,
  remindAfterDays: 3,
  calls: 'OPERATOR',
  callAttempts: 3,
  callClaimMinutes: 10,
  reopenDecisionDays: 2,
};

/** The most each number may be. */
const MOST = {
  percent: 100,
  quietDays: 3_650,
  windowDays: 30,
  lowScore: 4,
  remindAfterDays: 29,
  callAttempts: 10,
  callClaimMinutes: 120,
  reopenDecisionDays: 30,
} as const;

type Report = (reason: string) => void;

/** Reads `survey` of `city.json`. Every wrong member is reported; what is left out is as usual. */
export function readSurveyPolicy(value: unknown, report: Report): SurveyPolicy {
  if (value === undefined) return USUAL;
  if (!isObject(value)) {
    report('is not an object');
    return USUAL;
  }
  for (const key of Object.keys(value).filter((name) => !(name in USUAL))) report(`${key} is not a setting of surveys`);
  const whole = (key: keyof typeof MOST, least: number, most: number = MOST[key]): number => {
    const given = value[key] ?? USUAL[key];
    if (isWhole(given, least, most)) return given;
    report(`${key} is not a whole number from ${least} to ${most}`);
    return USUAL[key];
  };
  const windowDays = whole('windowDays', 1);
  return {
    percent: whole('percent', 0),
    percentByCategory: percentByCategory(value['percentByCategory'] ?? {}, report),
    quietDays: whole('quietDays', 0),
    windowDays,
    lowScore: whole('lowScore', 1),
    remindAfterDays: whole('remindAfterDays', 0, windowDays - 1),
    calls: callers(value['calls'] ?? USUAL.calls, report),
    callAttempts: whole('callAttempts', 1),
    callClaimMinutes: whole('callClaimMinutes', 1),
    reopenDecisionDays: whole('reopenDecisionDays', 1),
  };
}

function percentByCategory(value: unknown, report: Report): Record<string, number> {
  if (!isObject(value)) {
    report('percentByCategory is not an object of category codes and whole numbers');
    return {};
  }
  return Object.fromEntries(
    Object.entries(value).map(([code, percent]) => {
      if (isWhole(percent, 0, MOST.percent)) return [code, percent];
      report(`percentByCategory ${code} is not a whole number from 0 to ${MOST.percent}`);
      return [code, USUAL.percent];
    }),
  );
}

function callers(value: unknown, report: Report): SurveyCaller {
  const caller = CALLERS.find((known) => known === value);
  if (!caller) report(`calls is not one of ${CALLERS.join(', ')}`);
  return caller ?? USUAL.calls;
}
