import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { outboxOf } from '../../test/support/outbox.ts';
import { createEmptyDatabase, type TestDatabase, testFolder } from '../../test/support/test-database.ts';
import { newId } from '../kernel/ids.ts';
import { PetitionRepository, SealedPetitioners } from '../modules/petitions/index.ts';
import { SystemClock } from '../platform/clock/index.ts';
import { readSettings } from '../platform/config/index.ts';
import { createDataSource } from '../platform/database/data-source.ts';
import { Database, migrate, sql } from '../platform/database/index.ts';
import { IdempotencyKeys, SealedAnswers } from '../platform/http/index.ts';
import { BlindIndex, KeyRing, type MasterKey, Vault } from '../platform/vault/index.ts';
import { StoredKeys } from '../platform/vault/key-ring.ts';
import { VaultKeyRepository } from '../platform/vault/vault-key.repository.ts';
import { prepareDatabase } from './prepared-database.ts';

const MIGRATIONS = join(__dirname, '../../migrations');
const VAULT_KEY = randomBytes(32).toString('base64');
const clock = new SystemClock();
const AT = '2026-11-20T01:30:00.123Z';

let database: TestDatabase;
let folder: string;
let connected: Database[] = [];

beforeEach(async () => {
  database = await createEmptyDatabase();
  folder = mkdtempSync(join(testFolder(), 'prepared-'));
});

afterEach(async () => {
  for (const each of connected) await each.onApplicationShutdown();
  connected = [];
  await database.drop();
  rmSync(folder, { recursive: true });
});

const prepare = (environment: Readonly<Record<string, string>> = { VAULT_KEY }) =>
  prepareDatabase({ url: database.url, ownerUrl: null }, readSettings({ DATA_DIR: folder, ...environment }), clock);

async function connect(): Promise<Database> {
  const opened = new Database(await createDataSource({ url: database.url, pool: 2 }).initialize());
  connected.push(opened);
  return opened;
}

async function vaultOf(db: Database, master: MasterKey): Promise<{ vault: Vault; index: BlindIndex }> {
  const ring = new KeyRing(new StoredKeys(db, new VaultKeyRepository(), master));
  await ring.refresh();
  return { vault: new Vault(ring), index: new BlindIndex(ring) };
}

const keysOf = (db: Database): Promise<object[]> =>
  db.query(sql`SELECT k.id, k.purpose, k.state, k.wrapped_by AS "wrappedBy" FROM vault_keys k ORDER BY k.id`);

/** Whether anything was put into the database. */
async function isUntouched(): Promise<boolean> {
  const [row] = await (
    await connect()
  ).query<{ n: number }>(sql`
    SELECT count(*)::integer AS n FROM pg_class t WHERE t.relnamespace = 'public'::regnamespace`);
  return row!.n === 0;
}

