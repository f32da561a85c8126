import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to } from 'pg-copy-streams';
import { readSequenceNames, readTables, type TableShape } from './catalogue.ts';
import type { Described, SequenceState, TablePart } from './manifest.ts';
import { OURS_ALONE, writePart } from './parts.ts';

/** What was written of a database. */
export interface Dump extends Described {
  readonly tables: readonly TablePart[];
  readonly sequences: readonly SequenceState[];
}

/** A database that holds no tables of this program. */
export class NothingToDump extends Error {
  override readonly name = 'NothingToDump';
}

/** Values are written as every version of PostgreSQL reads them, whatever the database's own settings are. */
const AS_WRITTEN = `SET LOCAL DateStyle = 'ISO'; SET LOCAL IntervalStyle = 'postgres'; SET LOCAL TimeZone = 'UTC'; SET LOCAL bytea_output = 'hex';
  SET LOCAL extra_float_digits = 1; SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0`;

/**
 * Writes all rows of all tables as they are at one instant, while everybody works on: nobody waits for it but a migration.
 *
 * @param url with any role that may read the tables
 * @param folder in which `tables/` is made
 * @throws NothingToDump
 */
export async function dumpTables(url: string, folder: string): Promise<Dump> {
  const client = new pg.Client({ connectionString: url, application_name: 'paian-backup' });
  client.on('error', () => undefined); // whoever waits for an answer is told
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    await client.query(AS_WRITTEN);
    const described = await describe(client);
    const place = join(folder, 'tables');
    await mkdir(place, { mode: OURS_ALONE.folder });
    const tables: TablePart[] = [];
    for (const table of await readTables(client)) tables.push(await dumpTable(client, table, place));
    const sequences = await readSequences(client); // after the rows: a number is never behind those that were given out
    await client.query('COMMIT');
    return { ...described, tables, sequences };
  } finally {
    await client.end();
  }
}

async function dumpTable(client: pg.Client, { name, columns }: TableShape, folder: string): Promise<TablePart> {
  const list = columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const rows = client.query(to(`COPY (SELECT ${list} FROM ${client.escapeIdentifier(name)}) TO STDOUT`));
  const part = await writePart(rows, join(folder, `${name}.copy.gz`), [createGzip()]);
  return { name, columns, rows: rows.rowCount, ...part };
}

async function describe(client: pg.Client): Promise<Described> {
  const one = async <Row extends object>(statement: string): Promise<Row | null> =>
    (await client.query<Row>(statement)).rows[0] ?? null;
  const known = await one<{ known: boolean }>(
    `SELECT to_regclass('schema_migrations') IS NOT NULL AND to_regclass('facts') IS NOT NULL AS known`,
  );
  if (!known!.known) throw new NothingToDump();
  const schema = await client.query<{ name: string }>('SELECT m.name FROM schema_migrations m ORDER BY m.timestamp, m.name');
  const keys = await client.query<{ by: string }>(
    `SELECT DISTINCT k.wrapped_by AS by FROM vault_keys k WHERE k.state <> 'RETIRED' ORDER BY 1`,
  );
  return {
    schema: schema.rows.map(({ name }) => name),
    vaultKeys: keys.rows.map(({ by }) => by),
    lastAnchor: await one(`SELECT a.day::text, encode(a.head, 'hex') AS head FROM anchors a ORDER BY a.day DESC LIMIT 1`),
    lastLink: await one(`SELECT l.no::text, encode(l.hash, 'hex') AS hash FROM fact_links l ORDER BY l.no DESC LIMIT 1`),
  };
}

async function readSequences(client: pg.Client): Promise<SequenceState[]> {
  const found: SequenceState[] = [];
  for (const name of await readSequenceNames(client)) {
    const { rows } = await client.query<{ last: string; called: boolean }>(
      `SELECT s.last_value::text AS last, s.is_called AS called FROM ${client.escapeIdentifier(name)} s`,
    );
    found.push({ name, ...rows[0]! });
  }
  return found;
}
