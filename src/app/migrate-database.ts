import { errorCode, StartupError } from '../kernel/startup-error.ts';
import type { Settings } from '../platform/config/index.ts';
import { createDataSource } from '../platform/database/data-source.ts';
import { Database, type DatabaseAddresses, mayChangeTheRecord, migrate, pendingMigrations } from '../platform/database/index.ts';
import { migrateQueue } from '../platform/queue/index.ts';

type Situation = Pick<Settings, 'production' | 'redisUrl'>;

const OWNS = 'DATABASE_URL signs in as a role that may change the record of what happened';
export const MIGRATE = 'run "node dist/main.cli.js migrate" with DATABASE_OWNER_URL as the owner of the tables';
const TWO_ROLES = `set DATABASE_URL to a role that owns nothing, and ${MIGRATE}`;

/**
 * Brings the tables up to date as their owner, and gives the program's role what it needs of them (docs/adr/0011). A program that is not
 * told the owner leaves the tables as they are, but for a developer, who may work with one role for everything.
 *
 * @param warn is told of a developer's one role
 * @returns the names of the migrations that ran
 * @throws StartupError when the database cannot be used, or in production when the program could change the record
 */
export async function migrateDatabase(
  { url, ownerUrl }: DatabaseAddresses,
  situation: Situation,
  warn: (text: string) => void = (text) => void process.stderr.write(text),
): Promise<string[]> {
  const also = situation.redisUrl === null ? migrateQueue : undefined;
  try {
    if (ownerUrl === null && !(await ownsTables(url, situation.production, warn))) {
      await assertUpToDate(url);
      return [];
    }
    const ran = await migrate(ownerUrl ?? url, { also, programUrl: url });
    if (situation.production) await ownsTables(url, true, warn);
    return ran;
  } catch (error) {
    if (error instanceof StartupError) throw error;
    throw new StartupError(
      `The database cannot be used (${errorCode(error)}): check DATABASE_URL and that PostgreSQL 15 or later runs there.`,
      { cause: error },
    );
  }
}

/** @throws StartupError when a migration is missing, which only the owner can run */
async function assertUpToDate(url: string): Promise<void> {
  const database = new Database(await createDataSource({ url, pool: 1 }).initialize());
  const pending = await pendingMigrations(database).finally(() => database.onApplicationShutdown());
  if (pending.length > 0) throw new StartupError(`The tables are of an older version: ${MIGRATE}.`);
}

/** @throws StartupError in production, when they are owned or missing */
async function ownsTables(url: string, production: boolean, warn: (text: string) => void): Promise<boolean> {
  const owns = await mayChangeTheRecord(url);
  if (production && owns === null) throw new StartupError(`The database has no tables yet: ${TWO_ROLES}.`);
  if (production && owns === true) throw new StartupError(`${OWNS}: ${TWO_ROLES}.`);
  if (owns === true) warn(`${OWNS}. In production this is refused.\n`);
  return owns !== false;
}
