import { Calendars } from '../../modules/calendar/index.ts';
import type { ThrowAwayServer } from '../throw-away-server.ts';
import type { CalendarReplayOptions } from './arguments.ts';
import { checksOf, holds } from './checks.ts';
import { playCalendar } from './play-calendar.ts';
import { type PublishedFile, readPublishedFiles, readVectors, type Vector } from './published-files.ts';
import { reportOf } from './report.ts';

/** What is read before a server is started for it. */
export interface Publications {
  readonly files: readonly [PublishedFile, PublishedFile, PublishedFile];
  readonly vectors: readonly Vector[];
}

/** @throws StartupError */
export const readPublications = ({ folder }: CalendarReplayOptions): Publications => ({
  files: readPublishedFiles(folder),
  vectors: readVectors(folder),
});

/** Takes the files one after the other and tells what they did. @throws Refused */
export async function runCalendarReplay(
  { files, vectors }: Publications,
  server: ThrowAwayServer,
): Promise<{ readonly text: string; readonly holds: boolean }> {
  const played = await playCalendar(server, files);
  const calendars = server.app.get(Calendars, { strict: false });
  const checks = checksOf(played, {
    vectors,
    timeZone: server.timeZone,
    calendars: { first: await calendars.version(played.taken[0]!.calendarVersion), last: calendars.current() },
  });
  return { text: reportOf(played, checks, server.timeZone), holds: checks.every(holds) };
}
