import type { Fact } from '../../kernel/fact.ts';

/** Everything in the database and the folder of files was copied. */
export type BackupMade = Fact<'backup.made', { readonly name: string; readonly bytes: number; readonly sha256: string }>;

/** It was restored elsewhere and looked through. */
export type BackupTried = Fact<'backup.tried', { readonly name: string; readonly sound: boolean; readonly problems: number }>;

/** This database was made from it: what happened between the backup and this fact is not in the record. */
export type BackupRestored = Fact<'backup.restored', { readonly name: string; readonly madeAt: string; readonly sha256: string }>;

const fact =
  <F extends Fact>(type: F['type']) =>
  (id: string, data: F['data']): F =>
    ({ type, subject: { kind: 'backup', id }, data }) as F;

export const backupMade = fact<BackupMade>('backup.made');
export const backupTried = fact<BackupTried>('backup.tried');
export const backupRestored = fact<BackupRestored>('backup.restored');
