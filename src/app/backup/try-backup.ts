import { errorCode } from '../../kernel/startup-error.ts';
import { SealedPetitioners } from '../../modules/petitions/index.ts';
import { ChainReadModel, type Verification, Verifier } from '../../platform/audit/index.ts';
import { listedFiles } from '../../platform/backup/index.ts';
import { SystemClock } from '../../platform/clock/index.ts';
import { createDataSource } from '../../platform/database/data-source.ts';
import { Database, migrate } from '../../platform/database/index.ts';
import { SHARDS } from '../../platform/ports/index.ts';
import { BlindIndex, unlock, Vault, VaultOpening } from '../../platform/vault/index.ts';
import { startThrowAwayDatabase } from '../throw-away-database.ts';
import type { Backup } from './backup-folder.ts';
import type { KeysAtHand } from './keys-at-hand.ts';
import { damages, loadBackup } from './load-backup.ts';
import { TrialReadModel } from './trial.read-model.ts';

/** So many petitioners of each end are opened. */
const OPENED = 50;

/** What a trial found. */
export interface Findings {
  /** In words; none: the backup is sound. */
  readonly problems: readonly string[];
  /** Null when it was damaged, and so not restored. */
  readonly restored: {
    readonly verification: Verification;
    /** Files that are what their rows say. */
    readonly files: number;
    /** Files that were missing before the backup was made. */
    readonly missing: number;
    /** Petitioners whose details open; null: no key was given. */
    readonly opened: number | null;
  } | null;
}

type StopLater = (stop: () => Promise<unknown>) => void;

/**
 * Restores a backup into a server that is thrown away, and looks whether it is a city: its record whole, its files those of its rows, its
 * personal data opening. Changes nothing elsewhere.
 *
 * @throws StartupError when it cannot be tried
 */
export async function tryBackup(backup: Backup, keys: KeysAtHand | null, stopLater: StopLater): Promise<Findings> {
  const damaged = await damages(backup);
  if (damaged.length > 0) return { problems: damaged, restored: null };
  const { url, ownerUrl } = await startThrowAwayDatabase('trial', stopLater);
  await loadBackup(backup, { url, ownerUrl });
  await migrate(ownerUrl); // as the next start would
  const database = new Database(await createDataSource({ url: ownerUrl, pool: 2 }).initialize());
  try {
    const verification = await new Verifier(database, new ChainReadModel()).verify();
    const files = await compareFiles(database, backup);
    const opened = keys && (await openSome(database, ownerUrl, keys));
    const problems = [...recordProblems(verification, backup), ...files.problems, ...(opened?.problems ?? [])];
    return { problems, restored: { verification, files: files.same, missing: files.missing, opened: opened?.count ?? null } };
  } finally {
    await database.onApplicationShutdown();
  }
}

function recordProblems({ firstBreak, lastAnchor }: Verification, { manifest }: Backup): string[] {
  const same = lastAnchor?.head === manifest.lastAnchor?.head;
  return [
    ...(firstBreak === null ? [] : [`the record is broken: ${firstBreak}`]),
    ...(same ? [] : ['the last anchor of the record is not the one that the manifest names']),
  ];
}

async function compareFiles(database: Database, { path, manifest }: Backup) {
  const found = { problems: [] as string[], same: 0, missing: 0 };
  const reader = new TrialReadModel();
  const listed = new Set(manifest.shards.map(({ shard }) => shard));
  for (const shard of SHARDS) {
    const files = new Map((listed.has(shard) ? await listedFiles(path, shard) : []).map(({ key, sha256 }) => [key, sha256]));
    for (const { id, sha256, missing } of await reader.attachments(database, shard)) {
      const kept = files.get(id);
      if (kept === sha256) found.same += 1;
      else if (kept === undefined && missing) found.missing += 1;
      else found.problems.push(`the file of attachment ${id} is ${kept === undefined ? 'missing' : 'not what its row says'}`);
    }
  }
  return found;
}

async function openSome(database: Database, url: string, { given, previous }: KeysAtHand) {
  const ring = await new VaultOpening(database, new SystemClock()).keys(await unlock(url, { given, previous, file: null }));
  const petitioners = new SealedPetitioners(new Vault(ring), new BlindIndex(ring));
  const rows = await new TrialReadModel().petitioners(database, OPENED);
  const problems: string[] = [];
  for (const row of rows) {
    await petitioners.open(row).catch((error: unknown) => {
      problems.push(`the petitioner of petition ${row.petitionId} does not open (${errorCode(error)})`);
    });
  }
  return { count: rows.length - problems.length, problems };
}
