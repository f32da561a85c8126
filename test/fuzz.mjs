/**
 * `npm run fuzz`: sends whatever the OpenAPI file makes thinkable to every route, as anybody. The suite does a little of it, always the
 * same; this does more, each time something else, and prints the seed by which a run is repeated.
 *
 *   npm run fuzz                              200 requests to each operation
 *   npm run fuzz -- --runs 1000 --seed 42
 */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '200' }, seed: { type: 'string' } } });
const numbers = { FUZZ_RUNS: values.runs, FUZZ_SEED: values.seed ?? String(randomInt(2 ** 31)) };
for (const [name, text] of Object.entries(numbers)) {
  if (!/^\d{1,10}$/.test(text)) throw new Error(`--${name.slice(5).toLowerCase()} is a whole number, not ${text}`);
}
console.log(`npm run fuzz -- --runs ${numbers.FUZZ_RUNS} --seed ${numbers.FUZZ_SEED}`);
const suite = spawn(process.execPath, ['test/run.mjs', 'test/e2e/contract-fuzz'], {
  stdio: 'inherit',
  env: { ...process.env, ...numbers },
});
suite.on('exit', (code) => (process.exitCode = code ?? 1));
