import { BOUNDARIES, DISTRICTS, squareCity, VILLAGES } from '../../../../test/support/square-city.ts';
import { civilDate } from '../../../kernel/civil-date.ts';
import type { Village } from './area-csv.ts';
import { locate } from './area-index.ts';
import { boundaryMismatches } from './city-areas.ts';

/** The village of the middle of the first square, which was surveyed as 90000010001 光明里. */
const villageThere = (villages: readonly Village[]): string | null =>
  locate(squareCity({ villages }).index, { lng: 121.005, lat: 25.005 })!.village?.nameZh ?? null;

const others = VILLAGES.slice(1);
const first = VILLAGES[0]!;

test('the name of the pack wins over that of the survey', () => {
  expect(villageThere([{ ...first, nameZh: '大光里' }, ...others])).toBe('大光里');
});

test('a pack without villages takes those of the survey', () => {
  expect(villageThere([])).toBe('光明里');
  expect(squareCity({ villages: [] }).villages.size).toBe(BOUNDARIES.villages.length);
});

test('a surveyed village that the pack does not have is a former one: its ground has a district, but no village', () => {
  expect(villageThere(others)).toBeNull();
});

test('a former village lives on when its district has a village of that name under another code', () => {
  const recoded = { ...first, code: '90000010077' };
  expect(villageThere([recoded, ...others])).toBe('光明里');
  expect(villageThere([{ ...recoded, districtCode: '90000020' }, ...others])).toBeNull();
});

test.each([
  ['2026-11-20', null, '光明里'],
  ['2026-11-21', null, null],
  [null, '2026-11-21', '光明里'],
  [null, '2026-11-20', null],
])('on 2026-11-20 a village in force from %s to before %s is %s', (from, to, expected) => {
  const dated = { ...first, validFrom: from === null ? null : civilDate(from), validTo: to === null ? null : civilDate(to) };
  expect(villageThere([dated, ...others])).toBe(expected);
});

test('a new village without ground is known by its code', () => {
  const founded = { ...first, code: '90000010099', nameZh: '青埔里' };
  const areas = squareCity({ villages: [...VILLAGES, founded] });
  expect(areas.villages.get('90000010099')).toEqual(founded);
});

test('a pack and boundaries that do not belong together are refused, and every district in question is named', () => {
  const districts = [...DISTRICTS.slice(1), { code: '90000099', nameZh: '新市區', nameEn: 'Xinshi District' }];
  expect(boundaryMismatches({ boundaries: BOUNDARIES, districts })).toEqual([
    'district 90000099 新市區 has no boundary',
    'the boundaries have a district 90000010 北區 that the pack does not name',
  ]);
  expect(() => squareCity({ districts })).toThrow('district 90000099 新市區 has no boundary');
});
