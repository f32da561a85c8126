import type { Sla } from '../../calendar/index.ts';
import { type Disaster, isOn, isOver, type LevelChange } from './disaster.ts';
import { effectsOf, lengthenedBy } from './effects.ts';

const at = (hour: number): Date => new Date(Date.UTC(2026, 7, 10, hour));
const listed = (code: string, groupCode: string, safetyHazard = false) => ({ code, groupCode, safetyHazard });
const CATEGORIES = [listed('A1', 'A'), listed('A2', 'A', true), listed('B1', 'B')];

const disaster: Disaster = {
  id: 'd',
  name: '颱風',
  until: at(12),
  notice: { 'zh-TW': '颱風', en: 'Typhoon' },
  serviceLevels: [],
  emergencyDesk: null,
  startedAt: at(6),
  startedBy: '研考',
  endedAt: null,
  endedBy: null,
  endReason: null,
};
const level = (change: Partial<LevelChange>): LevelChange => ({
  change: 'LENGTHEN',
  categoryCodes: [],
  groupCodes: [],
  factor: null,
  add: null,
  ...change,
});
const days = (value: number): Sla => ({ value, unit: 'WORKING_DAY' });

test.each<[string, Partial<Disaster>, number, boolean, boolean]>([
  ['before its start', {}, 5, false, false],
  ['at its start', {}, 6, true, false],
  ['at its end', {}, 12, false, true],
  ['while nobody said when it ends', { until: null }, 1_000, true, false],
  ['after somebody ended it', { endedAt: at(8) }, 9, false, true],
  ['before somebody ended it', { endedAt: at(8) }, 7, true, true],
])('%s it is on or not, and over or not', (_, difference, hour, on, over) => {
  const one = { ...disaster, ...difference };
  expect([isOn(one, at(hour)), isOver(one, at(hour))]).toEqual([on, over]);
});

test.each<[string, Partial<LevelChange>, Sla, Sla]>([
  ['a factor', { factor: 2 }, days(6), days(12)],
  ['a factor that leaves a part of a unit is rounded up', { factor: 1.5 }, days(3), days(5)],
  ['a factor that floating point makes a little more', { factor: 1.1 }, days(10), days(11)],
  ['what is added', { add: days(4) }, days(6), days(10)],
  ['what is added in another unit changes nothing', { add: days(4) }, { value: 6, unit: 'HOUR' }, { value: 6, unit: 'HOUR' }],
])('time is lengthened by %s', (_, change, before, after) => {
  expect(lengthenedBy(level(change), before)).toEqual(after);
});

test('a group stands for its categories, but a safety hazard never stands still', () => {
  const { suspended, lengthen, desk } = effectsOf(
    {
      ...disaster,
      serviceLevels: [level({ change: 'SUSPEND', groupCodes: ['A'] }), level({ categoryCodes: ['B1'], factor: 2 })],
      emergencyDesk: { agencyCode: 'FD', categoryCodes: ['B1'], groupCodes: ['A'] },
    },
    CATEGORIES,
  );
  expect([...suspended]).toEqual(['A1']);
  expect([lengthen('B1', days(6)), lengthen('A1', days(6))]).toEqual([days(12), null]);
  expect([...desk!.categories]).toEqual(['A1', 'A2', 'B1']);
});
