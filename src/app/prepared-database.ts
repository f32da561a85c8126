import { join } from 'node:path';
import type { Clock } from '../platform/clock/index.ts';
import type { Settings } from '../platform/config/index.ts';
import { createDataSource } from '../platform/database/data-source.ts';
import { Database, type DatabaseAddresses } from '../platform/database/index.ts';
import { BlindIndex, type MasterKey, type Unlocked, unlock, Vault, VaultOpening } from '../platform/vault/index.ts';
import { errorCode, StartupError } from '../kernel/startup-error.ts';
import { MIGRATE, migrateDatabase } from './migrate-database.ts';
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
export async function prepareDatabase(addresses: DatabaseAddresses, settings: Settings, clock: Clock): Promise<PreparedDatabase> {
  const owner = addresses.ownerUrl ?? addresses.url;
  const unlocked = await unlock(owner, masterKeyOf(settings)).catch(explain);
  const migrated = await migrateDatabase(addresses, settings).catch(explain);
  await openVault(owner, unlocked, clock).catch(explain);
  return { databaseUrl: addresses.url, masterKey: unlocked.master, migrated };
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

/** The role of DATABASE_URL met something that only the owner may do. */
const NOT_PERMITTED = '42501';

function explain(error: unknown): never {
  if (error instanceof StartupError) throw error;
  if (errorCode(error) === NOT_PERMITTED)
    throw new StartupError(`The database is not ready for this version: ${MIGRATE}.`, { cause: error });
  throw new StartupError(
    `The database cannot be used (${errorCode(error)}): check DATABASE_URL and that PostgreSQL 15 or later runs there.`,
    { cause: error },
  );
}
