import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { built } from './built.mjs';

/**
 * Measures with a PostgreSQL server of its own, of usual durability, that is thrown away with its folder; prints one line of JSON.
 *
 * @param measure is given the server, `database(name)`, which makes one and tells its URL, and `stopLater(stop)` for what it starts:
 *   the last is stopped first
 * @returns what it measured
 */
export async function runBench(measure) {
  const folder = mkdtempSync(join(tmpdir(), 'paian-bench-'));
  const stops = [];
  try {
    const { startEmbeddedPostgres, ensureDatabase } = await built('platform/embedded-postgres/index.js');
    const server = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), port: 0, log: () => undefined });
    stops.push(() => server.stop());
    const database = async (name) => {
      await ensureDatabase(server, name);
      return server.url(name);
    };
    const line = await measure({ server, database, stopLater: (stop) => stops.push(stop) });
    process.stdout.write(`${JSON.stringify(line)}\n`);
    return line;
  } finally {
    for (const stop of stops.reverse()) await stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

export const round2 = (n) => Math.round(n * 100) / 100;
