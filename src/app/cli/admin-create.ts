import { NestFactory } from '@nestjs/core';
import { DomainError, InvalidInput } from '../../kernel/errors.ts';
import { StartupError } from '../../kernel/startup-error.ts';
import { AccountService } from '../../modules/identity/index.ts';
import type { Settings } from '../../platform/config/index.ts';
import { requestLogger } from '../../platform/telemetry/index.ts';
import { AppModule } from '../app.module.ts';
import { NestLog } from '../nest-log.ts';
import { prepareProgram } from '../program.ts';
import { type Command, neededOptions } from './command-line.ts';
import { newPassword, type SecretInput } from './secret.ts';

type NewAccount = Parameters<AccountService['createAdmin']>[0];

/** Makes an administrator: the first account of an installation, by which all others are made. */
export class AdminCreate implements Command {
  readonly name = 'admin:create';
  readonly synopsis = '--username NAME --display-name NAME';
  readonly purpose = 'Makes an administrator. The password is asked for, or read from standard input.';

  constructor(
    private readonly settings: () => Settings,
    private readonly input: SecretInput,
    private readonly print: (text: string) => void,
  ) {}

  async run(args: readonly string[]): Promise<number> {
    const { username, 'display-name': displayName } = neededOptions(args, ['username', 'display-name']);
    const settings = this.settings();
    const password = await newPassword(this.input, this.print);
    await create(settings, { username, displayName, password });
    this.print(`Made the administrator "${username}".\n`);
    return 0;
  }
}

/** @throws StartupError in words for a refusal */
async function create(settings: Settings, account: NewAccount): Promise<void> {
  const prepared = await prepareProgram(settings);
  const app = await NestFactory.createApplicationContext(AppModule.of({ ...prepared, roles: { api: false, worker: false } }), {
    logger: new NestLog(requestLogger('warn')),
    abortOnError: false,
  });
  try {
    await app.get(AccountService).createAdmin(account).catch(explain);
  } finally {
    await app.close();
  }
}

function explain(error: unknown): never {
  if (error instanceof InvalidInput) throw new StartupError(error.errors.map(({ text }) => `${text.en}.`).join('\n'));
  throw error instanceof DomainError ? new StartupError(`${error.text.en}.`) : error;
}
