import { parseArgs } from 'node:util';
import { StartupError } from '../../kernel/startup-error.ts';

/** What a demonstration is told to do. */
export interface DemoOptions {
  /** The same one makes the same week. */
  readonly seed: number;
  readonly petitions: number;
}

export const USAGE = `Plays a week of the city on a simulated clock, over HTTP, on a database that is thrown away, and prints what happened.

  npm run demo -- [options]

  --seed N         another number, another week (default: 1)
  --petitions N    how many are taken in, 25 to 2000 (default: 300)
  --help

CITY in the environment names the city pack. Ends with code 0 when everything it checks holds.
`;

const OPTIONS = {
  seed: { type: 'string', default: '1' },
  petitions: { type: 'string', default: '300' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const FEWEST_PETITIONS = 25; // the scenes, and one by every channel
const MOST_PETITIONS = 2_000;

/**
 * Reads the command line.
 *
 * @returns null when help was asked for
 * @throws StartupError naming the option that is wrong
 */
export function parseArguments(args: readonly string[]): DemoOptions | null {
  const values = parse(args);
  if (values.help) return null;
  return {
    seed: whole('--seed', values.seed, 0, 2 ** 31 - 1),
    petitions: whole('--petitions', values.petitions, FEWEST_PETITIONS, MOST_PETITIONS),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true }).values;
  } catch (error) {
    throw new StartupError(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function whole(option: string, text: string, least: number, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw new StartupError(`${option} must be a whole number from ${least} to ${most}, not "${text}".`);
}
