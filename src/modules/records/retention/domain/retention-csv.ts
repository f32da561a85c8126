import { claimedTwice, problemsIn, readRegister } from '../../../../kernel/register.ts';
import type { Problem, TableRow } from '../../../../kernel/table.ts';
import type { Category } from '../../../catalog/index.ts';
import type { RetentionClass } from './retention-policy.ts';

/** Columns of `retention.csv`. `categories` names categories and groups of them. */
export const RETENTION_COLUMNS = ['class', 'years', 'action', 'categories', 'basis'] as const;

/** Nothing is kept longer than the archives law knows of, short of permanently. */
const MOST_YEARS = 100;

/** Reads and judges `retention.csv`. The one line without categories is the class of everything else. */
export function parseRetention(
  file: string,
  rows: readonly TableRow[],
  categories: readonly Pick<Category, 'code' | 'groupCode'>[],
): { readonly classes: RetentionClass[]; readonly problems: Problem[] } {
  const { lines, problems } = readRegister(file, rows, (reader): RetentionClass => {
    const named = reader.list('categories');
    const meant = named.map((name) =>
      categories.filter(({ code, groupCode }) => code === name || groupCode === name).map(({ code }) => code),
    );
    for (const [i, found] of meant.entries()) {
      if (found.length === 0) reader.report('categories', `there is no category or group ${named[i]}`);
    }
    return {
      code: reader.matching('class', /^[A-Z][A-Z0-9_-]{0,39}$/, 'a code in capitals'),
      years: reader.count('years', MOST_YEARS), // less than a year is no retention
      action: reader.oneOf('action', ['ANONYMISE']),
      categories: [...new Set(meant.flat())],
      basis: reader.text('basis', 200),
    };
  });
  const claims = lines.flatMap(({ entry, line }) => entry.categories.map((key) => ({ key, line })));
  problems.push(
    ...problemsIn(file, claimedTwice(lines.map(({ entry, line }) => ({ key: entry.code, line })), 'class')), // prettier-ignore
    ...problemsIn(file, claimedTwice(claims, 'categories')),
  );
  const general = lines.filter(({ entry }) => entry.categories.length === 0);
  if (problems.length === 0 && general.length !== 1) {
    problems.push({
      file,
      line: general[1]?.line ?? 1,
      column: 'categories',
      reason: `${general.length} lines name no category: one has to, for everything that no other line names`,
    });
  }
  return { classes: lines.map(({ entry }) => entry), problems };
}
