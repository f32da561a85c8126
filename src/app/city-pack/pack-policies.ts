import type { Problem, TableRow } from '../../kernel/table.ts';
import { type Category, parsePolicies, POLICY_FILES, type TimeLimitPolicies } from '../../modules/catalog/index.ts';
import { readCsv } from '../../platform/csv/index.ts';

/** The text of a file of the pack, null when there is none; and where to put what is wrong with it. */
export interface Reading {
  readonly read: (name: string) => string | null;
  readonly problems: Problem[];
}

/** What the city decided about the time limits of its cases. */
export function readPolicies(categories: readonly Category[], reading: Reading): TimeLimitPolicies {
  const rowsOf = (file: keyof typeof POLICY_FILES): TableRow[] => readRows(file, POLICY_FILES[file], reading);
  const rows = {
    'extensions.csv': rowsOf('extensions.csv'),
    'extension_reasons.csv': rowsOf('extension_reasons.csv'),
    'supplements.csv': rowsOf('supplements.csv'),
  };
  const { policies, problems } = parsePolicies(rows, categories);
  reading.problems.push(...problems);
  return policies;
}

function readRows(file: string, columns: readonly string[], { read, problems }: Reading): TableRow[] {
  const text = read(file);
  if (text === null) {
    problems.push({ file, line: 1, reason: 'the file is missing' });
    return [];
  }
  const { rows, problems: unreadable } = readCsv(file, text, columns);
  problems.push(...unreadable);
  return rows;
}
