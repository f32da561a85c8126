import { mkdirSync, readdirSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Housekeeping } from '../../src/app/housekeeping.ts';
import { StockTaking } from '../../src/modules/files/index.ts';
import { SETTINGS_TOKEN, type Settings } from '../../src/platform/config/index.ts';
import { sql } from '../../src/platform/database/index.ts';
import { FileStore, SHARDS } from '../../src/platform/ports/index.ts';
import { signalTiming } from '../support/petition-bodies.ts';
import { type Client, newKey, startTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';
import { AS_FORM, formOf, pdf, uploaded } from '../support/uploads.ts';

let city: TestApp;
let operator: Client;
let folder: string;

beforeEach(async () => {
  city = await startTestApp({ startsAt: '2026-11-20T09:00:00+08:00' });
  operator = await city.as('operator');
  folder = join(city.app.get<Settings>(SETTINGS_TOKEN).dataDir, 'files', 'taoyuan');
});

afterEach(() => city.close());

const upload = (): Promise<string> => uploaded(operator, '/attachments', { bytes: pdf(), name: 'a.pdf' });
const placeOf = (id: string): string => join(folder, 'kept', id.slice(0, 2), id);
const namesIn = (name: string): string[] => {
  const names = readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' });
  return names.filter((each) => each.includes('-')).map((each) => each.split('/').at(-1)!);
};
const keep = (): Promise<void> => city.app.get(Housekeeping).run();
const takeStock = async (): Promise<void> => {
  for (const shard of SHARDS) await city.app.get(StockTaking).take(shard);
};
const missing = async (): Promise<string[]> =>
  (await (await city.as('admin')).get('/ops/attention/FILES_MISSING')).body.items.map(({ id }: { id: string }) => id);

test('what nobody used within a day is removed, row and file; what was used stays', async () => {
  const [unused, used] = [await upload(), await upload()];
  const { caseNo } = (await operator.post('/petitions', { ...signalTiming, attachmentIds: [used] })).body.case;
  await city.advanceTo('2026-11-21T08:00:00+08:00');
  await keep();
  expect(namesIn('kept').sort()).toEqual([unused, used].sort());
  await city.advanceTo('2026-11-21T10:00:00+08:00');
  await keep();
  expect(namesIn('kept')).toEqual([used]);
  expect(await city.rows(sql`SELECT a.id FROM attachments a`)).toEqual([{ id: used }]);
  const facts = await city.rows<{ type: string }>(sql`SELECT f.type FROM facts f WHERE f.subject_id = ${unused} ORDER BY f.seq`);
  expect(facts.map(({ type }) => type)).toEqual(['attachment.uploaded', 'attachment.discarded']);
  expect((await operator.get(`/cases/${caseNo}/attachments`)).body.items).toHaveLength(1);
});

test('a file that a crash left without its row is removed after a day, and not before', async () => {
  const crashed = newKey();
  await city.app.get(FileStore).put(crashed, Buffer.from('x'));
  await takeStock();
  expect(namesIn('kept')).toEqual([crashed]);
  await city.advanceTo('2026-11-21T10:00:00+08:00');
  await takeStock();
  expect(namesIn('kept')).toEqual([]);
});

test('a crash between the removal of the row and that of the file leaves nothing in the end', async () => {
  const id = await upload();
  await city.rows(sql`DELETE FROM attachments`);
  await city.advanceTo('2026-11-21T10:00:00+08:00');
  await takeStock();
  expect(namesIn('kept')).not.toContain(id);
});

test('the files of another database are left alone: all of them would be without a row', async () => {
  const strange = newKey();
  await city.app.get(FileStore).put(strange, Buffer.from('x'));
  const long = new Date('2026-11-01T00:00:00+08:00');
  utimesSync(placeOf(strange), long, long);
  await takeStock();
  expect(namesIn('kept')).toEqual([strange]);
});

test('a row whose file is missing or cut short is a number that draws attention, and 503 for whoever asks for it, until it is back', async () => {
  const [lost, cut] = [await upload(), await upload()];
  await operator.post('/petitions', { ...signalTiming, attachmentIds: [lost, cut] });
  await takeStock();
  expect(await missing()).toEqual([]);
  rmSync(placeOf(lost));
  truncateSync(placeOf(cut), 10);
  await takeStock();
  expect((await missing()).sort()).toEqual([lost, cut].sort());
  const refused = await operator.get(`/files/${lost}`);
  expect([refused.status, refused.body.code, refused.headers['retry-after']]).toEqual([503, 'attachment.unavailable', '5']);
  for (const id of [lost, cut]) writeFileSync(placeOf(id), pdf());
  await takeStock();
  expect(await missing()).toEqual([]);
});

test('the whole store is gone through in the turns of the housekeeping', async () => {
  const crashed = newKey();
  await city.app.get(FileStore).put(crashed, Buffer.from('x'));
  await city.advanceTo('2026-11-21T10:00:00+08:00');
  for (let turn = 0; turn < 64; turn += 1) {
    city.clock.startAt(new Date(Date.parse('2026-11-21T10:00:00+08:00') + turn * 600_000));
    await keep();
  }
  expect(namesIn('kept')).toEqual([]);
});

test('files and folders are readable by the account of the program alone', async () => {
  const id = await upload();
  const modes = [join(folder, 'kept', id.slice(0, 2)), placeOf(id), join(folder, 'incoming')].map(
    (path) => statSync(path).mode & 0o777,
  );
  expect(modes).toEqual([0o700, 0o600, 0o700]);
});

test('what a killed process had half received is removed after an hour', async () => {
  await upload();
  const [old, young] = [join(folder, 'incoming', newKey()), join(folder, 'incoming', newKey())];
  mkdirSync(join(folder, 'incoming'), { recursive: true });
  for (const path of [old, young]) writeFileSync(path, 'half');
  const before = statSync(young).mtimeMs / 1000 - 2 * 3600;
  utimesSync(old, before, before);
  await keep();
  expect(namesIn('incoming')).toEqual([young.split('/').at(-1)]);
});

test('of a sender who goes away in the middle nothing is left', async () => {
  await city.app.listen(0, '127.0.0.1');
  const { port } = city.app.getHttpServer().address() as AddressInfo;
  const form = formOf({ bytes: Buffer.concat([pdf(), Buffer.alloc(2_000_000)]) });
  const headers = { ...AS_FORM, 'content-length': form.length };
  const sending = request({ port, host: '127.0.0.1', method: 'POST', path: '/api/v1/public/attachments', headers });
  sending.on('error', () => undefined);
  sending.write(form.subarray(0, 1_000_000));
  await until(async () => incoming().length === 1);
  sending.destroy();
  await until(async () => incoming().length === 0);
  expect(await city.rows(sql`SELECT a.id FROM attachments a`)).toEqual([]);
});

const incoming = (): string[] => {
  try {
    return namesIn('incoming');
  } catch {
    return []; // nothing came yet
  }
};
