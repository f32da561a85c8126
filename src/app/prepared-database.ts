import { join } from 'node:path';
import { SealedMessages } from '../modules/notifications/index.ts';
import { SealedPetitioners } from '../modules/petitions/index.ts';
import type { Clock } from '../platform/clock/index.ts';
import type { Settings } from '../platform/config/index.ts';
import { createDataSource } from '../platform/database/data-source.ts';
import { Database, migrate } from '../platform/database/index.ts';
import { SealedAnswers } from '../platform/http/index.ts';
import { BlindIndex, type KeyRing, type MasterKey, type Unlocked, unlock, Vault, VaultOpening } from '../platform/vault/index.ts';
import { errorCode, StartupError } from '../kernel/startup-error.ts';

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
    const opening = new VaultOpening(database, () => clock.now());
    await opening.sealPlain(sealedTables(await opening.keys(unlocked)));
  } finally {
    await database.onApplicationShutdown();
  }
}

/** Every table that holds something sealed. */
function sealedTables(ring: KeyRing): [SealedPetitioners, SealedMessages, SealedAnswers] {
  const [vault, index] = [new Vault(ring), new BlindIndex(ring)];
  return [new SealedPetitioners(vault, index), new SealedMessages(vault, index), new SealedAnswers(vault)];
}

function explain(error: unknown): never {
  if (error instanceof StartupError) throw error;
  throw new StartupError(
    `The database cannot be used (${errorCode(error)}): check DATABASE_URL and that PostgreSQL 15 or later runs there.`,
    { cause: error },
  );
}
