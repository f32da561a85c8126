import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import pg from 'pg';
import { errorCode, StartupError } from '../../kernel/startup-error.ts';
import { KEY_BYTES } from './cipher.ts';
import { MasterKey } from './master-key.ts';
import type { WrappedKey } from './vault-key.ts';

/** Where the master key may come from. */
export interface MasterKeySources {
  /** VAULT_KEY, and the one before it. */
  readonly given: Buffer | null;
  readonly previous: Buffer | null;
  /** Where an installation without VAULT_KEY keeps one of its own; null: it must be given. */
  readonly file: string | null;
}

/** The master key, and the one whose place it takes, where it does. */
export interface Unlocked {
  readonly master: MasterKey;
  readonly previous: MasterKey | null;
}

/**
 * Finds the master key and tries it on the keys in the database, before anything there is touched; only a new installation of its own
 * makes one.
 *
 * @throws StartupError when there is none, or it does not open them
 */
export async function unlock(databaseUrl: string, sources: MasterKeySources): Promise<Unlocked> {
  if (sources.given === null && sources.file === null) throw new StartupError(NOT_SET);
  const keys = await wrappedKeys(databaseUrl);
  const master = new MasterKey(sources.given ?? keyInFile(sources.file!, keys.length === 0));
  const previous = sources.previous && new MasterKey(sources.previous);
  if (!keys.every((key) => opens(master, key) || (previous && opens(previous, key))))
    throw new StartupError(sources.given ? WRONG : `${sources.file} ${WRONG_FILE}`);
  return { master, previous };
}

const NOT_SET =
  'VAULT_KEY is not set: it must hold the key to the personal data, 32 random bytes in base64 or hexadecimal digits ("openssl rand -base64 32" makes one).';
const WRONG =
  'VAULT_KEY does not open the personal data in this database: set the key that it was sealed with, or name that one in VAULT_KEY_PREVIOUS to change it.';
const WRONG_FILE = 'does not open the personal data in this database: restore the file that belongs to it.';

async function wrappedKeys(url: string): Promise<WrappedKey[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'paian-vault' });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ known: boolean }>(`SELECT to_regclass('vault_keys') IS NOT NULL AS known`);
    if (!tables[0]!.known) return [];
    const { rows } = await client.query<WrappedKey>(
      `SELECT k.id, k.purpose, k.state, k.wrapped, k.wrapped_by AS "wrappedBy" FROM vault_keys k WHERE k.state <> 'RETIRED'`,
    );
    return rows;
  } finally {
    await client.end();
  }
}

function opens(master: MasterKey, { id, purpose, wrapped, wrappedBy }: WrappedKey): boolean {
  if (master.fingerprint !== wrappedBy) return false;
  try {
    master.unwrap(wrapped, id, purpose);
    return true;
  } catch {
    return false;
  }
}

/** @param mayMake whether nothing was sealed yet @throws StartupError */
function keyInFile(file: string, mayMake: boolean): Buffer {
  const found = read(file) ?? (mayMake ? make(file) : null);
  if (found === null)
    throw new StartupError(
      `The file ${file} is missing, and without it nobody can read the personal data in the database: restore it.`,
    );
  if (found.length !== KEY_BYTES) throw new StartupError(`The file ${file} holds no key: restore it from where you keep a copy.`);
  return found;
}

function read(file: string): Buffer | null {
  try {
    return Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw unusable(file, error);
  }
}

/** Whole or not at all; of two that start at once one makes it. */
function make(file: string): Buffer | null {
  const unfinished = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(unfinished, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flush: true });
    linkSync(unfinished, file);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw unusable(file, error);
  } finally {
    rmSync(unfinished, { force: true });
  }
  return read(file);
}

const unusable = (file: string, error: unknown): StartupError =>
  new StartupError(`The file ${file} cannot be used (${errorCode(error)}): make it readable and its folder writable.`, {
    cause: error,
  });
