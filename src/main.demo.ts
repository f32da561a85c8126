import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { parseArguments, USAGE } from './app/demo/arguments.ts';
import { FIRST_MINUTE, MONDAY } from './app/demo/office-time.ts';
import { Interrupted, runDemo } from './app/demo/run-demo.ts';
import { runToEnd, stopLater } from './app/lifetime.ts';
import { startThrowAwayServer } from './app/throw-away-server.ts';

/** `npm run demo`: plays a week of the city and prints what happened. Ends with code 0 when everything it checks holds. */
await runToEnd(async () => {
  const options = parseArguments(process.argv.slice(2));
  if (options === null) {
    process.stdout.write(USAGE);
    return 0;
  }
  const begins = { day: MONDAY, minute: FIRST_MINUTE };
  const occasion = { name: 'demo', city: process.env['CITY'], password: randomUUID(), begins };
  const server = await startThrowAwayServer(occasion, stopLater);
  const stopping = new AbortController();
  const playing = runDemo(options, server, process.stderr, stopping.signal).catch((error: unknown) => {
    if (error instanceof Interrupted) return null;
    throw error;
  });
  stopLater(async () => {
    stopping.abort(); // the server is stopped when nobody waits for its answer any more
    await playing;
  });
  const played = await playing;
  process.stdout.write(played?.text ?? '');
  return played?.holds ? 0 : 1;
});
