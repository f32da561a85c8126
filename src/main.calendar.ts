import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { parseArguments, USAGE } from './app/calendar-replay/arguments.ts';
import { readPublications, runCalendarReplay } from './app/calendar-replay/run-calendar-replay.ts';
import { runToEnd, stopLater } from './app/lifetime.ts';
import { startThrowAwayServer } from './app/throw-away-server.ts';

const MORNING = 9 * 60;

/** `npm run replay:calendar`: the office calendar as it was published and revised. Ends with code 0 when everything it checks holds. */
await runToEnd(async () => {
  const options = parseArguments(process.argv.slice(2));
  if (options === null) {
    process.stdout.write(USAGE);
    return 0;
  }
  const publications = readPublications(options);
  const begins = { day: publications.files[0].takenOn, minute: MORNING };
  const occasion = { name: 'calendar', city: process.env['CITY'], password: randomUUID(), begins };
  const { text, holds } = await runCalendarReplay(publications, await startThrowAwayServer(occasion, stopLater));
  process.stdout.write(text);
  return holds ? 0 : 1;
});
