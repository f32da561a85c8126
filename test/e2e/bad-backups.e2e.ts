import { createHash, randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/index.ts';
import { Sealer } from '../../src/platform/audit/index.ts';
import { sql } from '../../src/platform/database/index.ts';
import { backUp, createTarget, dataDirOf, newFolder, runCommand } from '../support/backups.ts';
import { asCitizen, pothole } from '../support/petition-bodies.ts';
import { runProgram } from '../support/programs.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { createEmptyDatabase, type TestDatabase } from '../support/test-database.ts';
import { photo, uploaded } from '../support/uploads.ts';

let city: TestApp;
let target: TestDatabase;
let backup: string;
let attachmentId: string;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-16T09:00:00+08:00' });
  attachmentId = await uploaded(city.citizen, '/public/attachments', { bytes: await photo(640, 480) });
  await city.citizen.post('/public/reports', { ...asCitizen(pothole), attachmentIds: [attachmentId] });
  await city.drain();
  await city.app.get(Sealer).run();
  backup = await backUp(city.copy, newFolder());
  target = await createTarget();
}, 120_000);

afterAll(async () => {
  await city.close();
  await target.drop();
});

/** A copy of the backup to which something happened. */
function damaged(damage: (folder: string) => void): string {
  const folder = join(newFolder(), 'copy');
  cpSync(backup, folder, { recursive: true });
  damage(folder);
  return folder;
}

function flip(path: string): void {
  const bytes = readFileSync(path);
  bytes[Math.floor(bytes.length / 2)]! ^= 1;
  writeFileSync(path, bytes);
}

/** The manifest says something else, and its sum says that this is right. */
function forge(folder: string, change: (manifest: { schema: string[] }) => void): void {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  change(manifest);
  const text = JSON.stringify(manifest);
  writeFileSync(join(folder, 'manifest.json'), text);
  writeFileSync(join(folder, 'manifest.json.sha256'), `${createHash('sha256').update(text).digest('hex')}  manifest.json\n`);
}

const fileOf = (folder: string): string => join(folder, 'files', attachmentId.slice(0, 2), attachmentId);

test.each<[string, (folder: string) => void, string]>([
  ['a flipped byte', (at) => flip(join(at, 'tables/cases.copy.gz')), 'tables/cases.copy.gz is not what was written'],
  ['a missing table', (at) => rmSync(join(at, 'tables/facts.copy.gz')), 'tables/facts.copy.gz is missing'],
  [
    'a table cut short',
    (at) => truncateSync(join(at, 'tables/facts.copy.gz'), 40),
    'tables/facts.copy.gz is not what was written',
  ],
  ['a flipped byte of a file', (at) => flip(fileOf(at)), ' is not what was written'],
  ['a missing file', (at) => rmSync(fileOf(at)), ' is missing'],
  ['a list cut short', (at) => truncateSync(`${join(fileOf(at), '..')}.sha256`, 3), '.sha256 is not what was written'],
  ['a changed manifest', (at) => flip(join(at, 'manifest.json')), 'its manifest.json is not what was written'],
  ['no manifest', (at) => rmSync(join(at, 'manifest.json')), 'is no backup: its manifest.json cannot be read (ENOENT).'],
  [
    'tables of a newer version',
    (at) => forge(at, ({ schema }) => schema.push('future-1999000000000')),
    'was made by another version of the program (0.1.0)',
  ],
  [
    'another form',
    (at) => forge(at, (manifest) => Object.assign(manifest, { format: 'paian.backup/2' })),
    'its form is not paian.backup/1',
  ],
  [
    'a name that leads elsewhere',
    (at) =>
      forge(at, (manifest) =>
        Object.assign(manifest, { tables: [{ name: '../x', columns: [], rows: 0, bytes: 0, sha256: 'x' }] }),
      ),
    'a part of it is not as it should be',
  ],
])(
  '%s is said by the trial and by the restoring, which touches nothing',
  async (_, damage, says) => {
    const folder = damaged(damage);
    for (const command of ['backup:verify', 'backup:restore']) {
      const { code, out, error } = await runCommand(target, [command, folder]);
      expect([code, out + error]).toEqual([1, expect.stringContaining(says)]);
      expect(error).not.toMatch(/\n\s+at /);
    }
    expect(existsSync(dataDirOf(target))).toBe(false);
  },
  60_000,
);

test('a wrong VAULT_KEY is one sentence, which does not repeat it', async () => {
  const VAULT_KEY = randomBytes(32).toString('base64');
  for (const command of ['backup:verify', 'backup:restore']) {
    const { code, out, error } = await runCommand(target, [command, backup], { VAULT_KEY });
    expect([code, out]).toEqual([1, '']);
    expect(error).toMatch(/^VAULT_KEY does not open the personal data in this backup: [^\n]+\n$/);
    expect(error).not.toContain(VAULT_KEY);
  }
}, 60_000);

