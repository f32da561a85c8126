import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReplayOptions } from '../../src/app/replay/arguments.ts';
import { runReplay } from '../../src/app/replay/run-replay.ts';
import { isComplete, type Summary } from '../../src/app/replay/summary.ts';
import { sql } from '../../src/platform/database/index.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

const ROOT = join(__dirname, '../..');
const PASSWORD = 'replay-1999';
const ALIVE = new AbortController().signal;

/** Made up, each with one of the traps that real files hold. The points lie in 永康區 unless said otherwise. */
const ROWS = [
  'A01,2016-01-02 03:04:05,永康區,道路維修,路面坑洞,永康區中正路1號 坑洞,臺南市永康區中正路1號,23.0268,120.2541',
  'A02,2016-01-02 03:05:00,永 康 區,噪音舉發,妨礙安寧,深夜唱歌,臺南市永康區中正路2號,23.0268,120.2541',
  'A03,2016-01-02 03:06:00,永康,髒亂及污染,空氣汙染,燒東西,臺南市永康區中正路3號,0,0',
  'A04,2016-01-02 03:07:00,白何區,路燈故障,9盞以下路燈故障,路燈不亮,臺南市白河區中山路1號,,',
  'A05,2016-01-02 03:08:00,佳里區,違規停車,違規停車,"紅線停車, 佔用路口",佳里區中山路1號,23.0268,120.2541',
  'A06,2016-01-02 03:09:00,,違規停車,違規停車,違停,臺南市永康區中正路6號,23.0268,120.2541',
  'A07,2016-01-02 03:10:00,永康區佳里區,違規停車,違規停車 佔用道路,違停,永康區中正路7號,23.0268,120.2541',
  'A08,2016-01-02 03:11:00,永康區,,A-TB-1,不知道是什麼,永康區中正路8號,23.0268,120.2541',
  'A09,2016-01-02 03:12:00,永康區,違規停車,違規停車,違停,永康區中正路9號,25.0375,121.5637',
  'A10,2016-02-30 03:13:00,永康區,違規停車,違規停車,違停,永康區中正路10號,23.0268,120.2541',
  'A11,2016-01-02 03:14:00,"永康區,違規停車,違規停車,違停,永康區中正路11號,23.0268,120.2541',
  'A12,2016-01-02 03:15:00,永康區,違規停車,違規停車,違停,永康區中正路12號,23.0268,120.2541',
];
const HEADER = 'case_id,requested_at,district,service_name,subproject,description,address,lat,lng';

let city: TestApp;
let folder: string;
let options: ReplayOptions;

beforeAll(async () => {
  city = await startTestApp({ city: 'tainan', environment: { DEMO_PASSWORD: PASSWORD } });
  await city.app.listen(0, '127.0.0.1');
  folder = mkdtempSync(join(tmpdir(), 'replay-e2e-'));
  const file = join(folder, 'cases.csv');
  writeFileSync(file, `\ufeff${HEADER}\n${ROWS.join('\n')}\n`);
  const none = { city: null, speed: null, limit: null, json: null };
  const account = { username: 'operator', password: PASSWORD };
  options = { ...none, ...account, file, url: await city.app.getUrl(), concurrency: 4, rejects: join(folder, 'rejects.csv') };
});

afterAll(async () => {
  await city.close();
  rmSync(folder, { recursive: true, force: true });
});

const run = (changes: Partial<ReplayOptions> = {}, stop = ALIVE): Promise<Summary> =>
  runReplay(
    { ...options, ...changes },
    {
      folders: { cities: join(ROOT, 'cities'), boundaries: join(ROOT, '.cache/boundaries') },
      clock: city.clock,
      terminal: { isTTY: false, write: () => true },
      stop,
    },
  );

const petitions = (): Promise<{ externalId: string; district: string | null; doubtful: boolean }[]> =>
  city.rows(sql`
    SELECT p.external_id AS "externalId", p.district_code AS district, p.point_doubtful AS doubtful
    FROM petitions p ORDER BY p.external_id`);

test('a file with the traps of real ones: every row is registered or rejected with a reason, and none is registered twice', async () => {
  const first = await run();
  expect(first).toMatchObject({
    city: 'tainan',
    rows: 12,
    takenIn: 9,
    alreadyThere: 0,
    dispatched: 8,
    triage: { cases: 1, reasons: { 'category.missing': 1 } },
    place: { conflicts: 1, doubtfulPoints: 1 },
    reading: { category: { item: 7, part: 1, unknown: 1 }, district: { NAME: 6, STEM: 1, TYPO: 1, 'not named': 1 } },
    violations: { cases: 0 },
    rejected: { rows: 3, reasons: { 'area.outside_city': 1, 'row.requested_at_invalid': 1, 'row.unreadable': 1 } },
    failed: { rows: 0 },
    stopped: null,
  });
  expect(isComplete(first)).toBe(true);
  const registered = await petitions();
  const inWords = ['A03', 'A04', 'A05'].map((id) => registered.find(({ externalId }) => externalId === id)?.district);
  expect(inWords).toEqual(['67000310', '67000030', '67000120']);
  expect(registered.filter(({ doubtful }) => doubtful).map(({ externalId }) => externalId)).toEqual(['A05']);
  expect(
    readFileSync(options.rejects, 'utf8')
      .match(/^cases\.csv,\d+,[\w.]+/gm)
      ?.sort(),
  ).toEqual(['cases.csv,10,area.outside_city', 'cases.csv,11,row.requested_at_invalid', 'cases.csv,12,row.unreadable']);

  const again = await run({ concurrency: 1 });
  expect(again).toMatchObject({ rows: 12, takenIn: 0, alreadyThere: 9, rejected: { rows: 3 }, dispatchedShare: null });
  expect(await petitions()).toEqual(registered);
});

test('a row whose words changed is still the same case', async () => {
  const file = join(folder, 'changed.csv');
  writeFileSync(file, `${HEADER}\n${ROWS[0]!.replace('坑洞,臺南市', '坑洞很大,臺南市')}\n`);
  expect(await run({ file })).toMatchObject({ takenIn: 0, alreadyThere: 1 });
});

test('a replay for another city than the server is of is refused before anything is sent', async () => {
  await expect(run({ city: 'taoyuan' })).rejects.toThrow('The server does not run on the city pack taoyuan.');
});

test('a replay that is interrupted says so', async () => {
  const summary = await run({}, AbortSignal.abort());
  expect(summary).toMatchObject({ rows: 0, stopped: 'it was interrupted' });
  expect(isComplete(summary)).toBe(false);
});