describe('the master key', () => {
  test('is needed where a database is named, and in production; without it nothing is touched', async () => {
    await expect(prepare({ DATABASE_URL: database.url })).rejects.toThrow('VAULT_KEY is not set');
    await expect(prepare({ NODE_ENV: 'production' })).rejects.toThrow('VAULT_KEY is not set');
    expect(await isUntouched()).toBe(true);
  });

  test('is made for the embedded default, for nobody else to read, and used again', async () => {
    await prepare({});
    const file = join(folder, 'vault.key');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(Buffer.from(readFileSync(file, 'utf8'), 'base64')).toHaveLength(32);
    const before = readFileSync(file, 'utf8');
    await prepare({});
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(readdirSync(folder)).toEqual(['vault.key']);
  });

  test('of the embedded default is not made anew when it was lost: the sentence names the file', async () => {
    await prepare({});
    rmSync(join(folder, 'vault.key'));
    await expect(prepare({})).rejects.toThrow(/vault\.key is missing/);
    expect(existsSync(join(folder, 'vault.key'))).toBe(false);
    writeFileSync(join(folder, 'vault.key'), 'cut off');
    await expect(prepare({})).rejects.toThrow(/vault\.key holds no key/);
    writeFileSync(join(folder, 'vault.key'), randomBytes(32).toString('base64'));
    await expect(prepare({})).rejects.toThrow(/vault\.key does not open/);
  });

  test('must be the one that the database was sealed with; before that not even a migration runs', async () => {
    await prepare();
    const db = await connect();
    await db.query(sql`DELETE FROM schema_migrations WHERE name LIKE 'vault-%'`);
    await expect(prepare({ VAULT_KEY: randomBytes(32).toString('hex') })).rejects.toThrow('VAULT_KEY does not open');
    const [row] = await db.query<{ n: number }>(
      sql`SELECT count(*)::integer AS n FROM schema_migrations m WHERE m.name LIKE 'vault-%'`,
    );
    expect(row!.n).toBe(0);
  });

  test('is not taken for right by its fingerprint alone', async () => {
    await prepare();
    await (
      await connect()
    ).query(sql`UPDATE vault_keys SET wrapped = set_byte(wrapped, 20, 1 - get_byte(wrapped, 20) % 2) WHERE id = 1`);
    await expect(prepare()).rejects.toThrow('VAULT_KEY does not open');
  });

  test('is changed by naming the one before it; what was sealed opens, and the old one opens nothing', async () => {
    const { masterKey: before } = await prepare();
    const db = await connect();
    const sealed = (await vaultOf(db, before)).vault.seal('林美', 'place');
    const renewed = { VAULT_KEY: randomBytes(32).toString('base64'), VAULT_KEY_PREVIOUS: VAULT_KEY };
    const [{ masterKey }] = await Promise.all([prepare(renewed), prepare(renewed)]); // two processes start at once
    expect(masterKey.fingerprint).not.toBe(before.fingerprint);
    expect(await keysOf(db)).toEqual([
      { id: 1, purpose: 'DATA', state: 'ACTIVE', wrappedBy: masterKey.fingerprint },
      { id: 2, purpose: 'INDEX', state: 'ACTIVE', wrappedBy: masterKey.fingerprint },
    ]);
    expect(await (await vaultOf(db, masterKey)).vault.open(sealed, 'place')).toBe('林美');
    expect(await db.query(sql`SELECT f.type, f.subject_kind AS kind, f.data FROM facts f`)).toEqual([
      { type: 'vault.master_key_changed', kind: 'vault', data: { keys: 2 } },
    ]);
    await expect(prepare()).rejects.toThrow('VAULT_KEY does not open');
    await prepare({ VAULT_KEY: renewed.VAULT_KEY });
  });

  test('need not open keys that are no more', async () => {
    await prepare();
    const db = await connect();
    await db.query(sql`
      INSERT INTO vault_keys (id, purpose, state, wrapped, wrapped_by, created_at, retired_at)
      VALUES (7, 'DATA', 'RETIRED', NULL, 'another', ${AT}, ${AT}), (8, 'INDEX', 'RETIRED', NULL, 'another', ${AT}, ${AT})`);
    const renewed = { VAULT_KEY: randomBytes(32).toString('base64'), VAULT_KEY_PREVIOUS: VAULT_KEY };
    for (const environment of [undefined, renewed]) await prepare(environment);
    expect(await keysOf(db)).toHaveLength(4);
  });

  test('makes two keys once, however many processes start at the same moment', async () => {
    await Promise.all([prepare(), prepare(), prepare()]);
    expect(await keysOf(await connect())).toHaveLength(2);
  });
});

