import { StartupError } from '../../kernel/startup-error.ts';

/** At these levels nothing of level `info` is written. */
const QUIETER_THAN_INFO: readonly string[] = ['warn', 'error', 'fatal', 'silent'];

/**
 * The line of a request is often the only trace of what was merely looked at or refused, and the head of each day's anchor is kept elsewhere
 * with the log: without it nobody could show that the whole record was written anew.
 *
 * @throws StartupError
 */
export function refuseSilentLog({ production, logLevel }: { readonly production: boolean; readonly logLevel: string }): void {
  if (!production || !QUIETER_THAN_INFO.includes(logLevel)) return;
  throw new StartupError(
    `LOG_LEVEL=${logLevel} leaves out what has to be kept, each request and the heads of the record's anchors: set it to info, debug or trace in production.`,
  );
}
