import { shippedSources, source, sourcesIn, type Source } from './sources.ts';

/** The cities whose packs are shipped, by name and by the codes only they use. */
const CITY = /桃園|[臺台]南市?|taoyuan|tainan|\bT[YN]-[A-Z]|['"`]6[78]000/i;
const TIME_ZONE = /['"`]Asia\/Taipei['"`]/;
const DEFAULT_CITY = /^.*\bCITY\b.*'taoyuan'.*$/gm;

/** A city is data: a pack below `cities/`. The code names none, but for the pack that is loaded when nobody says which. */
function namedCities(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, text }) => {
    const looked = path.startsWith('src/platform/config/') ? text.replaceAll(DEFAULT_CITY, '') : text;
    return looked
      .split('\n')
      .filter((line) => CITY.test(line) || TIME_ZONE.test(line))
      .map((line) => `${path}: ${line.trim()}`);
  });
}

test('no source file is about one city', () => {
  expect(namedCities([...shippedSources(), ...sourcesIn(['migrations'], '.sql')])).toEqual([]);
});

describe('the law can fail', () => {
  test.each([
    `const title = '桃園市政府';`,
    `// as in Tainan`,
    `const county = "臺南市";`,
    `if (agency === 'TY-RMO') return;`,
    `const county = '68000';`,
    `const zone = 'Asia/Taipei';`,
    `const city = 'taoyuan';`,
  ])('%s is named', (line) => {
    expect(namedCities([source('src/modules/cases/case.service.ts', `${line}\n`)])).toEqual([
      `src/modules/cases/case.service.ts: ${line}`,
    ]);
  });

  test('platform/config names a default, and nothing else', () => {
    const settings = source('src/platform/config/settings.ts', `city: text('CITY') ?? 'taoyuan',\nconst zone = 'Asia/Taipei';`);
    expect(namedCities([settings])).toEqual([`src/platform/config/settings.ts: const zone = 'Asia/Taipei';`]);
  });

  test('words that only look similar pass', () => {
    expect(namedCities([source('src/a.ts', `const QUANTITY-X = 'city-TY'; // 南區, 臺北`)])).toEqual([]);
  });
});
