import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { parseArguments, USAGE } from './app/demo/arguments.ts';
import { startDemoServer } from './app/demo/demo-server.ts';
import { playWeek } from './app/demo/run-demo.ts';
import { runToEnd, stopLater } from './app/lifetime.ts';

/** `npm run demo`: plays a week of the city and prints what happened. Ends with code 0 when everything it checks holds. */
await runToEnd(async () => {
  const options = parseArguments(process.argv.slice(2));
  if (options === null) {
    process.stdout.write(USAGE);
    return 0;
  }
  const server = await startDemoServer(process.env['CITY'] ?? 'taoyuan', randomUUID(), stopLater);
  const began = performance.now();
  const stage = await playWeek(options, server, () => undefined);
  process.stdout.write(`${stage.taken.length} taken, ${(performance.now() - began) / 1000} s\n`);
  console.log(stage.typhoon, stage.director.refusals.map((r) => r.message));
  return 0;
});
