/** The form of the manifest; another number is another form. */
const FORMAT = 'paian.backup/1';

export const MANIFEST = 'manifest.json';
/** Holds the SHA-256 of the manifest as `sha256sum` writes it. */
export const MANIFEST_SUM = 'manifest.json.sha256';

/** A file of the backup as it was written. */
export interface Part {
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** All rows of a table, `tables/<name>.copy.gz`: what COPY writes as text, compressed. */
export interface TablePart extends Part {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: number;
}

export interface SequenceState {
  readonly name: string;
  /** A whole number, which may be larger than a number of JSON. */
  readonly last: string;
  readonly called: boolean;
}

/** Files whose names begin alike, `files/<shard>/<key>`; the part is the list of them, `files/<shard>.sha256`. */
export interface ShardPart extends Part {
  readonly shard: string;
  readonly files: number;
  readonly filesBytes: number;
}

/** What the database says of itself, of the instant of the backup. */
export interface Described {
  /** The migrations that made its tables, the oldest first. */
  readonly schema: readonly string[];
  /** Fingerprints of the master keys that open its vault; the keys are nowhere in a backup. */
  readonly vaultKeys: readonly string[];
  readonly lastAnchor: { readonly day: string; readonly head: string } | null;
  /** The last sealed fact; null: none was. */
  readonly lastLink: { readonly no: string; readonly hash: string } | null;
}

export interface Manifest extends Described {
  readonly format: typeof FORMAT;
  readonly id: string;
  /** Version of the program that made it. */
  readonly program: string;
  readonly city: string;
  /** ISO 8601; what was committed before is in it. */
  readonly madeAt: string;
  readonly tables: readonly TablePart[];
  readonly sequences: readonly SequenceState[];
  readonly shards: readonly ShardPart[];
}

export const manifestOf = (parts: Omit<Manifest, 'format'>): Manifest => ({ format: FORMAT, ...parts });

/** Not the manifest of a backup that this program can read. */
export class UnknownManifest extends Error {
  override readonly name = 'UnknownManifest';
}

const NAME = /^[a-z_][a-z0-9_]{0,62}$/;
const SHARD = /^[0-9a-f]{2}$/;
const SHA256 = /^[0-9a-f]{64}$/;

type Loose = Readonly<Record<string, unknown>>;

/**
 * Reads a manifest strictly: names of it become parts of paths and of SQL.
 *
 * @throws UnknownManifest
 */
export function readManifest(text: string): Manifest {
  const found = parsed(text);
  if (found.format !== FORMAT) throw new UnknownManifest(`its form is not ${FORMAT}`);
  const texts = ['id', 'program', 'city', 'madeAt'].every((field) => typeof found[field] === 'string');
  const lists = ['schema', 'vaultKeys'].every((field) => list(found, field).every((item) => typeof item === 'string'));
  const sound =
    texts &&
    lists &&
    list(found, 'tables').every(isTable) &&
    list(found, 'sequences').every(isSequence) &&
    list(found, 'shards').every(isShard);
  if (!sound || Number.isNaN(Date.parse(found.madeAt as string)))
    throw new UnknownManifest('a part of it is not as it should be');
  return found as unknown as Manifest;
}

function parsed(text: string): Loose {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Loose;
  } catch {
    // told below
  }
  throw new UnknownManifest('it is not JSON');
}

function list(of: Loose, field: string): Loose[] {
  const value = of[field];
  if (!Array.isArray(value)) throw new UnknownManifest(`${field} is missing`);
  return value as Loose[];
}

const matches = (value: unknown, pattern: RegExp): boolean => typeof value === 'string' && pattern.test(value);
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isPart = ({ bytes, sha256 }: Loose): boolean => isCount(bytes) && matches(sha256, SHA256);

const isTable = (table: Loose): boolean =>
  isPart(table) &&
  isCount(table.rows) &&
  matches(table.name, NAME) &&
  list(table, 'columns').every((column) => matches(column, NAME));

const isSequence = ({ name, last, called }: Loose): boolean =>
  matches(name, NAME) && matches(last, /^-?\d{1,19}$/) && typeof called === 'boolean';

const isShard = (shard: Loose): boolean =>
  isPart(shard) && matches(shard.shard, SHARD) && isCount(shard.files) && isCount(shard.filesBytes);
