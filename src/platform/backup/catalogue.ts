import type pg from 'pg';

/** What migrations write about themselves: whoever restores migrates first. */
const BOOKS = ['schema_migrations', 'typeorm_metadata'];

export interface TableShape {
  readonly name: string;
  /** Those that can be written: PostgreSQL computes the others itself. */
  readonly columns: readonly string[];
}

/** One table's rows may name rows of another. */
export interface Reference {
  readonly from: string;
  readonly to: string;
}

/** Every table of the program that holds rows of its own, in the order of the alphabet. The queue's lie in another schema: it is made again from rows. */
export async function readTables(client: pg.Client): Promise<TableShape[]> {
  const { rows } = await client.query<TableShape>(
    `SELECT t.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class t
     JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE t.relnamespace = 'public'::regnamespace AND t.relkind IN ('r', 'p') AND NOT t.relispartition AND t.relname <> ALL ($1)
     GROUP BY t.relname
     ORDER BY t.relname`,
    [BOOKS],
  );
  return rows;
}

export async function readReferences(client: pg.Client): Promise<Reference[]> {
  const { rows } = await client.query<Reference>(
    `SELECT DISTINCT f.relname AS from, t.relname AS to
     FROM pg_constraint c
     JOIN pg_class f ON f.oid = c.conrelid
     JOIN pg_class t ON t.oid = c.confrelid
     WHERE c.contype = 'f' AND f.relnamespace = 'public'::regnamespace AND f.oid <> t.oid`,
  );
  return rows;
}

export async function readSequenceNames(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT s.relname AS name FROM pg_class s WHERE s.relnamespace = 'public'::regnamespace AND s.relkind = 'S' ORDER BY 1`,
  );
  return rows.map(({ name }) => name).filter((name) => !BOOKS.some((book) => name.startsWith(`${book}_`)));
}

/**
 * Tables such that each comes after those that its rows name, otherwise in the order given.
 *
 * @throws Error when tables name each other in a circle: then a migration has to make one of the references deferrable, and the loading to know
 */
export function inOrderOfReferences<Table extends { readonly name: string }>(
  tables: readonly Table[],
  references: readonly Reference[],
): Table[] {
  const ordered: Table[] = [];
  const done = new Set<string>();
  for (let left = tables; left.length > 0; left = left.filter(({ name }) => !done.has(name))) {
    const waiting = new Set(left.map(({ name }) => name));
    const ready = left.filter(({ name }) => !references.some(({ from, to }) => from === name && waiting.has(to)));
    if (ready.length === 0) throw new Error(`tables name each other in a circle: ${[...waiting].join(', ')}`);
    ordered.push(...ready);
    for (const { name } of ready) done.add(name);
  }
  return ordered;
}
