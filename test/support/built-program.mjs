/**
 * One of the program's own processes, as it is built; built first where that is needed.
 *
 *   node test/support/built-program.mjs main.cli.js migrate
 */
import { prepare } from '../../src/prepare.mjs';

await prepare(() => undefined);
process.argv.splice(1, 1);
await import(new URL(`../../dist/${process.argv[1]}`, import.meta.url));
