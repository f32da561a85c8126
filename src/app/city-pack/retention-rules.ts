import { parseRetention, RETENTION_COLUMNS, type RetentionPolicy } from '../../modules/records/index.ts';
import { readCsv } from '../../platform/csv/index.ts';
import type { Reading } from './pack-policies.ts';
import type { PackTables } from './pack-tables.ts';

const FILE = 'retention.csv';

/** Reads how long a city keeps its cases: it has to say so. */
export function readRetention({ categories }: Pick<PackTables, 'categories'>, { read, problems }: Reading): RetentionPolicy {
  const text = read(FILE);
  if (text === null) {
    problems.push({ file: FILE, line: 1, reason: 'the file is missing' });
    return { classes: [] };
  }
  const { rows, problems: unreadable } = readCsv(FILE, text, RETENTION_COLUMNS);
  const { classes, problems: found } = parseRetention(FILE, rows, categories);
  problems.push(...unreadable, ...(unreadable.length > 0 ? [] : found));
  return { classes };
}
