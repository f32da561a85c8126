import { civilDate } from '../../../kernel/civil-date.ts';
import { type Announcements, layDays, withAnnouncement } from './calendar-layers.ts';
import type { DayChange, DayRule } from './day-rule.ts';

const TUESDAY = civilDate('2026-07-14');
const SATURDAY = civilDate('2026-07-18');
const published: ReadonlyMap<typeof TUESDAY, DayRule> = new Map([
  [SATURDAY, { kind: 'OFF', source: 'PUBLISHED', remark: '' }],
  [TUESDAY, { kind: 'WORKING', source: 'PUBLISHED', remark: '' }],
]);
const afternoon: DayChange = { kind: 'OFF', from: 780, reason: '颱風' };
const flood: DayChange = { kind: 'OFF', reason: '淹水', districtCodes: ['D-2', 'D-1'] };

const told = (...changes: DayChange[]): Announcements =>
  changes.reduce<Announcements>((all, change) => withAnnouncement(all, TUESDAY, change), new Map());
const tuesday = (announced: Announcements): DayRule => new Map(layDays(published, announced)).get(TUESDAY)!;

test('days stand in order, whatever the order in which they were published', () => {
  expect(layDays(published, new Map()).map(([day]) => day)).toEqual([TUESDAY, SATURDAY]);
});

test('an announcement lies over the published day, and over one that nobody published', () => {
  expect(tuesday(told(afternoon))).toEqual({ kind: 'WORKING', source: 'ANNOUNCED', remark: '颱風', open: { from: 0, to: 780 } });
  expect(layDays(new Map(), told(afternoon))).toEqual([[TUESDAY, tuesday(told(afternoon))]]);
});

test('what districts are told leaves the day of the city as it is', () => {
  const rule = { kind: 'OFF', source: 'ANNOUNCED', remark: '淹水' };
  expect(tuesday(told(flood))).toEqual({ ...published.get(TUESDAY), districts: { 'D-1': rule, 'D-2': rule } });
  expect(tuesday(told(afternoon, flood))).toEqual({ ...tuesday(told(afternoon)), districts: { 'D-1': rule, 'D-2': rule } });
});

test('the last word holds: for its districts, and for all of them when it is for the whole city', () => {
  const back: DayChange = { kind: 'WORKING', reason: '水退', districtCodes: ['D-1'] };
  expect(tuesday(told(flood, back)).districts).toMatchObject({ 'D-1': { kind: 'WORKING' }, 'D-2': { kind: 'OFF' } });
  expect(tuesday(told(flood, afternoon))).toEqual(tuesday(told(afternoon)));
});

test('the same days are written alike, in whatever order districts were told', () => {
  const one = (code: string): DayChange => ({ ...flood, districtCodes: [code] });
  const text = (announced: Announcements): string => JSON.stringify(layDays(published, announced));
  expect(text(told(one('D-2'), one('D-1')))).toBe(text(told(one('D-1'), one('D-2'))));
});
