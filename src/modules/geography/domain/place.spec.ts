import { squareCity, VILLAGES } from '../../../../test/support/square-city.ts';
import { InvalidInput } from '../../../kernel/errors.ts';
import { OutsideCity } from './place-errors.ts';
import { resolvePlace, type Place, type PlaceInput } from './place.ts';
import type { Zone } from './zones.ts';

const zones: Zone[] = [
  { code: 'MARKET', nameZh: '夜市', nameEn: 'Night market', polygons: [[[121, 25, 121.02, 25, 121.02, 25.02, 121, 25.02]]] },
];
const founded = { ...VILLAGES[0]!, code: '90000010099', nameZh: '青埔里' };
const areas = squareCity({ zones, villages: [...VILLAGES, founded] });
const METRES_EAST = 0.01 / 1008.9;

const resolve = (input: PlaceInput): Place => resolvePlace(areas, input, 50);
const codes = ({ reasons }: Place): string[] => reasons.map(({ code }) => code);
const summary = (place: Place): unknown[] => [
  place.district?.name ?? null,
  place.village?.name ?? null,
  place.doubtful,
  ...codes(place),
];

const NORTH = { lat: 25.005, lng: 121.005 }; // 北區光明里, 504 m from 中西區
const fromBorder = (metres: number): PlaceInput => ({ lat: 25.005, lng: 121.01 - metres * METRES_EAST }); // in 北區光明里

describe('a point alone', () => {
  test('decides district, village and zones', () => {
    expect(resolve(NORTH)).toEqual({
      point: NORTH,
      doubtful: false,
      district: { code: '90000010', name: '北區' },
      village: { code: '90000010001', name: '光明里' },
      zones: ['MARKET'],
      border: null,
      reasons: [
        { code: 'place.by_point', text: { 'zh-TW': '座標位於北區光明里', en: 'The point lies in 光明里, North District' } },
      ],
    });
  });

  test('near another district says how near', () => {
    expect(resolve(fromBorder(30)).border).toEqual({ withinMetres: 30, otherDistrictCode: '90000020' });
  });

  test('on the ground of a former village has no village', () => {
    const place = resolvePlace(squareCity({ villages: VILLAGES.slice(1) }), NORTH, 50);
    expect(summary(place)).toEqual(['北區', null, false, 'place.by_point']);
  });

  test.each([
    ['just outside', { lat: 25.005, lng: 121.0201 }],
    ['nowhere near', { lat: 0, lng: 0 }],
  ])('%s the city is refused, whatever the words say', (_, point) => {
    for (const words of [{}, { districtCode: '90000010' }, { address: '北區光明里' }]) {
      expect(() => resolve({ ...point, ...words })).toThrow('area.outside_city');
    }
  });

  test('outside the city, the refusal names the field', () => {
    const refusal = OutsideCity.given({ lat: 1, lng: 2 });
    expect([refusal.code, refusal.refusal]).toEqual(['area.outside_city', 'invalid']);
    expect(refusal.errors.map(({ field, code }) => [field, code])).toEqual([['location', 'area.outside_city']]);
    expect(OutsideCity.asked({ lat: 1, lng: 2 })).toMatchObject({ code: 'area.outside_city', refusal: 'not_found', errors: [] });
  });
});

describe('a point and a district given by code', () => {
  test('that agree are a place by its point', () => {
    expect(summary(resolve({ ...NORTH, districtCode: '90000010' }))).toEqual(['北區', '光明里', false, 'place.by_point']);
  });

  test('that disagree beyond the border distance: the given one decides, the point is kept but doubtful', () => {
    const place = resolve({ ...NORTH, districtCode: '90000020' });
    expect(place).toMatchObject({ point: NORTH, doubtful: true, village: null, zones: [], border: null });
    expect(summary(place)).toEqual(['中西區', null, true, 'place.by_code', 'place.district_conflict']);
    expect(place.reasons[1]!.text).toEqual({
      'zh-TW': '指明的是中西區，座標卻在北區，相距約 504 公尺；以指明的行政區為準，座標存疑',
      en: 'West Central District was named, but the point lies in North District, about 504 m away; the named district decides, the point is doubtful',
    });
  });

  test.each([
    [49, false],
    [51, true],
  ])('that disagree %d m from the border: doubtful is %s', (metres, doubtful) => {
    const place = resolve({ ...fromBorder(metres), districtCode: '90000020' });
    expect([place.district!.name, place.doubtful]).toEqual(['中西區', doubtful]);
  });

  test('that disagree within the border distance: the nearest village of the given district, and the point’s district beyond the border', () => {
    const place = resolve({ ...fromBorder(20), districtCode: '90000020' });
    expect(summary(place)).toEqual(['中西區', '光明里', false, 'place.by_code', 'place.near_border']);
    expect(place.village!.code).toBe('90000020001');
    expect(place).toMatchObject({ border: { withinMetres: 20, otherDistrictCode: '90000010' }, zones: ['MARKET'] });
  });

  test('the distance at which doubt begins is the city’s', () => {
    expect(resolvePlace(areas, { ...NORTH, districtCode: '90000020' }, 505).doubtful).toBe(false);
  });

  test('the address does not speak against the code', () => {
    expect(summary(resolve({ ...NORTH, districtCode: '90000010', address: '中西區海安里' }))).toEqual([
      '北區',
      '光明里',
      false,
      'place.by_point',
    ]);
  });
});

