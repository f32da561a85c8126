import type { Settings } from '../../platform/config/index.ts';
import { type Backup, bytesOf, filesOf, openBackup, rowsOf } from '../backup/backup-folder.ts';
import { BackupBook } from '../backup/backup-book.ts';
import { databaseAtWork } from '../backup/city-to-copy.ts';
import { assertTheyOpen, keysAtHand } from '../backup/keys-at-hand.ts';
import { type Findings, tryBackup } from '../backup/try-backup.ts';
import { stopLater } from '../lifetime.ts';
import { type Command, readArguments, UsageError } from './command-line.ts';

/** Tries a backup out: what was never restored is a hope. Changes nothing but the note of it in the record. */
export class VerifyBackup implements Command {
  readonly name = 'backup:verify';
  readonly synopsis = 'BACKUP';
  readonly purpose = 'Restores a backup into a server that is thrown away, and looks whether everything is there and in order.';

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
    const findings = await tryBackup(backup, keys, stopLater);
    this.print(findings.problems.map((problem) => `${problem}\n`).join(''));
    this.print(textOf(backup, findings));
    await this.note(settings, backup, findings);
    return findings.problems.length === 0 ? 0 : 1;
  }

  /** In the city's own record, where its database is at work and the backup is one of it. */
  private async note(settings: Settings, { manifest, name, sha256 }: Backup, { problems }: Findings): Promise<void> {
    const url = await databaseAtWork(settings);
    if (url === null) return;
    const record = { id: manifest.id, name, madeAt: new Date(manifest.madeAt), bytes: bytesOf(manifest), sha256 };
    const trial = { sound: problems.length === 0, problems: problems.length };
    const why = await BackupBook.note(url, settings, (book) => book.tried(record, trial));
    if (why !== null) this.print(`The record of the city does not say that it was tried (${why}).\n`);
  }
}

function textOf(backup: Backup, { problems, restored }: Findings): string {
  const { manifest, name } = backup;
  if (restored === null) return `The backup ${name} is damaged (${problems.length}); it was not restored.\n`;
  const { verification, files, missing, opened } = restored;
  const lines = [
    `The backup ${name} ${problems.length === 0 ? 'is sound' : `is not sound (${problems.length})`}: made at ${manifest.madeAt} by version ${manifest.program}.`,
    `Restored ${rowsOf(manifest)} rows of ${manifest.tables.length} tables; its record has ${verification.links} facts in ${verification.chains} chains under ${verification.anchors} anchors.`,
    `${filesOf(manifest)} files, of which ${files} belong to something${missing > 0 ? `; ${missing} were missing before it was made` : ''}.`,
    opened === null
      ? 'No VAULT_KEY was given, so no personal data was opened.'
      : `The personal data opens (${opened} of those who petitioned were tried).`,
  ];
  return lines.map((line) => `${line}\n`).join('');
}
