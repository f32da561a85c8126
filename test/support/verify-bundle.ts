import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testFolder } from './test-database.ts';

const LONGEST = 80;

/** The program that the documentation gives to whoever has none of ours, run as it says. */
export function verifyBundle(bundle: unknown): { readonly code: number | null; readonly said: string } {
  const documentation = readFileSync(join(__dirname, '../../docs/verify-a-case-file.md'), 'utf8');
  const program = /```js\n([\s\S]*?)```/.exec(documentation)![1]!;
  const [main, file] = [join(testFolder(), `verify-${process.pid}.mjs`), join(testFolder(), `case-file-${process.pid}.json`)];
  writeFileSync(main, program);
  writeFileSync(file, typeof bundle === 'string' ? bundle : JSON.stringify(bundle));
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, file], { encoding: 'utf8' });
  if (stderr !== '' || program.trimEnd().split('\n').length > LONGEST)
    throw new Error(`${stderr}: the program has to run, and be short`);
  return { code: status, said: stdout };
}
