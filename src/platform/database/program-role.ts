import pg from 'pg';
import { StartupError } from '../../kernel/startup-error.ts';

/** How the program reaches its database. */
export interface DatabaseAddresses {
  /** With the role that the program works as. */
  readonly url: string;
  /** With the owner of the tables, who makes and changes them; null: the program is not told. */
  readonly ownerUrl: string | null;
}

/** What happened is added to, never changed: of these the program may read and write rows, and no more. */
const APPEND_ONLY = ['facts', 'fact_links', 'anchors', 'tombstones'];

/** Read only: the books of the migrations, to find out whether one is missing, and for which subjects the record says nothing any more. */
const BOOKS = ['schema_migrations', 'typeorm_metadata', 'blanked_subjects'];

/** BullMQ's tables lie in a schema of their own, where the queue is on PostgreSQL. There it makes a sequence for each new queue by itself. */
const SCHEMAS = ['public', 'bullmq'];

/** One row for each thing and privilege: whether the program's role is to have it. */
const WANTED = `
  SELECT 'TABLE' AS kind, format('%I.%I', n.nspname, t.relname) AS name, p.privilege,
    has_table_privilege($4, t.oid, p.privilege) AS given,
    CASE
      WHEN n.nspname = 'public' AND t.relname = ANY ($2) THEN p.privilege IN ('SELECT', 'INSERT')
      WHEN n.nspname = 'public' AND t.relname = ANY ($3) THEN p.privilege = 'SELECT'
      ELSE p.privilege IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
    END AS wanted
  FROM pg_class t
  JOIN pg_namespace n ON n.oid = t.relnamespace
  CROSS JOIN unnest('{SELECT,INSERT,UPDATE,DELETE,TRUNCATE,TRIGGER}'::text[]) AS p (privilege)
  WHERE n.nspname = ANY ($1) AND t.relkind IN ('r', 'p')
  UNION ALL
  SELECT 'SEQUENCE', format('%I.%I', n.nspname, s.relname), p.privilege, has_sequence_privilege($4, s.oid, p.privilege), p.privilege <> 'UPDATE'
  FROM pg_class s
  JOIN pg_namespace n ON n.oid = s.relnamespace
  CROSS JOIN unnest('{USAGE,SELECT,UPDATE}'::text[]) AS p (privilege)
  WHERE n.nspname = ANY ($1) AND s.relkind = 'S' AND NOT pg_has_role($4, s.relowner, 'USAGE')
  UNION ALL
  SELECT 'SCHEMA', quote_ident(n.nspname), p.privilege, has_schema_privilege($4, n.oid, p.privilege),
    p.privilege = 'USAGE' OR n.nspname = 'bullmq'
  FROM pg_namespace n
  CROSS JOIN unnest('{USAGE,CREATE}'::text[]) AS p (privilege)
  WHERE n.nspname = ANY ($1)`;

interface Grant {
  readonly kind: 'TABLE' | 'SEQUENCE' | 'SCHEMA';
  readonly name: string;
  readonly privilege: string;
  readonly wanted: boolean;
}

/**
 * Gives the role that the program works as what it needs, and takes away what it must not have: it owns no table, changes none, and to
 * the record it can only add. Nothing is granted in a migration, so none can forget it. A role that is not there is made, where the
 * owner may.
 *
 * @param owner a connection of the owner
 * @returns whether anything was given or taken
 * @throws StartupError when there is no such role, and the owner may not make one
 */
export async function grantToProgram(owner: pg.Client, url: string): Promise<boolean> {
  const { user: role, password } = new pg.Client({ connectionString: url });
  if (role === undefined || role === owner.user) return false;
  await ensureRole(owner, role, typeof password === 'string' ? password : null);
  const { rows } = await owner.query<Grant>(
    `SELECT w.kind, w.name, w.privilege, w.wanted FROM (${WANTED}) w WHERE w.given <> w.wanted ORDER BY 1, 2, 3`,
    [SCHEMAS, APPEND_ONLY, BOOKS, role],
  );
  if (rows.length === 0) return false;
  const name = owner.escapeIdentifier(role);
  await owner.query(['BEGIN', ...rows.map((row) => changeOf(row, name)), 'COMMIT'].join(';\n'));
  return true;
}

/** What everybody has – a database of before PostgreSQL 15 lets all make tables – is taken from everybody. */
const changeOf = ({ kind, name, privilege, wanted }: Grant, role: string): string =>
  wanted ? `GRANT ${privilege} ON ${kind} ${name} TO ${role}` : `REVOKE ${privilege} ON ${kind} ${name} FROM ${role}, PUBLIC`;

async function ensureRole(owner: pg.Client, role: string, password: string | null): Promise<void> {
  const { rowCount } = await owner.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  if (rowCount !== 0) return;
  const { rows } = await owner.query<{ may: boolean }>(
    'SELECT r.rolsuper OR r.rolcreaterole AS may FROM pg_roles r WHERE r.rolname = current_user',
  );
  if (!rows[0]!.may || password === null) {
    throw new StartupError(
      `The database has no role "${role}", as which DATABASE_URL signs in: make it with CREATE ROLE ${role} LOGIN PASSWORD '…'.`,
    );
  }
  // Two cities of one server may be made at once.
  await owner
    .query(`CREATE ROLE ${owner.escapeIdentifier(role)} LOGIN PASSWORD ${owner.escapeLiteral(password)}`)
    .catch((error: unknown) => {
      if (!['42710', '23505'].includes((error as { code?: string }).code ?? '')) throw error;
    });
}

/** Whether whoever signs in by this address could change the record, the tables or their triggers; null: there are no tables yet. */
export async function mayChangeTheRecord(url: string): Promise<boolean | null> {
  const client = new pg.Client({ connectionString: url, application_name: 'paian-start' });
  await client.connect();
  try {
    const { rows } = await client.query<{ may: boolean }>(
      `SELECT u.rolsuper OR bool_or(
         pg_has_role(t.relowner, 'USAGE') OR pg_has_role(t.relowner, 'SET')
         OR has_table_privilege(t.oid, 'UPDATE') OR has_table_privilege(t.oid, 'DELETE')
         OR has_table_privilege(t.oid, 'TRUNCATE') OR has_table_privilege(t.oid, 'TRIGGER')) AS may
       FROM pg_class t
       JOIN pg_roles u ON u.rolname = current_user
       WHERE t.relnamespace = 'public'::regnamespace AND t.relname = ANY ($1)
       GROUP BY u.rolsuper`,
      [APPEND_ONLY],
    );
    return rows[0]?.may ?? null;
  } finally {
    await client.end();
  }
}
