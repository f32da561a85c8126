import { addDays, civilDate } from '../../../kernel/civil-date.ts';
import type { Sla } from '../../calendar/index.ts';
import type { Category } from '../../catalog/index.ts';
import { checkPlan } from './check-plan.ts';
import type { DisasterPlan, LevelChange } from './disaster.ts';

const NOW = new Date('2026-08-10T01:00:00Z');

const category = (code: string, groupCode: string, more: Partial<Category> = {}): Category => ({
  code,
  nameZh: code,
  nameEn: code,
  groupCode,
  groupZh: groupCode,
  urgency: 'P4',
  sla: { value: 6, unit: 'WORKING_DAY' },
  locationRequired: false,
  safetyHazard: false,
  confidential: false,
  directDispatch: true,
  cityAppearanceNo: null,
  ownerAgencyCode: null,
  keywords: [],
  aliases: [],
  validFrom: null,
  validTo: null,
  successorCode: null,
  ...more,
});

const GROUND = {
  categories: [
    category('A1', 'A'),
    category('A2', 'A', { safetyHazard: true }),
    category('B1', 'B', { sla: { value: 4, unit: 'HOUR' } }),
    category('C1', 'C'),
    category('D7', 'D', { sla: { value: 7, unit: 'CALENDAR_DAY' } }),
    category('D60', 'D', { sla: { value: 60, unit: 'CALENDAR_DAY' } }),
  ],
  receives: (code: string): boolean => code === 'FD',
  now: NOW,
  today: civilDate('2026-08-10'), // a Monday
  lastDayOf: ({ value }: Sla) => addDays(civilDate('2026-08-10'), value + 2 * Math.floor(value / 5)),
  ceilingDays: 30,
};

const level = (change: Partial<LevelChange>): LevelChange => ({
  ...{ change: 'LENGTHEN', categoryCodes: [], groupCodes: [], factor: null, add: null },
  ...change,
});

/** What is wrong, as `field code`. */
function faultsOf(difference: Partial<DisasterPlan>): string[] {
  const plan = { name: '颱風', until: null, notice: { 'zh-TW': '颱風', en: 'Typhoon' }, serviceLevels: [], emergencyDesk: null };
  return checkPlan({ ...plan, ...difference }, GROUND).map(({ field, code }) => `${field} ${code}`);
}

const faultsOfLevels = (...serviceLevels: LevelChange[]): string[] => faultsOf({ serviceLevels });

test('a plan with nothing but a notice, or with everything, has no fault', () => {
  expect(faultsOf({})).toEqual([]);
  const serviceLevels = [level({ categoryCodes: ['A1', 'B1'], factor: 2 }), level({ change: 'SUSPEND', groupCodes: ['C'] })];
  const emergencyDesk = { agencyCode: 'FD', categoryCodes: [], groupCodes: ['A', 'C'] };
  expect(faultsOf({ until: new Date(NOW.getTime() + 1), serviceLevels, emergencyDesk })).toEqual([]);
});

test('it does not end now', () => {
  expect(faultsOf({ until: NOW })).toEqual(['until disaster.ends_in_past']);
});

test('a group with a safety hazard in it is not suspended, and may be lengthened', () => {
  expect(faultsOfLevels(level({ change: 'SUSPEND', groupCodes: ['A'] }))).toEqual([
    'serviceLevels.0.categoryCodes disaster.hazard_not_suspended',
  ]);
  expect(faultsOfLevels(level({ groupCodes: ['A'], factor: 2 }))).toEqual([]);
});

test('time is added in the unit of every category that is named', () => {
  expect(faultsOfLevels(level({ categoryCodes: ['A1', 'B1'], add: { value: 1, unit: 'WORKING_DAY' } }))).toEqual([
    'serviceLevels.0.add.unit disaster.other_unit',
  ]);
});

test('a category is changed once, though it is named by its code and by its group', () => {
  expect(faultsOfLevels(level({ categoryCodes: ['C1'], factor: 2 }), level({ groupCodes: ['C'], factor: 3 }))).toEqual([
    'serviceLevels.1.categoryCodes disaster.named_twice',
  ]);
});

test.each<[string, Partial<LevelChange>]>([
  ['to lengthen without saying how', {}],
  ['to lengthen in two ways', { factor: 2, add: { value: 1, unit: 'WORKING_DAY' } }],
  ['to suspend by a factor', { change: 'SUSPEND', factor: 2 }],
])('it is unclear %s', (_, change) => {
  expect(faultsOfLevels(level({ categoryCodes: ['A1'], ...change }))).toEqual(['serviceLevels.0.change disaster.change_unclear']);
});

test('every fault is named at once', () => {
  const emergencyDesk = { agencyCode: 'X', categoryCodes: ['X'], groupCodes: ['X'] };
  expect(faultsOf({ until: NOW, serviceLevels: [level({ factor: 2 })], emergencyDesk })).toEqual([
    'until disaster.ends_in_past',
    'serviceLevels.0.categoryCodes disaster.nothing_named',
    'emergencyDesk.categoryCodes category.unknown',
    'emergencyDesk.groupCodes category.unknown_group',
    'emergencyDesk.agencyCode agency.not_receiving',
  ]);
});

describe('a case may take thirty days as a whole', () => {
  const above = ['serviceLevels.0.change disaster.above_ceiling'];

  test.each<[string, Partial<LevelChange>, string[]]>([
    ['22 working days are thirty', { categoryCodes: ['A1'], add: { value: 16, unit: 'WORKING_DAY' } }, []],
    ['23 working days are more', { categoryCodes: ['A1'], add: { value: 17, unit: 'WORKING_DAY' } }, above],
    ['by a factor too', { groupCodes: ['C'], factor: 4 }, above],
    ['720 hours are thirty days', { categoryCodes: ['B1'], add: { value: 716, unit: 'HOUR' } }, []],
    ['721 hours are more', { categoryCodes: ['B1'], add: { value: 717, unit: 'HOUR' } }, above],
    ['thirty calendar days', { categoryCodes: ['D7'], add: { value: 23, unit: 'CALENDAR_DAY' } }, []],
    ['a limit that a statute made longer is not lengthened', { categoryCodes: ['D60'], factor: 1.1 }, above],
    ['clocks that stand still have no end to look at', { change: 'SUSPEND', categoryCodes: ['D60'] }, []],
  ])('%s', (_, change, faults) => {
    expect(faultsOfLevels(level(change))).toEqual(faults);
  });
});
