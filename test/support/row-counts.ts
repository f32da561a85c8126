import { join, Sql, sql } from '../../src/platform/database/index.ts';
import type { TestApp } from './test-app.ts';

/** Written by the passing of time or by whoever is refused, not by what was sent. */
const APART = [
  'anchors',
  'chain_end_parts',
  'chain_ends',
  'fact_deliveries',
  'fact_links',
  'schema_migrations',
  'sessions',
  'simulated_clock',
  'unsealed_facts',
];

/** How many rows lie in every table: what is refused must not change one of these numbers. */
export async function rowCounts(city: TestApp): Promise<Record<string, number>> {
  const tables = await city.rows<{ name: string }>(sql`
    SELECT t.tablename AS name FROM pg_tables t WHERE t.schemaname = 'public' AND t.tablename <> ALL (${APART})`);
  const counted = tables.map(({ name }) => new Sql([`SELECT '${name}' AS name, count(*)::integer AS rows FROM ${name}`], []));
  const rows = await city.rows<{ name: string; rows: number }>(join(counted, ' UNION ALL '));
  return Object.fromEntries(rows.map((row) => [row.name, row.rows]));
}
