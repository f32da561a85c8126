import fc from 'fast-check';
import { indexAliases } from '../../modules/catalog/index.ts';
import { buildGazetteer } from '../../modules/geography/index.ts';
import { CASE_COLUMNS, type CaseColumn } from './case-file.ts';
import { type MappedRow, type PetitionBody, type RowReference, toPetition } from './row-to-petition.ts';

const reference: RowReference = {
  aliases: indexAliases([
    { code: 'RD-1', nameZh: '路面坑洞', aliases: ['道路/坑洞'] },
    { code: 'NO-1', nameZh: '噪音', aliases: ['妨害安寧', '噪音舉發/'] },
  ]),
  gazetteer: buildGazetteer({
    boundaries: { county: { code: '99000', name: '臺海市' }, otherCounties: ['山城縣'], villages: [] },
    districts: [
      { code: '99000010', nameZh: '北區', nameEn: 'North' },
      { code: '99000020', nameZh: '永安區', nameEn: 'Yongan' },
    ],
    villages: [],
  }),
  timeZone: 'Asia/Taipei',
  countyName: '臺海市',
};

const ROW = {
  case_id: 'UN1',
  requested_at: '2016-01-02 03:04:05',
  district: '北 區',
  service_name: '道路',
  subproject: '坑洞',
  description: '北區中山路1號前有坑洞',
  address: '臺海市北區中山路1號',
  lat: '23.5',
  lng: '120.25',
};

const map = (changes: Partial<Record<CaseColumn, string>> = {}) =>
  toPetition((column) => ({ ...ROW, ...changes })[column], reference);

function mapped(changes: Partial<Record<CaseColumn, string>> = {}): MappedRow {
  const result = map(changes);
  if (!result.ok) throw new Error(result.reason);
  return result;
}

const petition = (changes: Partial<Record<CaseColumn, string>> = {}): PetitionBody => mapped(changes).petition;

test('a row becomes the petition that an operator would have registered', () => {
  expect(mapped()).toMatchObject({ ok: true, category: 'pair', district: 'NAME', receivedAt: new Date('2016-01-01T19:04:05Z') });
  expect(petition()).toEqual({
    channel: 'HOTLINE',
    categoryCode: 'RD-1',
    subject: '坑洞：北區中山路1號',
    description: '北區中山路1號前有坑洞',
    receivedAt: '2016-01-02T03:04:05.000+08:00',
    location: { lat: 23.5, lng: 120.25, address: '臺海市北區中山路1號', districtCode: '99000010' },
    externalId: 'UN1',
  });
});

test.each([
  ['2016-01-02 03:04', '2016-01-02T03:04:00.000+08:00'],
  ['2016-01-02T23:59:59', '2016-01-02T23:59:59.000+08:00'],
  ['2016/1/2 3:04:05.250', '2016-01-02T03:04:05.000+08:00'],
])('the wall clock of the city showed %s at %s', (written, meant) => {
  expect(petition({ requested_at: written }).receivedAt).toBe(meant);
});

test.each(['', '2016-02-30 10:00:00', '2016-01-02 24:00:00', '2016-01-02 10:60:00', '2016-01-02', 'yesterday', '0'])(
  'a row received at "%s" is refused',
  (written) => {
    expect(map({ requested_at: written })).toEqual({
      ok: false,
      code: 'row.requested_at_invalid',
      reason: `requested_at is not a date and time: "${written}"`,
    });
  },
);

test.each([
  ['0', '0'],
  ['', ''],
  ['23.5', ''],
  ['23.5', '0.0'],
  ['null', 'null'],
  ['1e400', '120'],
  ['120.25', '23.5'],
  ['23.5', '-181'],
])('lat "%s" and lng "%s" are no point', (lat, lng) => {
  expect(petition({ lat, lng }).location).toEqual({ address: '臺海市北區中山路1號', districtCode: '99000010' });
});

test.each([
  ['永安', '99000020', 'STEM'],
  ['永定區', '99000020', 'TYPO'],
  ['：永安區中正路3號', '99000020', 'NAME'],
  ['永安區北區', '99000020', 'NAME'],
])('the district "%s" is recognised', (district, code, how) => {
  expect(mapped({ district })).toMatchObject({ district: how, petition: { location: { districtCode: code } } });
});

test.each(['', '妨害安寧', '山城縣北區', '臺海市'])('the district "%s" is left for the server to find', (district) => {
  expect(mapped({ district }).district).toBeNull();
  expect(petition({ district }).location).not.toHaveProperty('districtCode');
});

test.each([
  ['噪音舉發', '妨礙安寧', 'NO-1', 'item'],
  ['噪音舉發', '', 'NO-1', 'service'],
  ['', '路面坑洞 噪音', 'RD-1', 'part'],
])('service "%s" with item "%s" is %s', (service_name, subproject, code, how) => {
  expect(mapped({ service_name, subproject })).toMatchObject({ category: how, petition: { categoryCode: code } });
});

test('a category that no alias knows is left for a person', () => {
  expect(mapped({ service_name: '', subproject: 'A-1' }).category).toBeNull();
  expect(petition({ service_name: '', subproject: 'A-1' })).not.toHaveProperty('categoryCode');
});

test('a call without an item is named by its own words', () => {
  expect(petition({ service_name: '', subproject: '' }).subject).toBe('北區中山路1號前有坑洞');
  expect(petition({ service_name: '', subproject: '', description: '' }).subject).toBe('北區中山路1號');
});

test('a call without words is described by its subject', () => {
  expect(petition({ description: '' }).description).toBe('坑洞：北區中山路1號');
});

test('without an address the district names the place', () => {
  const { subject, location } = petition({ address: '' });
  expect(subject).toBe('坑洞：北 區');
  expect(location).not.toHaveProperty('address');
});

test('a subject is one short line and no character is torn apart', () => {
  const { subject } = petition({ subproject: '𠮷'.repeat(200), address: 'a\nb' });
  expect([...subject]).toHaveLength(100);
  expect(subject).toMatch(/^𠮷+…$/u);
  expect(petition({ address: '臺海市北區\n中山路' }).subject).toBe('坑洞：北區 中山路');
});

test.each([
  [{ case_id: '' }, 'row.case_id_missing'],
  [{ case_id: 'x'.repeat(101) }, 'row.case_id_too_long'],
  [{ district: '', service_name: '', subproject: '', description: '', address: '' }, 'row.empty'],
])('%j is no case', (changes, code) => {
  expect(map(changes)).toMatchObject({ ok: false, code });
});

test('the key is the same for the same row and another one for any other', () => {
  const cells = fc.record(Object.fromEntries(CASE_COLUMNS.map((column) => [column, fc.constantFrom(ROW[column], '', '1')])));
  fc.assert(
    fc.property(cells, cells, (one, other) => {
      const [a, b] = [map(one), map(other)];
      if (!a.ok || !b.ok) return;
      expect(a.idempotencyKey).toMatch(/^[\x21-\x7e]{1,200}$/);
      expect(a.idempotencyKey === b.idempotencyKey).toBe(JSON.stringify(a.petition) === JSON.stringify(b.petition));
    }),
  );
});
