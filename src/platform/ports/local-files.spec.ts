import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { SetClock } from '../../../test/support/set-clock.ts';
import { LocalFiles } from './local-files.ts';

const KEY = '4a0b6c1e-7a55-4c53-9a5e-0d9c6a4b8f10';
const NOW = new Date('2026-11-20T02:00:00.000Z');

let folder: string;
let files: LocalFiles;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'paian-files-')), 'kept');
  files = new LocalFiles(folder, join(folder, '../incoming'), new SetClock(NOW));
});

afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

test('a file comes back as it was put, dated by the city’s clock, and is gone when it is removed', async () => {
  await files.put(KEY, Buffer.from('坑洞'));
  const found = await files.open(KEY);
  expect([found?.bytes, (await buffer(found!.stream)).toString()]).toEqual([6, '坑洞']);
  expect(await files.list('4a')).toEqual([{ key: KEY, bytes: 6, at: NOW }]);
  await files.remove(KEY);
  await files.remove(KEY);
  expect([await files.open(KEY), await files.list('4a'), await files.list('ff')]).toEqual([null, [], []]);
});

test('folder and file are for the program’s account alone', async () => {
  await files.put(KEY, Buffer.from('x'));
  expect(statSync(join(folder, '4a')).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, '4a', KEY)).mode & 0o777).toBe(0o600);
});

test('what is half written has no place among the files, and nothing of it is left when it is whole', async () => {
  mkdirSync(join(folder, '../incoming'));
  writeFileSync(join(folder, '../incoming', KEY), 'half, by a process that was killed');
  expect(await files.open(KEY)).toBeNull();
  await files.put(KEY, Buffer.from('whole'));
  expect([(await files.list('4a')).map(({ bytes }) => bytes), readdirSync(join(folder, '../incoming'))]).toEqual([[5], []]);
});

test('a file that cannot be put leaves nothing behind', async () => {
  writeFileSync(join(folder, '..', 'kept'), 'a file in the place of the folder');
  await expect(files.put(KEY, Buffer.from('x'))).rejects.toThrow();
  expect(readdirSync(join(folder, '..'))).toEqual(['kept']);
});

test.each(['../../etc/passwd', '', 'x', `${KEY}/..`, KEY.toUpperCase()])('%j is no key, whatever it leads to', async (key) => {
  await expect(files.open(key)).rejects.toThrow('is no key');
  await expect(files.put(key, Buffer.from('x'))).rejects.toThrow('is no key');
});
