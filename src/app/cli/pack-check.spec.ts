import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PackCheck } from './pack-check.ts';

const ROOT = join(__dirname, '../../..');
const NOW = new Date('2026-11-20T09:00:00+08:00');
const cities = mkdtempSync(join(tmpdir(), 'paian-cities-'));
const folder = join(cities, 'tainan');

beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(ROOT, 'cities/tainan'), folder, { recursive: true });
});

afterAll(() => {
  rmSync(cities, { recursive: true });
});

async function check(): Promise<{ code: number; text: string }> {
  let text = '';
  const command = new PackCheck(
    { cities, boundaries: join(ROOT, '.cache/boundaries') },
    () => NOW,
    (line) => void (text += line),
  );
  return { code: await command.run(['tainan']), text };
}

function edit(file: string, change: (text: string) => string): void {
  const path = join(folder, file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

/** Lines of `routing.csv` without those that a pattern finds. */
const without =
  (pattern: RegExp) =>
  (text: string): string =>
    text
      .split('\n')
      .filter((line) => !pattern.test(line))
      .join('\n');

test('a pack without a mistake is told what it holds', async () => {
  const { code, text } = await check();
  expect(code).toBe(0);
  expect(text).toMatch(
    /^tainan: ok\. 37 districts, 649 villages, .* rules, .* calendars of 2024, 2025, 2026, texts in zh-TW, en\n$/,
  );
});

test('every mistake is named, however many there are', async () => {
  edit('agencies.csv', (text) => text.replaceAll(/,(BUREAU|DISTRICT_OFFICE|LAND_OFFICE),/g, ',OFICE,'));
  const { code, text } = await check();
  const lines = text.trimEnd().split('\n');
  expect(code).toBe(1);
  expect(lines.length).toBeGreaterThan(51);
  expect(lines[0]).toMatch(/^cities\/tainan\/agencies\.csv:\d+.*OFICE/);
  expect(lines.at(-1)).toBe(`tainan: ${lines.length - 1} to be put right.`);
});

test('two rules of which neither counts before the other are a mistake', async () => {
  edit('routing.csv', (text) => {
    const rule = text.split('\n').find((line) => line.includes('TN-61-01'))!;
    return `${text}${rule.replace(/^[^,]+/, 'TWIN')}\n`;
  });
  const { code, text } = await check();
  expect(code).toBe(1);
  expect(text).toMatch(/^cities\/tainan\/routing\.csv:\d+ rule_id: ties with [^\n]*\ntainan: 1 to be put right/);
});

test('a case that no rule sends anywhere is found', async () => {
  edit('routing.csv', without(/^TN-66-05,/));
  const { code, text } = await check();
  expect(code).toBe(1);
  expect(text).toMatch(/routing\.csv: uncovered: TN-66-05.* match no rule/);
});
