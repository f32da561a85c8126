import type { Settings } from '../../platform/config/index.ts';
import { type Backup, bytesOf, filesOf, openBackup, rowsOf } from '../backup/backup-folder.ts';
import { BackupBook } from '../backup/backup-book.ts';
import { fileFolder } from '../backup/city-to-copy.ts';
import { assertTheyOpen, keysAtHand } from '../backup/keys-at-hand.ts';
import { assertRestorable, restoreBackup } from '../backup/restore-backup.ts';
import { databaseInUse } from '../database-in-use.ts';
import { migrateDatabase } from '../migrate-database.ts';
import { type Command, readArguments, UsageError } from './command-line.ts';

/** Puts a backup where there is nothing; the next start goes on from it. */
export class RestoreBackup implements Command {
  readonly name = 'backup:restore';
  readonly synopsis = 'BACKUP';
  readonly purpose =
    'Puts a backup into an empty database and an empty folder of files; the program goes on from there when it is started.';

  constructor(
    private readonly settings: () => Settings,
    private readonly print: (text: string) => void,
  ) {}

  async run(args: readonly string[]): Promise<number> {
    const [folder] = readArguments(args, [], 1).words;
    if (folder === undefined || folder === '') throw new UsageError('The folder of the backup is missing.');
    const settings = this.settings();
    const backup = await openBackup(folder);
    const keys = keysAtHand(settings);
    if (keys) assertTheyOpen(keys, backup.manifest);
    await assertRestorable(backup, settings.city);
    const database = await databaseInUse(settings);
    await restoreBackup(backup, { city: settings.city, database, files: fileFolder(settings) });
    await migrateDatabase(database, settings); // from the version of the backup to this one, and the queue, which is in no backup
    this.print(restoredText(backup, keys !== null));
    await this.note(database.url, settings, backup);
    return 0;
  }

  private async note(url: string, settings: Settings, { manifest, name, sha256 }: Backup): Promise<void> {
    const record = { id: manifest.id, name, madeAt: new Date(manifest.madeAt), bytes: bytesOf(manifest), sha256 };
    const why = await BackupBook.note(url, settings, (book) => book.restored(record));
    if (why !== null) this.print(`The record does not say that it was restored (${why}).\n`);
  }
}

function restoredText({ manifest, name }: Backup, hasKey: boolean): string {
  const lines = [
    `Restored ${name} of ${manifest.madeAt}: ${rowsOf(manifest)} rows of ${manifest.tables.length} tables and ${filesOf(manifest)} files.`,
    ...(hasKey ? [] : [`Before the start put back the key of that time: its fingerprint is ${manifest.vaultKeys.join(', ')}.`]),
  ];
  return lines.map((line) => `${line}\n`).join('');
}
