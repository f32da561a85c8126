import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { parseArguments, USAGE } from './app/demo/arguments.ts';
import { startDemoServer } from './app/demo/demo-server.ts';
import { runDemo } from './app/demo/run-demo.ts';
import { runToEnd, stopLater } from './app/lifetime.ts';

/** `npm run demo`: plays a week of the city and prints what happened. Ends with code 0 when everything it checks holds. */
await runToEnd(async () => {
  const options = parseArguments(process.argv.slice(2));
  if (options === null) {
    process.stdout.write(USAGE);
    return 0;
  }
  const server = await startDemoServer(process.env['CITY'], randomUUID(), stopLater);
  let interrupted = false;
  stopLater(async () => (interrupted = true)); // the last is the first: from here on nothing answers any more
  const played = await runDemo(options, server, process.stderr).catch((error: unknown) => {
    if (interrupted) return null;
    throw error;
  });
  process.stdout.write(played?.text ?? '');
  return played?.holds ? 0 : 1;
});
