import { writeFileSync } from 'node:fs';
import { StartupError, errorCode } from '../../kernel/startup-error.ts';
import { previewOpenApi } from '../program.ts';
import { type Command, readArguments } from './command-line.ts';

/** The contract as a file, without a database and without a port: for client generators and for docs/generated. */
export class OpenApi implements Command {
  readonly name = 'openapi';
  readonly synopsis = '[--out FILE]';
  readonly purpose = 'Writes the OpenAPI document of the HTTP interface, to standard output or into a file.';

  constructor(private readonly print: (text: string) => void) {}

  async run(args: readonly string[]): Promise<number> {
    const { out } = readArguments(args, ['out'], 0).options;
    const document = `${JSON.stringify(await previewOpenApi(), null, 2)}\n`;
    if (out === undefined) this.print(document);
    else save(out, document);
    return 0;
  }
}

function save(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new StartupError(`${file} cannot be written (${errorCode(error)}).`, { cause: error });
  }
}
