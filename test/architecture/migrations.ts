import type { Source } from './sources.ts';

/** What a migration does, without what would undo it. */
const upOf = (text: string): string => text.split(/^-- down\b.*$/m)[0] ?? '';

/** The same text with comments and quoted words blanked out, so that positions stay. */
const withoutWords = (text: string): string =>
  text.replaceAll(/--.*$/gm, (comment) => ' '.repeat(comment.length)).replaceAll(/'[^']*'/g, (word) => ' '.repeat(word.length));

/** The tables that exist after these migrations. */
export function migratedTables(migrations: readonly Source[]): string[] {
  const tables = new Set<string>();
  for (const { text } of migrations) {
    for (const [, made, dropped] of withoutWords(upOf(text)).matchAll(
      /\bCREATE\s+(?:UNLOGGED\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(\w+)(?!\w|\s+PARTITION\s+OF)|\bDROP\s+TABLE\s+(?:IF\s+EXISTS\s+)?([\w\s,]+)/gi,
    )) {
      if (made !== undefined) tables.add(made);
      for (const name of dropped?.split(/[\s,]+/) ?? []) tables.delete(name);
    }
  }
  return [...tables];
}

/** A rule that the database keeps. */
export interface Constraint {
  /** Null when PostgreSQL names it. */
  readonly name: string | null;
  readonly at: string;
  /** Marked `-- internal`: only a mistake of ours can violate it. */
  readonly internal: boolean;
}

const CONSTRAINT =
  /(?:\bCONSTRAINT\s+(\w+)\s+)?(?:\bPRIMARY\s+KEY|\bUNIQUE(?!\s+INDEX)|\bCHECK|\bEXCLUDE|\bFOREIGN\s+KEY\s*\([^)]*\)\s*REFERENCES|\bREFERENCES)\b|\bCREATE\s+UNIQUE\s+INDEX\s+(?:CONCURRENTLY\s+)?(?:IF\s+NOT\s+EXISTS\s+)?(\w+)/gi;
const DROPPED = /\bDROP\s+(?:CONSTRAINT|INDEX)\s+(?:CONCURRENTLY\s+)?(?:IF\s+EXISTS\s+)?(\w+)/gi;

/** The keys, unique rules, checks and references that exist after these migrations. */
export function migratedConstraints(migrations: readonly Source[]): Constraint[] {
  let constraints: Constraint[] = [];
  for (const file of migrations) {
    const text = upOf(file.text);
    const words = withoutWords(text);
    const dropped = [...words.matchAll(DROPPED)].map(([, name]) => name);
    constraints = constraints.filter(({ name }) => name === null || !dropped.includes(name));
    for (const match of words.matchAll(CONSTRAINT)) {
      const { line, rest } = lineAt(text, match.index);
      constraints.push({
        name: match[1] ?? match[2] ?? null,
        at: `${file.path}:${line}`,
        internal: /--.*\binternal\b/.test(rest),
      });
    }
  }
  return constraints;
}

function lineAt(text: string, index: number): { readonly line: number; readonly rest: string } {
  const end = text.indexOf('\n', index);
  return { line: text.slice(0, index).split('\n').length, rest: text.slice(index, end < 0 ? undefined : end) };
}
