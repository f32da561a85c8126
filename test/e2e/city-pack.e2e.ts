import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCityPack } from '../../src/app/city-pack/city-pack.ts';
import { PackLoader } from '../../src/app/city-pack/pack-loader.service.ts';
import { sql } from '../../src/platform/database/index.ts';
import { cityPack, startTestApp, type TestApp } from '../support/test-app.ts';

const ROOT = join(__dirname, '../..');
const NOW = new Date('2026-11-20T09:00:00+08:00');

describe('loading a city pack', () => {
  let city: TestApp;

  beforeAll(async () => {
    city = await startTestApp({ startsAt: '2026-11-20T09:00:00+08:00' });
  });

  afterAll(() => city.close());

  const loader = (): PackLoader => city.app.get(PackLoader);

  test('loading the same pack again changes nothing', async () => {
    expect(await loader().load(cityPack())).toEqual({ agencies: 0, categories: 0, calendar: false, rules: false });
  });

  test('a renamed agency and a dropped category are recorded, and what they were before is kept', async () => {
    const pack = cityPack();
    const renamed = pack.agencies.map((agency) => (agency.code === 'TY-RMO' ? { ...agency, nameZh: '道路養護處' } : agency));
    const fewer = pack.categories.filter(({ code }) => code !== 'OT-003');

    expect(await loader().load({ ...pack, agencies: renamed, categories: fewer })).toMatchObject({ agencies: 1, categories: 1 });

    const names = await city.rows(sql`
      SELECT a.name_zh AS name, a.replaced_at IS NULL AS current FROM agencies a WHERE a.code = 'TY-RMO' ORDER BY a.recorded_at`);
    expect(names).toEqual([
      { name: '桃園市政府養護工程處', current: false },
      { name: '道路養護處', current: true },
    ]);
    const categories = await city.citizen.get('/categories?limit=200');
    const dropped = categories.body.items.find(({ code }: { code: string }) => code === 'OT-003');
    expect(dropped.active).toBe(false);
    await loader().load(pack);
  });

  test('rules that tie are refused, and nothing of the pack is loaded', async () => {
    const pack = cityPack();
    const [first] = pack.rules;
    const twin = { ...first!, id: 'TWIN', target: { kind: 'AGENCY', code: 'TY-SCC' } } as const;
    const renamed = pack.agencies.map((agency) => (agency.code === 'TY-RMO' ? { ...agency, nameZh: '道路養護處' } : agency));

    await expect(loader().load({ ...pack, agencies: renamed, rules: [...pack.rules, twin] })).rejects.toMatchObject({
      code: 'routing.tied_rules',
    });

    const agencies = await city.citizen.get('/agencies?limit=200');
    const office = agencies.body.items.find(({ code }: { code: string }) => code === 'TY-RMO');
    expect(office.name).toBe('桃園市政府養護工程處');
  });
});

describe('a pack with mistakes', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'paian-pack-'));
    cpSync(join(ROOT, 'cities/taoyuan'), join(folder, 'taoyuan'), { recursive: true });
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const read = (): unknown => readCityPack('taoyuan', { cities: folder, boundaries: join(ROOT, '.cache/boundaries') }, NOW);

  const edit = (file: string, change: (text: string) => string): void => {
    const path = join(folder, 'taoyuan', file);
    writeFileSync(path, change(readFileSync(path, 'utf8')));
  };

  test.each([
    ['categories.csv', (text: string) => text.replace(',P1,4,HOUR,', ',P1,vier,HOUR,'), /categories\.csv:2 sla_value/],
    ['agencies.csv', (text: string) => text.replace('BUREAU,TYCG', 'BUREAUX,TYCG'), /agencies\.csv:3 kind/],
    ['routing.csv', (text: string) => text.replace('TY-RMO', 'TY-NONE'), /routing\.csv:\d+ target.*TY-NONE/],
    ['reminders.csv', (text: string) => text.replace('50%', 'halfway'), /reminders\.csv:\d+ when: .*halfway/],
    ['calendar/2026.csv', (text: string) => text.replace('20260102', '20260132'), /calendar\/2026\.csv:3/],
    [
      'texts/en/reply.txt',
      (text: string) => text.replace('{{replyText}}', '{{replyTxt}}'),
      /texts\/en\/reply\.txt:\d+.*replyTxt/,
    ],
    ['extensions.csv', (text: string) => text.replace(',14,', ',1,'), /extensions\.csv:3 max_days/],
    ['extension_reasons.csv', (text: string) => text.replace('LEGAL', 'WORKS'), /extension_reasons\.csv:6 code/],
    ['supplements.csv', (text: string) => text.replace(',LB,', ',L8,'), /supplements\.csv:3 category_group.*L8/],
    ['city.json', (text: string) => text.replace('Asia/Taipei', 'Asia/Nowhere'), /city\.json:\d+ timeZone/],
  ])('%s: the file, the line and the reason are named', (file, change, named) => {
    edit(file, change);
    expect(read).toThrow(expect.objectContaining({ userMessage: expect.stringMatching(named) }));
  });

  test('rules that tie are named once, on the later line', () => {
    edit('routing.csv', (text) => {
      const [, first] = text.split('\n');
      return `${text.trimEnd()}\n${first!.replace(/^[^,]+/, 'the-same-again')}\n`;
    });
    expect(read).toThrow(
      expect.objectContaining({
        userMessage: expect.stringMatching(
          /mistakes; nothing of it was loaded:\n[^\n]*routing\.csv:\d+ rule_id: ties with .* on line 2[^\n]*$/,
        ),
      }),
    );
  });

  test('the shipped pack has none', () => {
    expect(read).not.toThrow();
  });
});

test('another city runs on the same code: a parked car in Tainan goes to the precinct of its district', async () => {
  const tainan = await startTestApp({ city: 'tainan', startsAt: '2026-11-20T09:00:00+08:00' });
  try {
    const { status, body } = await (
      await tainan.as('operator')
    ).post('/petitions', {
      channel: 'HOTLINE',
      categoryCode: 'TN-63-02',
      subject: '違規停車',
      description: '車輛停在消防栓前',
      location: { lat: 22.998, lng: 120.212, address: '臺南市中西區民權路二段1號' },
    });
    expect(status).toBe(201);
    expect(body.case).toMatchObject({ status: 'DISPATCHED', location: { district: { name: '中西區' } } });
    const agencies = await tainan.citizen.get('/agencies?limit=200');
    const lead = agencies.body.items.find(({ code }: { code: string }) => code === body.case.leadAgency.code);
    expect(lead).toMatchObject({
      kind: 'POLICE_PRECINCT',
      districtCodes: expect.arrayContaining([body.case.location.district.code]),
    });
  } finally {
    await tainan.close();
  }
});
