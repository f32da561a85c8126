import { writeFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import { SYSTEM } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import { errorCode, StartupError } from '../../kernel/startup-error.ts';
import { type Bundle, CaseBundles } from '../../modules/records/index.ts';
import type { Settings } from '../../platform/config/index.ts';
import { requestLogger } from '../../platform/telemetry/index.ts';
import { AppModule } from '../app.module.ts';
import { NestLog } from '../nest-log.ts';
import { prepareProgram } from '../program.ts';
import { type Command, readArguments, UsageError } from './command-line.ts';

/** Writes the record of a case into a file that others can check: docs/verify-a-case-file.md. */
export class AuditBundle implements Command {
  readonly name = 'audit:bundle';
  readonly synopsis = 'CASE-NO --out FILE';
  readonly purpose = 'Writes the record of a case into a file that can be checked without this program.';

  constructor(
    private readonly settings: () => Settings,
    private readonly print: (text: string) => void,
  ) {}

  async run(args: readonly string[]): Promise<number> {
    const { options, words } = readArguments(args, ['out'], 1);
    const [caseNo] = words;
    if (caseNo === undefined) throw new UsageError('The number of the case is missing.');
    if (options.out === undefined || options.out === '') throw new UsageError('--out is missing.');
    const { text, digest } = await bundleOf(this.settings(), caseNo);
    write(options.out, text);
    this.print(`Wrote ${options.out}, SHA-256 ${digest}.\n`);
    return 0;
  }
}

/** @throws StartupError in words for a refusal */
async function bundleOf(settings: Settings, caseNo: string): Promise<Bundle> {
  const prepared = await prepareProgram(settings);
  const app = await NestFactory.createApplicationContext(AppModule.of({ ...prepared, roles: { api: false, worker: false } }), {
    logger: new NestLog(requestLogger('warn')),
    abortOnError: false,
  });
  try {
    return await app.get(CaseBundles).export({ ...SYSTEM, scope: { all: true } }, caseNo);
  } catch (error) {
    throw error instanceof DomainError ? new StartupError(`${error.text.en}.`) : error;
  } finally {
    await app.close();
  }
}

/** It holds what officials wrote, so it is for its owner's eyes. @throws StartupError when the file cannot be written, or is there already */
function write(file: string, text: string): void {
  try {
    writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw new StartupError(`The file ${file} cannot be written (${errorCode(error)}); nothing was overwritten.`, {
      cause: error,
    });
  }
}
