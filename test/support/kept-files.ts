import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SETTINGS_TOKEN, type Settings } from '../../src/platform/config/index.ts';
import { rowCounts } from './row-counts.ts';
import type { TestApp } from './test-app.ts';

/** Every file that lies in the store, `kept/…`, or is on its way there, `incoming/…`. */
export function keptFiles(city: TestApp): string[] {
  const { dataDir } = city.app.get<Settings>(SETTINGS_TOKEN);
  try {
    const names = readdirSync(join(dataDir, 'files', 'taoyuan'), { recursive: true, encoding: 'utf8' });
    return names.filter((name) => name.includes('-')).sort();
  } catch {
    return []; // nothing ever came
  }
}

/** Whether an attempt leaves rows and files as they were. */
export async function expectNothingKept(city: TestApp, attempt: () => Promise<void>): Promise<void> {
  const before = [await rowCounts(city), keptFiles(city)];
  await attempt();
  expect([await rowCounts(city), keptFiles(city)]).toEqual(before);
}
