import { claimedTwice, problemsIn, readRegister } from '../../../../kernel/register.ts';
import type { Problem, TableRow } from '../../../../kernel/table.ts';
import type { Category } from '../../domain/category.ts';

/** Columns of `supplements.csv`; `note` is for the clerk and is not loaded. */
export const SUPPLEMENT_COLUMNS = ['category', 'category_group', 'pauses', 'note'] as const;

/** Whether the clock stands still while a petitioner is asked something (補正); the statute (行政程序法 §171 II) leaves it open. */
export interface SupplementRule {
  /** Null puts no condition. */
  readonly category: string | null;
  readonly group: string | null;
  readonly pauses: boolean;
}

export type SupplementPolicy = readonly SupplementRule[];

type Named = Pick<Category, 'code' | 'groupCode'>;

/** The rule of the category decides, else that of its group, else the general one; without any the clock runs on. */
export function pausesClock(policy: SupplementPolicy, category: Named | null): boolean {
  const rule =
    policy.find((each) => each.category !== null && each.category === category?.code) ??
    policy.find((each) => each.group !== null && each.group === category?.groupCode) ??
    policy.find((each) => each.category === null && each.group === null);
  return rule?.pauses ?? false;
}

/** Reads and judges `supplements.csv`. A line without category and group is the general rule. */
export function parseSupplementPolicy(
  file: string,
  rows: readonly TableRow[],
  categories: readonly Named[],
): { policy: SupplementRule[]; problems: Problem[] } {
  const codes = new Set(categories.map(({ code }) => code));
  const groups = new Set(categories.map(({ groupCode }) => groupCode));
  const { lines, problems } = readRegister(file, rows, (reader): SupplementRule => {
    const [category, group] = [
      reader.optional('category', /^\S+$/, 'a code'),
      reader.optional('category_group', /^\S+$/, 'a code'),
    ];
    if (category !== null && group !== null) reader.report('category_group', 'stands beside a category: name one of the two');
    if (category !== null && !codes.has(category)) reader.report('category', `there is no category ${category}`);
    if (group !== null && !groups.has(group)) reader.report('category_group', `there is no group ${group}`);
    return { category, group, pauses: reader.flag('pauses') };
  });
  const claims = lines.map(({ entry, line }) => ({ key: entry.category ?? entry.group ?? 'the general rule', line }));
  problems.push(...problemsIn(file, claimedTwice(claims, 'category')));
  return { policy: lines.map(({ entry }) => entry), problems };
}
