import type { CivilDate } from '../../../../kernel/civil-date.ts';
import { addDays, dayOf } from '../../../../kernel/civil-date.ts';
import { type GeoPoint, metresBetween } from '../../../../kernel/geo-point.ts';
import type { CaseStatus } from '../../domain/case.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { FINAL_STATUSES } from '../../domain/command-rule.ts';
import type { RepeatPolicy } from './repeat-policy.ts';

/** What a petition is about, as far as two can be compared. */
export interface Matter {
  readonly categoryCode: string | null;
  readonly point: GeoPoint | null;
}

/** A petition of the same person, with the case that answers it. */
export interface PersonalPetition extends Matter {
  readonly petitionId: string;
  readonly receivedAt: Date;
  readonly caseNo: string;
  readonly status: CaseStatus;
  readonly outcome: Outcome | null;
  readonly closedAt: Date | null;
  readonly safetyHazard: boolean;
  /** What a handler found; null when nobody has looked. */
  readonly newFact: boolean | null;
  /** It is a child or has children. */
  readonly inFamily: boolean;
  /** Whether the one who asks may see the case. */
  readonly visible: boolean;
}

/** The petitions of one person. */
export interface PersonHistory {
  readonly matter: Matter;
  readonly petitions: readonly PersonalPetition[];
}

/** An earlier case of the same person about the same matter. */
export interface EarlierAnswer {
  readonly caseNo: string;
  readonly closedAt: Date;
  readonly outcome: Outcome | null;
  /** Answered, and not merely sent on to somebody else. */
  readonly clear: boolean;
  readonly visible: boolean;
}

/** What is known of how often one person petitions. */
export interface Repeats {
  /** The newest first; each case once. */
  readonly earlier: readonly EarlierAnswer[];
  readonly clearReplies: number;
  /** Petitions about anything, by the city's calendar; today among the last seven days. */
  readonly today: number;
  readonly lastSevenDays: number;
  readonly mass: boolean;
  /** Open cases that one parent could answer together; empty unless it is a mass. */
  readonly bundle: readonly string[];
}

/** The moment of a look, by the city's calendar. */
export interface Moment {
  readonly at: Date;
  readonly timeZone: string;
}

/** What repeats of one person there are. @param ownCaseNo the case that is looked at, which is no repeat of itself; null before it is opened */
export function findRepeats(
  { matter, petitions }: PersonHistory,
  ownCaseNo: string | null,
  policy: RepeatPolicy,
  { at, timeZone }: Moment,
): Repeats {
  const earlier = answersAbout(
    matter,
    petitions.filter(({ caseNo }) => caseNo !== ownCaseNo),
    policy,
    at,
  );
  const today = dayOf(at, timeZone);
  const days = petitions.map(({ receivedAt }) => dayOf(receivedAt, timeZone));
  const since = (first: CivilDate): number => days.filter((day) => day >= first && day <= today).length;
  const counts = { today: since(today), lastSevenDays: since(addDays(today, -6)) };
  const mass = counts.today > policy.massPerDay || counts.lastSevenDays > policy.massPerWeek;
  return {
    earlier,
    clearReplies: earlier.filter(({ clear }) => clear).length,
    ...counts,
    mass,
    bundle: mass ? bundleOf(petitions) : [],
  };
}

/** The same category, at the same place where both name one. */
export const isSameMatter = (a: Matter, b: Matter, { withinMetres }: Pick<RepeatPolicy, 'withinMetres'>): boolean =>
  a.categoryCode !== null &&
  a.categoryCode === b.categoryCode &&
  (a.point === null) === (b.point === null) &&
  (a.point === null || b.point === null || metresBetween(a.point, b.point) <= withinMetres);

function answersAbout(matter: Matter, petitions: readonly PersonalPetition[], policy: RepeatPolicy, at: Date): EarlierAnswer[] {
  const first = monthsBefore(at, policy.withinMonths);
  const found = new Map<string, EarlierAnswer>();
  for (const petition of petitions) {
    const { caseNo, status, outcome, closedAt, visible } = petition;
    if (closedAt === null || closedAt < first || closedAt > at || !isSameMatter(matter, petition, policy)) continue;
    found.set(caseNo, { caseNo, closedAt, outcome, clear: status === 'CLOSED' && outcome !== 'REFERRED', visible });
  }
  return [...found.values()].sort((a, b) => b.closedAt.getTime() - a.closedAt.getTime());
}

/** Hazards and what says something new go their own way, and a family that is there already is left as it is. */
const bundleOf = (petitions: readonly PersonalPetition[]): string[] => [
  ...new Set(
    petitions
      .filter(({ status, safetyHazard, newFact }) => !FINAL_STATUSES.includes(status) && !safetyHazard && newFact !== true)
      .filter(({ inFamily, visible }) => !inFamily && visible)
      .sort((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime())
      .map(({ caseNo }) => caseNo),
  ),
];

function monthsBefore(at: Date, months: number): Date {
  const first = new Date(at);
  first.setUTCMonth(first.getUTCMonth() - months);
  return first;
}