test('a city’s backup is not restored as another city’s, nor beside files that are there', async () => {
  const other = await runCommand(target, ['backup:restore', backup], { CITY: 'elsewhere' });
  expect([other.code, other.error]).toEqual([1, 'The backup is of the city "taoyuan", and CITY is "elsewhere": set CITY.\n']);
  const DATA_DIR = newFolder();
  mkdirSync(join(DATA_DIR, 'files/taoyuan/kept/00'), { recursive: true });
  writeFileSync(join(DATA_DIR, 'files/taoyuan/kept/00/a'), '');
  const beside = await runCommand(target, ['backup:restore', backup], { DATA_DIR });
  expect([beside.code, beside.error]).toEqual([1, expect.stringMatching(/^The folder \S+ is not empty: [^\n]+\n$/)]);
}, 60_000);

test('what cannot be backed up is said in one sentence, and leaves nothing', async () => {
  const empty = await createEmptyDatabase();
  const folder = newFolder();
  const file = join(newFolder(), 'file');
  writeFileSync(file, '');
  const nothing = await runCommand(empty, ['backup', folder]);
  expect([nothing.code, nothing.error]).toEqual([
    1,
    'The database holds no tables of this program: check DATABASE_URL and CITY. Nothing was kept.\n',
  ]);
  await empty.drop();
  const gone = await runCommand(empty, ['backup', folder]);
  expect([gone.code, gone.error]).toEqual([1, expect.stringMatching(/^The database cannot be read \(3D000\): [^\n]+\n$/)]);
  const nowhere = await runCommand(city.copy, ['backup', file]);
  expect([nowhere.code, nowhere.error]).toEqual([
    1,
    expect.stringMatching(/cannot be written to \S+, [^\n]+ \(EEXIST|ENOTDIR\)[^\n]+\n$/),
  ]);
  expect(readdirSync(folder)).toEqual([]);
}, 60_000);

test.each([
  [['backup'], 'The folder to put it into is missing.'],
  [['backup', 'x', '--keep', '0'], '--keep is a whole number, 1 or more.'],
  [['backup:verify'], 'The folder of the backup is missing.'],
  [['backup:restore', 'x', 'y'], '"y" is one word too many.'],
])('%j is not how it is called', async (args, says) => {
  const { code, error } = await runCommand(target, args);
  expect([code, error]).toEqual([2, expect.stringContaining(says)]);
});

test('the embedded default is backed up while a program works on it, and goes on from the backup in another folder', async () => {
  const [at, elsewhere] = [newFolder(), newFolder()];
  const run = (DATA_DIR: string, ...args: string[]) => runProgram({ DATA_DIR }, 'main.cli.js', ...args);
  expect((await run(at, 'backup', newFolder())).error).toMatch(/^There is no database in \S+: [^\n]+\n$/);
  expect((await run(at, 'migrate')).code).toBe(0);
  const server = await startEmbeddedPostgres({ folder: join(at, 'postgres'), port: 0, log: () => undefined });
  const made = await run(at, 'backup', join(at, 'backups'));
  await server.stop();
  expect([made.code, made.error]).toEqual([0, '']);
  const folder = /^Wrote (\S+):/.exec(made.out)![1]!;
  cpSync(join(at, 'vault.key'), join(elsewhere, 'vault.key'));
  const restored = await run(elsewhere, 'backup:restore', folder);
  expect([restored.code, restored.error]).toEqual([0, '']);
  expect(await run(elsewhere, 'migrate')).toEqual({ code: 0, out: 'The tables are up to date.\n', error: '' });
}, 180_000);

test('a record that was broken, and a file that is not its row’s, are said by the trial', async () => {
  await city.asOwner(
    sql`UPDATE facts SET actor_name = '別人' WHERE type = 'case.opened'`,
    sql`UPDATE attachments SET sha256 = '\\x00' WHERE id = ${attachmentId}`,
  );
  const tried = await runCommand(city.copy, ['backup:verify', await backUp(city.copy, newFolder())]);
  expect([tried.code, tried.error]).toEqual([1, '']);
  expect(tried.out).toMatch(/^the record is broken: link \d+: fact \d+ of case \S+ is not what was sealed$/m);
  expect(tried.out).toContain(`the file of attachment ${attachmentId} is not what its row says`);
  expect(tried.out).toMatch(/is not sound \(2\)/);
  const noted = await city.rows(sql`SELECT b.sound FROM backups b WHERE b.tried_at IS NOT NULL`);
  expect(noted).toEqual([{ sound: false }]);
}, 60_000);
