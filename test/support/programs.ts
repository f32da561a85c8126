import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** How a program ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

/** Runs one of the built programs to its end, in an environment of nothing but these settings. */
export async function runProgram(settings: Readonly<Record<string, string>>, main: string, ...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [join(__dirname, 'built-program.mjs'), main, ...args], {
    env: { PATH: process.env.PATH, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = (await once(child, 'exit')) as [number | null];
  const [out, error] = await said;
  return { code, out, error };
}
