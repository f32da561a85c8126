import { randomBytes } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { isWaitedFor } from '../../../../test/support/lock-waits.ts';
import { waitingMessage } from '../../../../test/support/message-rows.ts';
import { until } from '../../../../test/support/until.ts';
import { MORNING, NEW, OLD, VaultCity } from '../../../../test/support/vault-city.ts';
import type { VaultProcess } from '../../../../test/support/vault-process.ts';
import { SYSTEM } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import { sql } from '../../database/index.ts';
import { SealBroken } from '../cipher.ts';
import { MasterKey } from '../master-key.ts';

const PHONE = '0912345678';

let city: VaultCity;
let one: VaultProcess;
let other: VaultProcess;

beforeAll(() => Logger.overrideLogger(false));

beforeEach(async () => {
  city = await VaultCity.found();
  ({ one, other } = city);
});

afterEach(() => city.end());

test('everything is sealed again, opens and is found; of the old keys nothing is left but their numbers', async () => {
  const [first] = await city.petitions(450);
  const letter = waitingMessage(MORNING);
  await one.send(letter);
  await one.answers.once('petitions', 'k-1', {}, async (remember) => {
    await one.database.query(remember({ lookupCode: 'ABCD' })!);
    return {};
  });
  const { id } = await one.rotations.ask(SYSTEM);
  expect(await city.now(id)).toMatchObject({ state: 'WAITING', done: 0, total: 452 });
  expect(await city.ended(id)).toMatchObject({ state: 'DONE', done: 452, total: 452, finishedAt: expect.any(Date) });
  expect(await city.keysInUse()).toEqual({ [NEW]: 452 });
  expect(await city.keysKept()).toEqual([
    { id: 1, state: 'RETIRED', gone: true },
    { id: 2, state: 'RETIRED', gone: true },
    { id: 3, state: 'ACTIVE', gone: false },
    { id: 4, state: 'ACTIVE', gone: false },
  ]);
  const fresh = await city.start();
  expect(await fresh.phoneOf(first!)).toBe('0912000000');
  expect(await fresh.petitionsBy('0912000000')).toEqual([first]);
  const again = await fresh.answers.once('petitions', 'k-1', {}, () => Promise.reject(new Error('done twice')));
  expect(again).toEqual({ answer: { lookupCode: 'ABCD' }, replayed: true });
  await fresh.send({ ...letter, id: newId() });
  expect(await one.database.query(sql`SELECT m.id FROM messages m`)).toEqual([{ id: letter.id }]);
});

test('what was not findable does not become so', async () => {
  const id = newId();
  await one.petition(id, PHONE);
  await one.database.query(sql`UPDATE petitioners SET phone_index = NULL WHERE petition_id = ${id}`); // as of who petitions anonymously
  await city.ended((await city.begun()).id);
  expect(await one.petitionsBy(PHONE)).toEqual([]);
  expect(await one.phoneOf(id)).toBe(PHONE);
});

test('a retired key opens nothing any more, not even what somebody kept', async () => {
  const kept = one.vault.seal('林美', 'place');
  await city.ended((await city.begun()).id);
  await other.ring.refresh();
  await expect(other.vault.open(kept, 'place')).rejects.toThrow(SealBroken);
  await expect((await city.start()).vault.open(kept, 'place')).rejects.toThrow(SealBroken);
});

test('what was broken off anywhere is gone on with by another process, and no row is sealed twice', async () => {
  await city.petitions(1_000);
  const { id } = await city.begun();
  await one.work.step();
  await one.work.step();
  const before = await one.database.query(sql`SELECT w.sealed FROM petitioners w ORDER BY w.petition_id LIMIT 400`);
  expect(await city.now(id)).toMatchObject({ state: 'RUNNING', done: 400, total: 1_000, atTable: 'petitioners' });
  expect(await city.ended(id, other)).toMatchObject({ state: 'DONE', done: 1_000, total: 1_000 });
  expect(await one.database.query(sql`SELECT w.sealed FROM petitioners w ORDER BY w.petition_id LIMIT 400`)).toEqual(before);
});

test('a batch that is killed in the middle leaves nothing half done', async () => {
  await city.petitions(300);
  const { id } = await city.begun();
  const victim = await city.start();
  await one.database.transaction(async (tx) => {
    await tx.query(sql`SELECT 1 FROM petitioners w FOR UPDATE`);
    const stuck = victim.work.step().catch((error: unknown) => error);
    await until(() => isWaitedFor(tx));
    await tx.query(sql`
      SELECT pg_terminate_backend(l.pid) FROM pg_locks l WHERE NOT l.granted AND pg_backend_pid() = ANY (pg_blocking_pids(l.pid))`);
    expect(await stuck).toBeInstanceOf(Error);
  });
  expect(await city.now(id)).toMatchObject({ state: 'RUNNING', done: 0 });
  expect(await city.ended(id, other)).toMatchObject({ state: 'DONE', done: 300 });
});

