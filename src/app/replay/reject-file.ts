import { closeSync, openSync, writeSync } from 'node:fs';
import { stringify } from 'csv-stringify/sync';
import { errorCode, StartupError } from '../../kernel/startup-error.ts';
import { CASE_COLUMNS, type CaseRecord } from './case-file.ts';
import type { RowRefusal } from './row-to-petition.ts';

/**
 * The rows that were not registered, each with the reason. It has the columns of a case file: corrected, it can be replayed itself. A
 * record that could not be read stands as it was in `unreadable`.
 */
export const REJECT_COLUMNS = ['file', 'line', 'code', 'reason', ...CASE_COLUMNS, 'unreadable'] as const;

/** One line of the reject file, with its line end. */
export function rejectLine(file: string, record: CaseRecord, { code, reason }: RowRefusal): string {
  const original = CASE_COLUMNS.map((column) => record.cell(column));
  return stringify([[file, record.line, code, reason, ...original, record.unreadable?.text ?? '']]);
}

/** Writes rejected rows as they come, so that a replay that is killed leaves them too. */
export class RejectFile {
  /** @param file the name of the case file */
  private constructor(
    private readonly path: string,
    private readonly file: string,
    private readonly descriptor: number,
  ) {}

  /** Begins an empty file. @throws StartupError when it cannot be written */
  static open(path: string, file: string): RejectFile {
    const rejects = new RejectFile(
      path,
      file,
      orSay(path, () => openSync(path, 'w')),
    );
    rejects.append(stringify([[...REJECT_COLUMNS]]));
    return rejects;
  }

  write(record: CaseRecord, refusal: RowRefusal): void {
    this.append(rejectLine(this.file, record, refusal));
  }

  close(): void {
    closeSync(this.descriptor);
  }

  private append(text: string): void {
    orSay(this.path, () => writeSync(this.descriptor, text));
  }
}

function orSay<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new StartupError(`${path} cannot be written (${errorCode(error)}): name another file with --rejects.`);
  }
}
