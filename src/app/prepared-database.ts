import { join } from 'node:path';
import type { Clock } from '../platform/clock/index.ts';
import type { Settings } from '../platform/config/index.ts';
import { createDataSource } from '../platform/database/data-source.ts';
import { Database, migrate } from '../platform/database/index.ts';
import { BlindIndex, type MasterKey, type Unlocked, unlock, Vault, VaultOpening } from '../platform/vault/index.ts';
import { errorCode, StartupError } from '../kernel/startup-error.ts';
import { takenOverTables } from './sealed-tables.ts';

/** A database that can be worked with. */
export interface PreparedDatabase {
  readonly databaseUrl: string;
  /** Opens the keys of its vault. */
  readonly masterKey: MasterKey;
  /** The migrations that ran. */
  readonly migrated: readonly string[];
}

/**
 * Tries the master key, brings the tables up to date, and seals what an older version wrote in the clear.
 *
 * @throws StartupError when the database cannot be used or its vault not be opened; nothing in it has been touched then
 */
export async function prepareDatabase(databaseUrl: string, settings: Settings, clock: Clock): Promise<PreparedDatabase> {
  const unlocked = await unlock(databaseUrl, masterKeyOf(settings)).catch(explain);
  const migrated = await migrate(databaseUrl).catch(explain);
  await openVault(databaseUrl, unlocked, clock).catch(explain);
  return { databaseUrl, masterKey: unlocked.master, migrated };
}

/** Only the embedded default keeps a key by itself. */
const masterKeyOf = ({
  vaultKey,
  vaultKeyPrevious,
  databaseUrl,
  production,
  dataDir,
}: Settings): Parameters<typeof unlock>[1] => ({
  given: vaultKey,
  previous: vaultKeyPrevious,
  file: databaseUrl === null && !production ? join(dataDir, 'vault.key') : null,
});

async function openVault(url: string, unlocked: Unlocked, clock: Clock): Promise<void> {
  const database = new Database(await createDataSource({ url, pool: 2 }).initialize());
  try {
    const opening = new VaultOpening(database, clock);
    const ring = await opening.keys(unlocked);
    await opening.sealPlain(takenOverTables(new Vault(ring), new BlindIndex(ring)));
  } finally {
    await database.onApplicationShutdown();
  }
}

function explain(error: unknown): never {
  if (error instanceof StartupError) throw error;
  throw new StartupError(
    `The database cannot be used (${errorCode(error)}): check DATABASE_URL and that PostgreSQL 15 or later runs there.`,
    { cause: error },
  );
}
