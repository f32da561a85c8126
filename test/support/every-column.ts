import { type Db, sql } from '../../src/platform/database/index.ts';

/** Where a text lies in the clear: `table.column` of every column of every table of the program in which it is, whatever its type. */
export async function columnsWith(db: Db, texts: readonly string[]): Promise<string[]> {
  const columns = await db.query<{ schema: string; table: string; column: string; type: string }>(sql`
    SELECT c.table_schema AS schema, c.table_name AS "table", c.column_name AS "column", c.data_type AS type
    FROM information_schema.columns c
    JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema IN ('public', 'bullmq') AND t.table_type = 'BASE TABLE'
    ORDER BY c.table_name, c.column_name`);
  const found: string[] = [];
  for (const { schema, table, column, type } of columns) {
    const rows = await db.query<{ value: string | Buffer }>({
      text: `SELECT ${type === 'bytea' ? `t."${column}"` : `t."${column}"::text`} AS value FROM "${schema}"."${table}" t WHERE t."${column}" IS NOT NULL`,
      values: [],
    } as never);
    const bytes = rows.map(({ value }) => Buffer.from(value as string));
    if (texts.some((text) => bytes.some((value) => value.includes(text)))) found.push(`${table}.${column}`);
  }
  return found;
}
