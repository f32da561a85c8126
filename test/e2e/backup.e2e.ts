import { readdirSync } from 'node:fs';
import { Sealer } from '../../src/platform/audit/index.ts';
import { sql } from '../../src/platform/database/index.ts';
import { backUp, bytesOfBackup, createTarget, newFolder, runCommand } from '../support/backups.ts';
import { type MailServer, startMailServer } from '../support/mail-server.ts';
import { asCitizen, pothole, signalTiming } from '../support/petition-bodies.ts';
import { acceptCase, remindersAbout } from '../support/reminders.ts';
import { rowCounts } from '../support/row-counts.ts';
import { newKey, startTestApp, type TestApp } from '../support/test-app.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { photo, uploaded } from '../support/uploads.ts';

/** Stands nowhere but in the fields that say who petitions. */
const PETITIONER = {
  name: '歐陽清風',
  phone: '0937-123-987',
  email: 'qingfeng.ouyang@canary.example',
  address: '桃園市桃園區縣府路1999號',
  preferredContact: 'EMAIL',
};

let city: TestApp;
let elsewhere: TestDatabase;
let restored: TestApp;
let backup: string;
let caseNo: string;
let dueAt: string;
let attachmentId: string;
let sentBefore: string[];
let mail: MailServer;
let mailElsewhere: MailServer;

const petition = async (): Promise<string> => {
  const body = { ...signalTiming, petitioner: PETITIONER };
  const answer = await (await city.as('operator')).post('/petitions', body, { 'idempotency-key': newKey() });
  expect(answer.status).toBe(201);
  return answer.body.case.caseNo as string;
};

/** Petitions are taken in for as long as something is done. @returns how many were */
async function underLoad(work: Promise<unknown>): Promise<number> {
  const end = new AbortController();
  void work.finally(() => end.abort()).catch(() => undefined);
  let taken = 0;
  for (; !end.signal.aborted; taken += 1) await petition();
  return taken;
}

beforeAll(async () => {
  [mail, mailElsewhere] = await Promise.all([startMailServer(), startMailServer()]);
  city = await startTestApp({ startsAt: '2026-11-16T09:00:00+08:00', environment: { SMTP_URL: mail.url } });
  attachmentId = await uploaded(city.citizen, '/public/attachments', { bytes: await photo(640, 480) });
  const report = await city.citizen.post('/public/reports', { ...asCitizen(pothole), attachmentIds: [attachmentId] });
  expect(report.status).toBe(201);
  caseNo = await petition();
  await acceptCase(city, caseNo);
  dueAt = (await (await city.as('operator')).get(`/cases/${caseNo}`)).body.dueAt;
  await city.drain();
  await city.app.get(Sealer).run();
  sentBefore = [...mail.ids];
  await petition(); // its messages wait for a worker
  const made = backUp(city.copy, newFolder());
  const taken = await underLoad(made);
  backup = await made;
  expect(taken).toBeGreaterThan(0);
  elsewhere = await createTarget();
}, 300_000);

afterAll(async () => {
  await (restored as TestApp | undefined)?.close();
  await city.close();
  await (elsewhere as TestDatabase | undefined)?.drop();
  await Promise.all([mail.close(), mailElsewhere.close()]);
});

test('a backup that is taken while petitions come in is sound when it is tried out, which is on record', async () => {
  const { code, out, error } = await runCommand(city.copy, ['backup:verify', backup]);
  expect([code, error]).toEqual([0, '']);
  expect(out).toMatch(/^The backup paian-taoyuan-\d{8}T\d{6}Z is sound: made at /);
  expect(out).toMatch(/its record has [1-9]\d* facts in [1-9]\d* chains/);
  expect(out).toContain('1 files, of which 1 belong to something.');
  expect(out).toMatch(/The personal data opens \([1-9]\d* of those who petitioned were tried\)\./);
  const noted = await city.rows<{ type: string; sound: boolean | null }>(sql`
    SELECT f.type, (f.data->>'sound')::boolean AS sound FROM facts f WHERE f.subject_kind = 'backup' ORDER BY f.seq`);
  expect(noted).toEqual([
    { type: 'backup.made', sound: null },
    { type: 'backup.tried', sound: true },
  ]);
}, 120_000);

test('nobody who petitioned is named in it, and their words are', () => {
  const parts = bytesOfBackup(backup);
  const partsWith = (text: string): string[] => [...parts].filter(([, bytes]) => bytes.includes(text)).map(([name]) => name);
  expect(partsWith('號誌綠燈太短')).toContain('tables/petitions.copy.gz');
  const { name, phone, email, address } = PETITIONER;
  for (const secret of [name, phone, phone.replaceAll('-', ''), email, address])
    expect([secret, partsWith(secret)]).toEqual([secret, []]);
});

