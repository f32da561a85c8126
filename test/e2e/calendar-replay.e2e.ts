import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPublications, runCalendarReplay } from '../../src/app/calendar-replay/run-calendar-replay.ts';
import { startThrowAwayServer } from '../../src/app/throw-away-server.ts';

const ROOT = join(__dirname, '../..');
const FIXTURES = join(ROOT, 'src/modules/calendar/domain/fixtures');

const stops: (() => Promise<unknown>)[] = [];
let folder: string;

/** The files as they were published, of what the project ships: the third one with remarks that the second one lacks. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'calendar-replay-e2e-'));
  const last = readFileSync(join(ROOT, 'cities/taoyuan/calendar/2025.csv'), 'utf8');
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  write('114年中華民國政府行政機關辦公日曆表.csv', readFileSync(join(FIXTURES, 'dgpa-2025-as-first-published.csv'), 'utf8'));
  write('114年中華民國政府行政機關辦公日曆表修正版.csv', `\ufeff${last.replaceAll('補假', '').replaceAll('\n', '\r\n')}`);
  write('114年中華民國政府行政機關辦公日曆表1141020更新.csv', last);
  write('deadline_vectors.csv', readFileSync(join(FIXTURES, 'deadline_vectors.csv'), 'utf8'));
});

afterAll(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a calendar that is revised twice moves the open cases as its files say, and what was late stays late', async () => {
  const { files, vectors } = readPublications({ folder });
  expect(files.map(({ encoding }) => encoding)).toEqual([expect.any(String), 'UTF-8 with BOM', 'UTF-8']);
  const wrong = { ...vectors[0]!, dueOn: files[0].takenOn };
  const begins = { day: files[0].takenOn, minute: 9 * 60 };
  const occasion = { name: 'calendar', city: 'taoyuan', password: 'of the calendar', begins };
  const server = await startThrowAwayServer(occasion, (stop) => stops.push(stop));

  const { text, holds } = await runCalendarReplay({ files, vectors: [...vectors, wrong] }, server);

  const lines = text.split('\n');
  expect(lines.filter((line) => line.includes('days changed'))).toEqual([
    expect.stringContaining('2025-09-29, 2025-10-24, 2025-12-25'),
    expect.stringContaining('2025-09-29, 2025-10-24, 2025-12-25'),
    expect.stringContaining('none'),
  ]);
  const moved = lines.filter((line) => line.includes('would move by the preview'));
  expect(moved.map((line) => /(\d+) moved/.exec(line)![1])).toEqual(['0', expect.stringMatching(/^1\d$/), '0']);
  expect(lines.filter((line) => line.includes('✓'))).toHaveLength(5);
  expect(lines.filter((line) => line.includes('✗'))).toEqual([expect.stringContaining('test vector')]);
  expect(holds).toBe(false); // for the one vector that is wrong
}, 120_000);
