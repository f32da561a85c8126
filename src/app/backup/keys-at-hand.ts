import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from '../../kernel/startup-error.ts';
import type { Manifest } from '../../platform/backup/index.ts';
import type { Settings } from '../../platform/config/index.ts';
import { MasterKey } from '../../platform/vault/index.ts';

/** Master keys that this process was given, or that an installation without VAULT_KEY keeps. */
export interface KeysAtHand {
  readonly given: Buffer;
  readonly previous: Buffer | null;
}

/** Null where there is none: a backup can be handled without. */
export function keysAtHand({ vaultKey, vaultKeyPrevious, databaseUrl, dataDir }: Settings): KeysAtHand | null {
  if (vaultKey !== null) return { given: vaultKey, previous: vaultKeyPrevious };
  const file = join(dataDir, 'vault.key');
  if (databaseUrl !== null || !existsSync(file)) return null;
  return { given: Buffer.from(readFileSync(file, 'utf8').trim(), 'base64'), previous: null };
}

/** @throws StartupError when they are not the keys of the backup's time */
export function assertTheyOpen({ given, previous }: KeysAtHand, { vaultKeys, madeAt }: Manifest): void {
  const held = [given, ...(previous ? [previous] : [])].map((key) => new MasterKey(key).fingerprint);
  const missing = vaultKeys.find((fingerprint) => !held.includes(fingerprint));
  if (missing === undefined) return;
  throw new StartupError(
    `VAULT_KEY does not open the personal data in this backup: set the one of ${madeAt}, whose fingerprint is ${missing}.`,
  );
}