test('of any number of processes one works at a time', async () => {
  await city.petitions(700);
  const { id } = await city.begun();
  while ((await Promise.all([one, other].map(({ work }) => work.step()))).includes(1));
  expect(await city.now(id)).toMatchObject({ state: 'SETTLING', done: 700, total: 700 });
});

test('what somebody writes meanwhile is not written over', async () => {
  const [id] = await city.petitions(3);
  const { id: rotation } = await city.begun();
  await other.ring.refresh();
  let step: Promise<number> | undefined;
  await other.database.transaction(async (tx) => {
    const person = { name: '林美', phone: PHONE, email: null, address: null, sentFrom: null };
    await tx.query(sql`
      UPDATE petitioners SET sealed = ${other.vault.seal(person, `petitioners:${id}`)}, phone_index = ${other.index.of('phone', PHONE)}
      WHERE petition_id = ${id}`);
    step = one.work.step();
    await until(() => isWaitedFor(tx));
  });
  await step;
  expect(await one.phoneOf(id!)).toBe(PHONE);
  expect(await city.ended(rotation)).toMatchObject({ state: 'DONE', done: 2 });
  expect(await one.petitionsBy(PHONE)).toEqual([id]);
});

test('a column that nobody declared keeps the old keys from being destroyed', async () => {
  const id = newId();
  await one.petition(id, PHONE);
  await one.database.query(sql`UPDATE petitions SET lookup_hash = ${one.vault.seal('x', 'y')}`);
  const rotation = await city.begun();
  expect(await city.tried(rotation.id)).toMatchObject({ state: expect.stringMatching(/RUNNING|SETTLING/), done: 1 });
  expect(await city.keysKept()).toContainEqual({ id: OLD, state: 'RETIRING', gone: false });
  await one.database.query(sql`UPDATE petitions SET lookup_hash = ''`);
  expect(await city.ended(rotation.id)).toMatchObject({ state: 'DONE' });
});

test('rows of an older version that wait to be sealed keep them too', async () => {
  const rotation = await city.begun();
  await one.database.query(sql`INSERT INTO unsealed_rows (no, belongs_to, plain) VALUES (1, 'messages', '{}')`);
  expect(await city.tried(rotation.id)).toMatchObject({ state: 'SETTLING' });
  await one.database.query(sql`DELETE FROM unsealed_rows`);
  expect(await city.ended(rotation.id)).toMatchObject({ state: 'DONE' });
});

test('a process that another master key opened neither reads nor writes what it might miss, and says so', async () => {
  const master = new MasterKey(randomBytes(32));
  const renewed = await city.start();
  const { id } = await one.rotations.ask(SYSTEM);
  await renewed.database.query(sql`UPDATE vault_keys SET wrapped_by = ${master.fingerprint} WHERE id = ${NEW}`);
  await expect(renewed.ring.refresh()).rejects.toThrow('vault.keys_out_of_date');
  await expect(renewed.petitionsBy(PHONE)).rejects.toThrow('vault.keys_out_of_date');
  expect(await city.now(id)).toMatchObject({ state: 'WAITING' });
});

describe('keys are changed one time after the other', () => {
  test('while they are, they are not changed again, however many ask', async () => {
    const asked = await Promise.allSettled([one.rotations.ask(SYSTEM), other.rotations.ask(SYSTEM)]);
    expect(asked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(one.rotations.ask(SYSTEM)).rejects.toThrow('vault.rotating');
    expect(await city.keysKept()).toHaveLength(4);
    const { id } = (await one.rotations.current())!;
    await city.ended(id);
    const { id: next } = await one.rotations.ask(SYSTEM);
    expect(await city.ended(next)).toMatchObject({ state: 'DONE', fromData: 3, toData: 5 });
  });

  test('one that nobody asked for is not there', async () => {
    await expect(one.rotations.get(newId())).rejects.toThrow('vault.rotation_not_found');
    expect(await one.work.run()).toBe(0);
  });

  test('who asked, and when it was done, is on record', async () => {
    const { id } = await city.begun();
    await city.ended(id);
    const facts = await one.database.query(sql`
      SELECT f.type, f.subject_kind AS kind, f.data FROM facts f WHERE f.subject_id = ${id} ORDER BY f.seq`);
    const keys = { fromData: 1, toData: 3, fromIndex: 2, toIndex: 4 };
    expect(facts).toEqual([
      { type: 'vault.rotation_started', kind: 'vault', data: { ...keys, total: 0 } },
      { type: 'vault.rotated', kind: 'vault', data: { ...keys, rows: 0 } },
    ]);
  });
});
