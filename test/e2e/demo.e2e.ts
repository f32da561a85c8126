import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { FIRST_MINUTE, MONDAY } from '../../src/app/demo/office-time.ts';
import { Interrupted, runDemo } from '../../src/app/demo/run-demo.ts';
import { startThrowAwayServer, type ThrowAwayServer } from '../../src/app/throw-away-server.ts';

/** A small week. */
const PETITIONS = 40;
const OPTIONS = { seed: 1, petitions: PETITIONS };
const CHECKS = 10;
const MOST_COLUMNS = 100;

const WIDE = /[\u2e80-\ua4cf\uf900-\ufaff\uff00-\uff60]/;
const columns = (text: string): number => [...text].reduce((sum, character) => sum + (WIDE.test(character) ? 2 : 1), 0);
const folders = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith(`paian-demo-${process.pid}-`));

const stops: (() => Promise<unknown>)[] = [];

afterAll(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const start = (city: string): Promise<ThrowAwayServer> =>
  startThrowAwayServer(
    { name: 'demo', city, password: 'of the demonstration', begins: { day: MONDAY, minute: FIRST_MINUTE } },
    (stop) => stops.push(stop),
  );

test('a week of the city, played by people of every kind: everything that is checked holds, and nothing is left behind', async () => {
  const server = await start('taoyuan');
  expect(folders()).toHaveLength(1);
  const said: string[] = [];
  const terminal = { write: (line: string) => said.push(line) };
  await expect(runDemo(OPTIONS, server, terminal, AbortSignal.abort())).rejects.toThrow(Interrupted);
  const { text, holds } = await runDemo(OPTIONS, server, terminal, new AbortController().signal);

  const lines = text.split('\n');
  expect(lines.filter((line) => line.includes('✗'))).toEqual([]);
  expect(lines.filter((line) => line.includes('✓'))).toHaveLength(CHECKS);
  expect(holds).toBe(true);
  expect(lines.filter((line) => line.startsWith('案例'))).toHaveLength(3);
  expect(lines.filter((line) => columns(line) > MOST_COLUMNS)).toEqual([]);
  expect(lines.find((line) => line.includes('合計'))).toMatch(new RegExp(`\\s${PETITIONS}$`));
  expect(lines.find((line) => line.includes('due instants that moved'))).toMatch(/^\s+[1-9]/);
  // Every matter that the week is meant to show did happen.
  const since = lines.findIndex((line) => line.startsWith('案件的曲折')) + 2;
  const matters = lines.slice(since, lines.indexOf('', since));
  expect(matters.length).toBeGreaterThan(10);
  expect(matters.filter((line) => /^\s+0 /.test(line))).toEqual([]);
  expect(said.join('')).toContain('2026-07-13');

  for (const stop of stops.splice(0).reverse()) await stop();
  expect(folders()).toEqual([]);
  expect(existsSync(server.folder)).toBe(false);
}, 120_000);
