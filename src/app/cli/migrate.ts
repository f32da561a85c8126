import { SystemClock } from '../../platform/clock/index.ts';
import type { Settings } from '../../platform/config/index.ts';
import { databaseInUse } from '../database-in-use.ts';
import { prepareDatabase } from '../prepared-database.ts';
import { type Command, readArguments } from './command-line.ts';

/** Brings the tables up to date and seals what was in the clear, and nothing else. Every start does it too; here it can be done before. */
export class Migrate implements Command {
  readonly name = 'migrate';
  readonly synopsis = '';
  readonly purpose = 'Brings the tables of the database up to date.';

  constructor(
    private readonly settings: () => Settings,
    private readonly print: (text: string) => void,
  ) {}

  async run(args: readonly string[]): Promise<number> {
    readArguments(args, [], 0);
    const settings = this.settings();
    const { migrated } = await prepareDatabase(await databaseInUse(settings), settings, new SystemClock());
    this.print(migrated.length === 0 ? 'The tables are up to date.\n' : migrated.map((name) => `Ran ${name}.\n`).join(''));
    return 0;
  }
}
