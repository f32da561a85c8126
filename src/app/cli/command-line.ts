import { parseArgs } from 'node:util';

/** One thing that the command line does. */
export interface Command {
  readonly name: string;
  /** Its arguments as the usage shows them. */
  readonly synopsis: string;
  readonly purpose: string;
  /** @returns the exit code. @throws UsageError, StartupError */
  run(args: readonly string[]): Promise<number>;
}

/** The command was not called as its synopsis says. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Where a command line writes. */
export interface Terminal {
  out(text: string): void;
  error(text: string): void;
}

const MISUSED = 2;

/**
 * Runs the command that the first argument names.
 *
 * @returns the exit code: 2 when there is no such command, or it is called wrongly
 */
export async function runCommandLine(commands: readonly Command[], args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  if (name === 'help' || name === '--help' || name === '-h') {
    terminal.out(usage(commands));
    return 0;
  }
  const command = commands.find((known) => known.name === name);
  if (command === undefined) {
    terminal.error(`${name === undefined ? 'Name a command.' : `There is no command "${name}".`}\n\n${usage(commands)}`);
    return MISUSED;
  }
  try {
    return await command.run(rest);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.error(`${error.message}\n\n${usage([command])}`);
    return MISUSED;
  }
}

function usage(commands: readonly Command[]): string {
  const lines = commands.flatMap(({ name, synopsis, purpose }) => [
    `  node dist/main.cli.js ${`${name} ${synopsis}`.trim()}`,
    `      ${purpose}`,
  ]);
  return ['Usage:', ...lines, ''].join('\n');
}

/** The options `--name VALUE` of a command, each of them needed. @throws UsageError */
export function neededOptions<Name extends string>(args: readonly string[], names: readonly Name[]): Record<Name, string> {
  const values = readArguments(args, names, 0).options;
  for (const name of names) {
    if (values[name] === undefined || values[name] === '') throw new UsageError(`--${name} is missing.`);
  }
  return values as Record<Name, string>;
}

/** Options and the words that are no options. @throws UsageError when an option is unknown or a word too many */
export function readArguments<Name extends string>(
  args: readonly string[],
  names: readonly Name[],
  mostWords: number,
): { readonly options: Partial<Record<Name, string>>; readonly words: readonly string[] } {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' }] as const));
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: mostWords > 0, strict: true });
    if (positionals.length > mostWords) throw new UsageError(`"${positionals[mostWords]!}" is one word too many.`);
    return { options: values as Partial<Record<Name, string>>, words: positionals };
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError((error as Error).message);
  }
}
