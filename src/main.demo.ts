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
  const server = await startDemoServer(process.env['CITY'] ?? 'taoyuan', randomUUID(), stopLater);
  const { text, holds } = await runDemo(options, server, process.stderr);
  process.stdout.write(text);
  return holds ? 0 : 1;
});
