import { StartupError } from '../../kernel/startup-error.ts';
import type { Clock } from '../../platform/clock/index.ts';
import type { Settings } from '../../platform/config/index.ts';
import { type Backup, bytesOf, filesOf, removeOlder, rowsOf } from '../backup/backup-folder.ts';
import { BackupBook } from '../backup/backup-book.ts';
import { databaseToRead, keptFolder, programVersion } from '../backup/city-to-copy.ts';
import { makeBackup } from '../backup/make-backup.ts';
import { stopLater } from '../lifetime.ts';
import { type Command, readArguments, UsageError } from './command-line.ts';

/** Copies everything that there is to keep, while the city works. */
export class MakeBackup implements Command {
  readonly name = 'backup';
  readonly synopsis = 'FOLDER [--keep N]';
  readonly purpose = 'Copies the database and the files into a new folder below this one; with --keep only the newest N stay.';

  constructor(
    private readonly settings: () => Settings,
    private readonly clock: Clock,
    private readonly print: (text: string) => void,
  ) {}

  async run(args: readonly string[]): Promise<number> {
    const { options, words } = readArguments(args, ['keep'], 1);
    const [folder] = words;
    if (folder === undefined || folder === '') throw new UsageError('The folder to put it into is missing.');
    const keep = options.keep === undefined ? null : numberToKeep(options.keep);
    const settings = this.settings();
    const url = await databaseToRead(settings);
    const source = { city: settings.city, databaseUrl: url, kept: keptFolder(settings), program: programVersion() };
    const backup = await makeBackup(folder, source, this.clock.now(), stopLater);
    this.print(madeText(backup));
    await this.note(url, settings, backup);
    if (keep !== null) await this.removeOlder(folder, settings.city, keep);
    return 0;
  }

  private async note(url: string, settings: Settings, { manifest, name, sha256 }: Backup): Promise<void> {
    const record = { id: manifest.id, name, madeAt: new Date(manifest.madeAt), bytes: bytesOf(manifest), sha256 };
    const why = await BackupBook.note(url, settings, (book) => book.made(record));
    if (why !== null) this.print(`It is whole, but the record does not say that it was made (${why}).\n`);
  }

  private async removeOlder(folder: string, city: string, keep: number): Promise<void> {
    const gone = await removeOlder(folder, city, keep).catch((error: unknown) => {
      throw new StartupError(`The backup is whole, but older ones could not be removed from ${folder}.`, { cause: error });
    });
    for (const name of gone) this.print(`Removed ${name}.\n`);
  }
}

function numberToKeep(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new UsageError('--keep is a whole number, 1 or more.');
  return Number(text);
}

const madeText = ({ path, manifest, sha256 }: Backup): string =>
  `Wrote ${path}: ${rowsOf(manifest)} rows of ${manifest.tables.length} tables and ${filesOf(manifest)} files, ${bytesOf(manifest)} bytes.\n` +
  `SHA-256 of its manifest: ${sha256}\n`;
