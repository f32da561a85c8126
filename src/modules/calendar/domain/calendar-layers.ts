import type { CivilDate } from '../../../kernel/civil-date.ts';
import { assumedRule } from './business-calendar.ts';
import { type DayChange, type DayRule, changeDay } from './day-rule.ts';

/** The days of a calendar: the published ones, over them what the city announced. In order. */
export function layDays(
  published: ReadonlyMap<CivilDate, DayRule>,
  announced: ReadonlyMap<CivilDate, DayChange>,
): [CivilDate, DayRule][] {
  const days = new Map(published);
  for (const [day, change] of announced) days.set(day, changeDay(published.get(day) ?? assumedRule(day), change));
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, rule]) => [day, written(rule)]);
}

/** Its members in one order, so that equal rules are written alike wherever they were kept. */
const written = ({ kind, source, remark, open }: DayRule): DayRule => ({
  kind,
  source,
  remark,
  ...(open && { open: { from: open.from, to: open.to } }),
});
