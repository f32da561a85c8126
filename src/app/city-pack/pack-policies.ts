import type { Problem, TableRow } from '../../kernel/table.ts';
import {
  type CasePolicies,
  type Category,
  EXTENSION_COLUMNS,
  EXTENSION_REASON_COLUMNS,
  parseExtensionReasons,
  parseExtensionSteps,
  parseSupplementPolicy,
  SUPPLEMENT_COLUMNS,
} from '../../modules/catalog/index.ts';
import { readCsv } from '../../platform/csv/index.ts';

/** The text of a file of the pack, null when there is none; and where to put what is wrong with it. */
export interface Reading {
  readonly read: (name: string) => string | null;
  readonly problems: Problem[];
}

/** What the city decided about the time limits of its cases: `extensions.csv`, `extension_reasons.csv`, `supplements.csv`. */
export function readPolicies(categories: readonly Category[], reading: Reading): CasePolicies {
  const { steps, problems: wrongSteps } = parseExtensionSteps(
    'extensions.csv',
    rowsOf('extensions.csv', EXTENSION_COLUMNS, reading),
  );
  const { reasons, problems: wrongReasons } = parseExtensionReasons(
    'extension_reasons.csv',
    rowsOf('extension_reasons.csv', EXTENSION_REASON_COLUMNS, reading),
  );
  const { policy, problems: wrongRules } = parseSupplementPolicy(
    'supplements.csv',
    rowsOf('supplements.csv', SUPPLEMENT_COLUMNS, reading),
    categories,
  );
  reading.problems.push(...wrongSteps, ...wrongReasons, ...wrongRules);
  return { extensions: { steps, reasons }, supplements: policy };
}

function rowsOf(file: string, columns: readonly string[], { read, problems }: Reading): TableRow[] {
  const text = read(file);
  if (text === null) {
    problems.push({ file, line: 1, reason: 'the file is missing' });
    return [];
  }
  const { rows, problems: unreadable } = readCsv(file, text, columns);
  problems.push(...unreadable);
  return rows;
}
