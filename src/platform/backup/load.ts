import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { from } from 'pg-copy-streams';
import { inOrderOfReferences, readReferences, readTables } from './catalogue.ts';
import type { Manifest, TablePart } from './manifest.ts';

/** The tables are not those of the backup. */
export class OtherTables extends Error {
  override readonly name = 'OtherTables';
}

/** Whether a database holds anything: tables, of whomever. */
export async function isEmptyDatabase(url: string): Promise<boolean> {
  return connected(url, async (client) => {
    const { rows } = await client.query<{ n: number }>(
      `SELECT count(*)::integer AS n
       FROM pg_class t
       JOIN pg_namespace n ON n.oid = t.relnamespace
       WHERE t.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_toast%'`,
    );
    return rows[0]!.n === 0;
  });
}

/**
 * Puts the rows of a backup into tables that were just made: all of them, or none.
 *
 * @param url with the owner of the tables
 * @throws OtherTables
 */
export async function loadTables(url: string, folder: string, { tables, sequences }: Manifest): Promise<void> {
  await connected(url, async (client) => {
    await client.query('BEGIN');
    await client.query('SET LOCAL statement_timeout = 0');
    await assertSameTables(client, tables);
    for (const table of inOrderOfReferences(tables, await readReferences(client))) await loadTable(client, table, folder);
    for (const { name, last, called } of sequences) {
      await client.query('SELECT setval($1::regclass, $2::bigint, $3)', [client.escapeIdentifier(name), last, called]);
    }
    await client.query('COMMIT');
    await client.query('ANALYZE');
  });
}

async function loadTable(client: pg.Client, { name, columns, rows }: TablePart, folder: string): Promise<void> {
  const list = columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const loaded = client.query(from(`COPY ${client.escapeIdentifier(name)} (${list}) FROM STDIN`));
  await pipeline(createReadStream(join(folder, 'tables', `${name}.copy.gz`)), createGunzip(), loaded);
  if (loaded.rowCount !== rows) throw new OtherTables(`${name} has ${loaded.rowCount} rows, and had ${rows}`);
}

async function assertSameTables(client: pg.Client, tables: readonly TablePart[]): Promise<void> {
  const shapeOf = ({ name, columns }: { name: string; columns: readonly string[] }): string =>
    `${name} (${[...columns].sort().join(', ')})`;
  const [made, wanted] = [(await readTables(client)).map(shapeOf), tables.map(shapeOf)];
  const different = [...made.filter((shape) => !wanted.includes(shape)), ...wanted.filter((shape) => !made.includes(shape))];
  if (different.length > 0) throw new OtherTables(different[0]);
}

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'paian-restore' });
  client.on('error', () => undefined); // whoever waits for an answer is told
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
