import { basename, extname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StartupError } from '../../kernel/startup-error.ts';

/** What a replay is told to do. */
export interface ReplayOptions {
  readonly file: string;
  /** Name of a city pack; null: the pack that the server runs on. */
  readonly city: string | null;
  /** How many times faster than it happened; null: as fast as possible. */
  readonly speed: number | null;
  /** How many rows; null: all. */
  readonly limit: number | null;
  /** Base address of the server, without a trailing slash. */
  readonly url: string;
  /** Requests in flight at once. */
  readonly concurrency: number;
  readonly username: string;
  readonly password: string;
  /** Where the rows that were not registered go. */
  readonly rejects: string;
  /** Where the summary goes as JSON; null: nowhere. */
  readonly json: string | null;
}

export const USAGE = `Sends the rows of a CSV file of 1999 cases through the HTTP interface, as an operator would.

  npm run replay -- --file FILE [options]

  --file FILE         the cases: case_id, requested_at, district, service_name, subproject, description, address, lat, lng
  --city NAME         city pack that the rows are read with (default: the one the server runs on)
  --speed N           in the rhythm of requested_at, N times faster than it happened (default: as fast as possible)
  --limit N           only the first N rows
  --url URL           the server (default: http://127.0.0.1:3000)
  --concurrency N     requests in flight at once, 1 to 200 (default: 8)
  --username NAME     who registers (default: operator)
  --password WORD     the password; better left out and given in DEMO_PASSWORD, as other users of the machine can see it here
  --rejects FILE      rows that were not registered (default: <name of FILE>.rejects.csv in the current folder)
  --json FILE         the summary as JSON
  --help

A row that was registered before is not registered again: a replay that was stopped is run again to go on.
`;

const OPTIONS = {
  file: { type: 'string' },
  city: { type: 'string' },
  speed: { type: 'string' },
  limit: { type: 'string' },
  url: { type: 'string', default: 'http://127.0.0.1:3000' },
  concurrency: { type: 'string', default: '8' },
  username: { type: 'string', default: 'operator' },
  password: { type: 'string' },
  rejects: { type: 'string' },
  json: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const MOST_CONCURRENT = 200;

/**
 * Reads the command line.
 *
 * @param password of the environment, for when none is on the command line
 * @returns null when help was asked for
 * @throws StartupError naming the option that is missing or wrong
 */
export function parseArguments(args: readonly string[], password: string | null): ReplayOptions | null {
  const values = parse(args);
  if (values.help) return null;
  const file = required('--file', values.file, 'the CSV file to replay');
  const rejects = values.rejects ?? `${basename(file, extname(file))}.rejects.csv`;
  if (resolve(rejects) === resolve(file)) throw new StartupError('--rejects must be another file than --file.');
  return {
    file,
    city: values.city ?? null,
    speed: values.speed === undefined ? null : positive('--speed', values.speed),
    limit: values.limit === undefined ? null : whole('--limit', values.limit, Number.MAX_SAFE_INTEGER),
    url: address(values.url),
    concurrency: whole('--concurrency', values.concurrency, MOST_CONCURRENT),
    username: values.username,
    password: required('--password', values.password ?? password ?? undefined, 'or DEMO_PASSWORD in the environment'),
    rejects,
    json: values.json ?? null,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true }).values;
  } catch (error) {
    throw new StartupError(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function required(option: string, value: string | undefined, meaning: string): string {
  if (value === undefined || value === '') throw new StartupError(`${option} is missing (${meaning}); --help shows all options.`);
  return value;
}

function positive(option: string, text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new StartupError(`${option} must be a number above 0, not "${text}".`);
  return value;
}

function whole(option: string, text: string, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > most) throw new StartupError(`${option} must be a whole number from 1 to ${most}, not "${text}".`);
  return value;
}

function address(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new StartupError(`--url must be an address that begins with http:// or https://, not "${text}".`);
  }
  return text.replace(/\/+$/, '');
}
