import { StartupError } from '../../kernel/startup-error.ts';

/** At these levels nothing of level `warn` is written. */
const QUIETER_THAN_WARN: readonly string[] = ['error', 'fatal', 'silent'];

/**
 * The head of each day's anchor is logged as a warning, and kept elsewhere with the log: without it nobody could show that the whole record
 * was written anew.
 *
 * @throws StartupError
 */
export function refuseSilentAnchors({ production, logLevel }: { readonly production: boolean; readonly logLevel: string }): void {
  if (!production || !QUIETER_THAN_WARN.includes(logLevel)) return;
  throw new StartupError(
    `LOG_LEVEL=${logLevel} does not write the heads of the record's anchors, which have to be kept with the log: set it to warn or lower in production.`,
  );
}