test('it is restored elsewhere, once, and has all that was committed before it', async () => {
  const first = await runCommand(elsewhere, ['backup:restore', backup]);
  expect([first.code, first.error]).toEqual([0, '']);
  expect(first.out).toMatch(/^Restored paian-taoyuan-\S+ of \S+: \d+ rows of \d+ tables and 1 files\.\n$/);
  const again = await runCommand(elsewhere, ['backup:restore', backup]);
  expect([again.code, again.error]).toEqual([
    1,
    'The database is not empty: a backup is restored into an empty one, so nothing was restored.\n',
  ]);
}, 120_000);

test('there the program starts, and its record is whole', async () => {
  const startsAt = new Date(Date.parse(dueAt) + 300_000).toISOString();
  restored = await startTestApp({ database: elsewhere, startsAt, environment: { SMTP_URL: mailElsewhere.url } });
  await restored.drain();
  await restored.app.get(Sealer).run();
  const { code, out } = await runCommand(elsewhere, ['audit:verify']);
  expect([code, out]).toEqual([0, expect.stringMatching(/^The record is whole: [1-9]/)]);
  const facts = await restored.rows<{ type: string }>(sql`SELECT f.type FROM facts f WHERE f.subject_kind = 'backup'`);
  expect(facts).toEqual([{ type: 'backup.restored' }]);
}, 120_000);

test('what was due meanwhile has rung', async () => {
  const rung = await remindersAbout(await restored.as('operator'), caseNo);
  expect(rung.map(({ step }) => step)).toContain('DUE');
});

test('nothing that was sent before the backup is sent again, and what waited is sent once', () => {
  expect(sentBefore.length).toBeGreaterThan(0);
  expect(mailElsewhere.ids.filter((id) => sentBefore.includes(id))).toEqual([]);
  expect(mailElsewhere.ids.length).toBeGreaterThan(0);
  expect(new Set(mailElsewhere.ids).size).toBe(mailElsewhere.ids.length);
});

test('who petitioned can be read there, the files are there, and new petitions get new numbers', async () => {
  const handler = await restored.as('handler.ty-tra');
  const { petitionNo } = (await handler.get(`/cases/${caseNo}/petitions`)).body.items[0];
  const { body } = await handler.post(`/cases/${caseNo}/petitions/${petitionNo}/reveal`, { purpose: 'VERIFY' });
  expect(body.petitioner).toMatchObject({ name: PETITIONER.name, phone: PETITIONER.phone });
  const bytes = await restored.app.inject({
    method: 'GET',
    url: `/api/v1/files/${attachmentId}`,
    headers: { ...(await restored.as('handler.ty-rmo')).credentials },
  });
  expect(bytes.statusCode).toBe(200);
  const before = (await rowCounts(restored)).petitions;
  const fresh = await (await restored.as('operator')).post('/petitions', signalTiming, { 'idempotency-key': newKey() });
  expect(fresh.status).toBe(201);
  expect((await rowCounts(restored)).petitions).toBe(before! + 1);
});

test('a city that makes backups is told when the last one is old, and when none was tried for long', async () => {
  const chief = await restored.as('city');
  const ago = (hours: number): Date => new Date(restored.clock.now().getTime() - hours * 3_600_000);
  const told = async (madeAt: Date, triedAt: Date | null): Promise<string[]> => {
    await restored.rows(sql`UPDATE backups SET made_at = ${madeAt}, tried_at = ${triedAt}, sound = ${triedAt && true}`);
    const { items } = (await chief.get('/ops/attention/BACKUPS_LATE')).body;
    return items.map(({ detail }: { detail: string }) => detail.split(' ')[0]);
  };
  expect(await told(ago(25), null)).toEqual([]);
  expect(await told(ago(27), null)).toEqual(['MADE']);
  expect(await told(ago(25), ago(24 * 101))).toEqual(['TRIED']);
  expect(await told(ago(24 * 101), null)).toEqual(['MADE', 'TRIED']);
  expect(await told(ago(24 * 200), ago(24 * 99))).toEqual(['MADE']);
});

test('only the newest are kept when that is asked for, and nothing that is no backup of this city is removed', async () => {
  const folder = newFolder();
  const [first, second] = [await backUp(elsewhere, folder), await backUp(elsewhere, folder)];
  expect(first).not.toBe(second);
  const { code, out } = await runCommand(elsewhere, ['backup', folder, '--keep', '2']);
  expect([code, out]).toEqual([0, expect.stringMatching(/Removed paian-taoyuan-/)]);
  expect(readdirSync(folder)).toHaveLength(2);
  expect(readdirSync(folder)).not.toContain(first.split('/').at(-1));
}, 120_000);