describe('a point and a village given by code', () => {
  test('another village of the same district, beyond the border distance, decides and the point is doubtful', () => {
    const place = resolve({ ...NORTH, villageCode: '90000010002' });
    expect(summary(place)).toEqual(['北區', '永安里', true, 'place.village_conflict']);
    expect(place.zones).toEqual([]);
  });

  test('another village of the same district, within the border distance, decides without doubt', () => {
    expect(summary(resolve({ lat: 25.0098, lng: 121.005, villageCode: '90000010002' }))).toEqual([
      '北區',
      '永安里',
      false,
      'place.by_point',
    ]);
  });

  test('a village founded since the survey is believed: a point cannot speak against it', () => {
    expect(summary(resolve({ ...NORTH, villageCode: '90000010099' }))).toEqual(['北區', '青埔里', false, 'place.by_point']);
  });

  test('a village implies its district', () => {
    expect(summary(resolve({ ...NORTH, villageCode: '90000020002' }))).toEqual([
      '中西區',
      '海安里',
      true,
      'place.by_code',
      'place.district_conflict',
    ]);
    expect(summary(resolve({ villageCode: '90000020002' }))).toEqual(['中西區', '海安里', false, 'place.by_code']);
  });
});

describe('a point and an address', () => {
  test('a district named in full decides like one given by code', () => {
    const address = '海角市中西區民權路1號';
    expect(summary(resolve({ ...NORTH, address }))).toEqual(['中西區', null, true, 'place.by_name', 'place.district_conflict']);
    expect(summary(resolve({ ...fromBorder(20), address }))).toEqual([
      '中西區',
      '光明里',
      false,
      'place.by_name',
      'place.near_border',
    ]);
  });

  test('a village of another part of the district makes the point doubtful', () => {
    expect(summary(resolve({ ...NORTH, address: '北區永安里3號' }))).toEqual(['北區', '永安里', true, 'place.village_conflict']);
  });

  test('of several districts the one with the point in it is right', () => {
    expect(summary(resolve({ ...NORTH, address: '安南區、北區、中西區交界' }))).toEqual([
      '北區',
      '光明里',
      false,
      'place.by_point',
    ]);
  });

  test('of several districts without the point the first one is right', () => {
    expect(summary(resolve({ ...NORTH, address: '安南區、中西區交界' }))).toEqual([
      '安南區',
      null,
      true,
      'place.by_name',
      'place.several_districts',
      'place.district_conflict',
    ]);
  });

  test.each([
    ['a district without its last character', { address: '安南海佃路' }],
    ['a village alone', { address: '鹿耳里' }],
    ['a landmark', { landmark: '安南區公所' }],
  ])('%s is too weak to contradict a point', (_, words) => {
    expect(summary(resolve({ ...NORTH, ...words }))).toEqual(['北區', '光明里', false, 'place.by_point']);
  });
});

describe('without a point', () => {
  test.each<[string, PlaceInput, unknown[]]>([
    ['a code', { districtCode: '90000010' }, ['北區', null, false, 'place.by_code']],
    [
      'a code, and an address with the village',
      { districtCode: '90000010', address: '北區永安里' },
      ['北區', '永安里', false, 'place.by_code'],
    ],
    [
      'a code, and an address in another district',
      { districtCode: '90000010', address: '中西區海安里' },
      ['北區', null, false, 'place.by_code'],
    ],
    ['an address', { address: '海角市北 區光明里1號' }, ['北區', '光明里', false, 'place.by_name']],
    [
      'an address with several districts',
      { address: '北區和安南區' },
      ['北區', null, false, 'place.by_name', 'place.several_districts'],
    ],
    ['a village alone', { address: '鹿耳里3號' }, ['安南區', '鹿耳里', false, 'place.by_name']],
    [
      'a landmark, when the address tells nothing',
      { address: '中正路1號', landmark: '安南區公所' },
      ['安南區', null, false, 'place.by_name'],
    ],
    ['an address that tells nothing', { address: '中正路1號' }, [null, null, false, 'place.not_found']],
    ['nothing', { address: ' ', lat: null, lng: null, districtCode: null, villageCode: null }, [null, null, false]],
  ])('%s', (_, input, expected) => {
    const place = resolve(input);
    expect(summary(place)).toEqual(expected);
    expect(place).toMatchObject({ point: null, border: null, zones: [] });
  });
});

describe('wrong input', () => {
  const errors = (input: PlaceInput): string[] => {
    try {
      resolve(input);
      return [];
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return error.errors.map(({ field, code }) => `${field} ${code}`);
    }
  };

  test.each<[string, PlaceInput, string[]]>([
    ['half a point', { lat: 25 }, ['location.lng field.required']],
    ['the other half', { lng: 121, lat: null }, ['location.lat field.required']],
    ['NaN', { lat: NaN, lng: 121 }, ['location.lat field.out_of_range']],
    ['infinite', { lat: 25, lng: Infinity }, ['location.lng field.out_of_range']],
    ['not on the globe', { lat: 90.1, lng: -180.1 }, ['location.lat field.out_of_range', 'location.lng field.out_of_range']],
    ['an unknown district', { districtCode: '63000010' }, ['location.districtCode area.unknown_district']],
    ['an unknown village', { villageCode: '90000010098' }, ['location.villageCode area.unknown_village']],
    [
      'a village of another district',
      { districtCode: '90000010', villageCode: '90000020001' },
      ['location.villageCode area.village_elsewhere'],
    ],
    [
      'several at once',
      { lat: 25, districtCode: 'x', villageCode: 'y' },
      ['location.lng field.required', 'location.villageCode area.unknown_village', 'location.districtCode area.unknown_district'],
    ],
    ['an empty code', { districtCode: '' }, ['location.districtCode area.unknown_district']],
  ])('%s names its fields', (_, input, expected) => {
    expect(errors(input)).toEqual(expected);
  });
});
