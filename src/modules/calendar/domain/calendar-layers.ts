import type { CivilDate } from '../../../kernel/civil-date.ts';
import type { BusinessCalendar } from './business-calendar.ts';
import { type DayChange, type DayRule, assumedRule, changeDay } from './day-rule.ts';

/** What holds for a day: one announcement for the whole city, and one for each district that was told something else since. */
export interface DayAnnouncements {
  readonly city: DayChange | null;
  readonly districts: ReadonlyMap<string, DayChange>;
}

export type Announcements = ReadonlyMap<CivilDate, DayAnnouncements>;

const SILENCE: DayAnnouncements = { city: null, districts: new Map() };

/** One announcement more. The last word holds: one for the whole city takes back what districts were told for the day. */
export function withAnnouncement(announced: Announcements, day: CivilDate, change: DayChange): Announcements {
  const before = announced.get(day) ?? SILENCE;
  const districts = new Map(before.districts);
  for (const code of change.districtCodes ?? []) districts.set(code, change);
  return new Map(announced).set(day, change.districtCodes ? { city: before.city, districts } : { ...SILENCE, city: change });
}

/** The days of a calendar: the published ones, over them what the city announced. In order. */
export function layDays(published: ReadonlyMap<CivilDate, DayRule>, announced: Announcements): [CivilDate, DayRule][] {
  const days = new Map(published);
  for (const [day, { city, districts }] of announced) {
    const base = published.get(day) ?? assumedRule(day);
    const rule = city === null ? base : changeDay(base, city);
    const local = [...districts].map(([code, change]) => [code, changeDay(base, change)] as const);
    days.set(day, local.length === 0 ? rule : { ...rule, districts: Object.fromEntries(local) });
  }
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, rule]) => [day, written(rule)]);
}

/** Which of some days two calendars hold for different ones; another remark makes no difference. */
export const changedDays = (days: Iterable<CivilDate>, before: BusinessCalendar, after: BusinessCalendar): CivilDate[] =>
  [...days].filter((day) => openingOf(before.ruleOf(day)) !== openingOf(after.ruleOf(day))).sort();

const openingOf = ({ kind, open, districts }: DayRule): string => JSON.stringify([kind, open, districts]);

/** Its members in one order, so that equal rules are written alike wherever they were kept. */
const written = ({ kind, source, remark, open, districts }: DayRule): DayRule => ({
  kind,
  source,
  remark,
  ...(open && { open: { from: open.from, to: open.to } }),
  ...(districts && { districts: inOrder(districts) }),
});

const inOrder = (districts: Readonly<Record<string, DayRule>>): Record<string, DayRule> =>
  Object.fromEntries(
    Object.keys(districts)
      .sort()
      .map((code) => [code, written(districts[code]!)]),
  );
