import type { Problem, TableRow } from '../../../../kernel/table.ts';
import type { Category } from '../../domain/category.ts';
import { EXTENSION_COLUMNS, EXTENSION_REASON_COLUMNS, parseExtensionReasons, parseExtensionSteps } from './extension-csv.ts';
import type { ExtensionPolicy } from './extension-policy.ts';
import { parseSupplementPolicy, SUPPLEMENT_COLUMNS, type SupplementPolicy } from './supplement-policy.ts';

/** What the city decided about the time limits of its cases. */
export interface TimeLimitRules {
  readonly extensions: ExtensionPolicy;
  readonly supplements: SupplementPolicy;
}

/** The files that say so, each with its columns. */
export const POLICY_FILES = {
  'extensions.csv': EXTENSION_COLUMNS,
  'extension_reasons.csv': EXTENSION_REASON_COLUMNS,
  'supplements.csv': SUPPLEMENT_COLUMNS,
} as const satisfies Record<string, readonly string[]>;

export type PolicyFile = keyof typeof POLICY_FILES;

/** Reads and judges them. */
export function parsePolicies(
  rows: Readonly<Record<PolicyFile, readonly TableRow[]>>,
  categories: readonly Pick<Category, 'code' | 'groupCode'>[],
): { readonly policies: TimeLimitRules; readonly problems: readonly Problem[] } {
  const ladder = parseExtensionSteps('extensions.csv', rows['extensions.csv']);
  const known = parseExtensionReasons('extension_reasons.csv', rows['extension_reasons.csv']);
  const supplements = parseSupplementPolicy('supplements.csv', rows['supplements.csv'], categories);
  return {
    policies: { extensions: { steps: ladder.steps, reasons: known.reasons }, supplements: supplements.policy },
    problems: [...ladder.problems, ...known.problems, ...supplements.problems],
  };
}
