import { parseArgs } from 'node:util';
import { StartupError } from '../../kernel/startup-error.ts';

/** What a replay of the calendar is told to do. */
export interface CalendarReplayOptions {
  /** Where the published files lie. */
  readonly folder: string;
}

export const USAGE = `Takes the office calendar of 2025 as it was published, revised and updated, one file after the other, while cases are open:
over HTTP, on a simulated clock, on a database that is thrown away. Prints what each file moved.

  npm run replay:calendar -- [options]

  --folder DIR    where the files of the Directorate-General lie, and the test vectors (default: ../shared/data/calendar)
  --help

CITY in the environment names the city pack. Ends with code 0 when everything it checks holds.
`;

const OPTIONS = {
  folder: { type: 'string', default: '../shared/data/calendar' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/**
 * Reads the command line.
 *
 * @returns null when help was asked for
 * @throws StartupError naming the option that is wrong
 */
export function parseArguments(args: readonly string[]): CalendarReplayOptions | null {
  const { help, folder } = parse(args);
  return help ? null : { folder };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true }).values;
  } catch (error) {
    throw new StartupError(`${(error as Error).message}\n\n${USAGE}`);
  }
}
