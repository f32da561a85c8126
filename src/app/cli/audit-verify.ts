import { errorCode, StartupError } from '../../kernel/startup-error.ts';
import { ChainReadModel, type Verification, Verifier } from '../../platform/audit/index.ts';
import type { Settings } from '../../platform/config/index.ts';
import { createDataSource } from '../../platform/database/data-source.ts';
import { Database, pendingMigrations } from '../../platform/database/index.ts';
import { databaseInUse } from '../database-in-use.ts';
import { type Command, readArguments } from './command-line.ts';

/** Checks the record of what happened, link by link, while the city works on. Changes nothing. */
export class AuditVerify implements Command {
  readonly name = 'audit:verify';
  readonly synopsis = '';
  readonly purpose = 'Checks that nothing of the record was changed or removed, and names the first place where it was.';

  constructor(
    private readonly settings: () => Settings,
    private readonly print: (text: string) => void,
  ) {}

  async run(args: readonly string[]): Promise<number> {
    readArguments(args, [], 0);
    const found = await verify((await databaseInUse(this.settings())).url);
    this.print(found.firstBreak === null ? wholeText(found) : `The record is broken (${found.breaks}): ${found.firstBreak}.\n`);
    if (found.lastAnchor) this.print(`Anchor of ${found.lastAnchor.day}: ${found.lastAnchor.head}\n`);
    return found.firstBreak === null ? 0 : 1;
  }
}

/** @throws StartupError when the database cannot be read, or is of an older version */
async function verify(url: string): Promise<Verification> {
  const dataSource = createDataSource({ url, pool: 1 });
  await dataSource.initialize().catch((error: unknown) => {
    throw new StartupError(`The database cannot be used (${errorCode(error)}): check DATABASE_URL.`, { cause: error });
  });
  const database = new Database(dataSource);
  try {
    if (await isOlder(database))
      throw new StartupError('The tables are of an older version: run "node dist/main.cli.js migrate" first.');
    return await new Verifier(database, new ChainReadModel()).verify();
  } finally {
    await database.onApplicationShutdown();
  }
}

const NO_SUCH_TABLE = '42P01';

const isOlder = (database: Database): Promise<boolean> =>
  pendingMigrations(database).then(
    (pending) => pending.length > 0,
    (error: unknown) => {
      if (errorCode(error) === NO_SUCH_TABLE) return true;
      throw error;
    },
  );

const wholeText = ({ links, chains, anchors, waiting }: Verification): string =>
  `The record is whole: ${links} facts in ${chains} chains under ${anchors} anchors; ${waiting} so new that they are not sealed yet.\n`;