describe('a database of an older version', () => {
  /** The tables as they were before anything was sealed, with as many petitions, messages and remembered answers. */
  async function older(rows: number): Promise<Database> {
    const before = mkdtempSync(join(folder, 'migrations-'));
    for (const file of readdirSync(MIGRATIONS).filter((name) => name.endsWith('.sql') && name < '1764300'))
      cpSync(join(MIGRATIONS, file), join(before, file));
    await migrate(database.url, { folder: before });
    const db = await connect();
    await db.query(sql`
      INSERT INTO petitions (id, petition_no, lookup_hash, channel, subject, description, received_at, registered_at, point_doubtful,
        answers, anonymous, confidential, preferred_contact, language)
      SELECT gen_random_uuid(), 'P26-' || n, '', 'HOTLINE', '路面坑洞', '有一個大坑洞', ${AT}, ${AT}, false, '{}', n % 10 = 0, false, 'SMS', 'zh-TW'
      FROM generate_series(1, ${rows}::integer) n`);
    await db.query(sql`
      INSERT INTO petitioners (petition_id, name, phone, email, address, phone_key, email_key)
      SELECT p.id, '林美' || substr(p.petition_no, 5), '0912-' || substr(p.petition_no, 5), NULL, '中正路', '0912000000', NULL
      FROM petitions p`);
    await db.query(sql`
      INSERT INTO messages (id, channel, recipient, template, language, subject, body, links, state, attempts, next_attempt_at,
        enqueued_at, last_error, case_id, petition_id, cause, created_at, sent_at)
      SELECT gen_random_uuid(), 'SMS', '0912' || n, 'reply', 'zh-TW', '主旨', '林美您好', '[{"rel":"status","href":"https://1999.example/1"}]',
        'RETRYING', 2, ${AT}, NULL, 'HTTP 503', NULL, NULL, n::text, ${AT}, NULL
      FROM generate_series(1, ${rows}::integer) n`);
    await db.query(sql`
      INSERT INTO idempotency_keys (scope, key, body_hash, answer, created_at)
      VALUES ('petitions', 'k-1', ${BODY_HASH}, '{"lookupCode":"ABCD"}', ${AT})`);
    return db;
  }

  const BODY_HASH = Buffer.from('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a', 'hex'); // of {}

  test('loses nothing, and keeps nothing in the clear', async () => {
    const db = await older(1_203);
    const { masterKey, migrated } = await prepare();
    expect(migrated).toContain('vault-1764300000000');
    const { vault, index } = await vaultOf(db, masterKey);
    const petitions = new PetitionRepository(new SealedPetitioners(vault, index));
    const ids = await db.query<{ id: string; petitionNo: string }>(sql`
      SELECT p.id, p.petition_no AS "petitionNo" FROM petitions p WHERE p.petition_no IN ('P26-7', 'P26-1203')`);
    for (const { id, petitionNo } of ids) {
      const number = petitionNo.slice(4);
      expect((await petitions.get(db, id)).petitioner).toEqual({
        name: `林美${number}`,
        phone: `0912-${number}`,
        email: null,
        address: '中正路',
      });
    }
    const [letter] = await outboxOf(vault, index).list(
      db,
      { to: '0912700', state: null, confidential: true, scope: { all: true } },
      null,
      2,
    );
    expect(letter).toMatchObject({
      ...{ recipient: '0912700', subject: '主旨', body: '林美您好', links: [{ rel: 'status', href: 'https://1999.example/1' }] },
      ...{
        state: 'RETRYING',
        attempts: 2,
        lastError: 'HTTP 503',
        createdAt: new Date(AT),
        nextAttemptAt: new Date(AT),
        sentAt: null,
      },
    });
    const keys = new IdempotencyKeys(db, clock, new SealedAnswers(vault));
    const again = await keys.once('petitions', 'k-1', {}, () => Promise.reject(new Error('done twice')));
    expect(again).toEqual({ answer: { lookupCode: 'ABCD' }, replayed: true });
    const [left] = await db.query<object>(sql`
      SELECT (SELECT count(*) FROM petitioners)::integer AS petitioners, (SELECT count(*) FROM messages)::integer AS messages,
        (SELECT count(*) FROM unsealed_rows)::integer AS plain, pg_relation_size('unsealed_rows')::integer AS bytes,
        (SELECT count(*) FROM petitioners w WHERE w.phone_index IS NULL)::integer AS unfindable`);
    expect(left).toEqual({ petitioners: 1_203, messages: 1_203, plain: 0, bytes: 0, unfindable: 120 + 90 }); // anonymous, or too short a number
  });

  test('that was being sealed when the program died is sealed to the end by the next start', async () => {
    const db = await older(40);
    await migrate(database.url);
    await db.query(sql`UPDATE unsealed_rows SET plain = plain || '{"state": null}' WHERE belongs_to = 'messages'`);
    await expect(prepare()).rejects.toThrow(); // the petitioners were sealed by then
    const [half] = await db.query<object>(sql`
      SELECT (SELECT count(*) FROM petitioners)::integer AS petitioners, (SELECT count(*) FROM unsealed_rows)::integer AS plain`);
    expect(half).toEqual({ petitioners: 40, plain: 41 });
    await db.query(sql`UPDATE unsealed_rows SET plain = plain || '{"state": "SENT"}' WHERE belongs_to = 'messages'`);
    await Promise.all([prepare(), prepare()]);
    const [all] = await db.query<object>(sql`
      SELECT (SELECT count(*) FROM petitioners)::integer AS petitioners, (SELECT count(*) FROM messages)::integer AS messages,
        (SELECT count(*) FROM unsealed_rows)::integer AS plain`);
    expect(all).toEqual({ petitioners: 40, messages: 40, plain: 0 });
  });
});

test('a database that does not answer is said in words', async () => {
  const settings = readSettings({ VAULT_KEY });
  const nowhere = new URL(database.url);
  nowhere.pathname = `/${newId()}`;
  await expect(prepareDatabase({ url: nowhere.href, ownerUrl: null }, settings, clock)).rejects.toThrow(
    'The database cannot be used (3D000)',
  );
});
