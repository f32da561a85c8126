import { randomBytes } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { waitingMessage } from '../../../../test/support/message-rows.ts';
import { isWaitedFor } from '../../../../test/support/lock-waits.ts';
import { SetClock } from '../../../../test/support/set-clock.ts';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/test-database.ts';
import { until } from '../../../../test/support/until.ts';
import { VaultProcess } from '../../../../test/support/vault-process.ts';
import { SYSTEM } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import { sql } from '../../database/index.ts';
import { SealBroken } from '../cipher.ts';
import { MasterKey } from '../master-key.ts';
import { EVERYBODY_HEARD_MS } from '../vault-key.ts';
import type { VaultRotation } from './vault-rotation.ts';

const MORNING = new Date('2026-11-20T09:00:00+08:00');
const PHONE = '0912345678';
const OLD = 1;
const NEW = 3;

let copy: TestDatabase;
let clock: SetClock;
let one: VaultProcess;
let other: VaultProcess;
let started: VaultProcess[];

const start = async (master?: MasterKey): Promise<VaultProcess> => {
  const process = await VaultProcess.start(copy.url, clock, master);
  started.push(process);
  return process;
};

beforeAll(() => Logger.overrideLogger(false));

beforeEach(async () => {
  copy = await createTestDatabase();
  clock = new SetClock(MORNING);
  started = [];
  [one, other] = [await start(), await start()];
});

afterEach(async () => {
  for (const process of started) await process.stop();
  await copy.drop();
});

/** As many petitions, with the numbers of as many people. */
async function petitions(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, newId);
  await one.database.transaction(async (tx) => {
    for (const [i, id] of ids.entries()) await one.petitionIn(tx, id, `0912${String(i).padStart(6, '0')}`);
  });
  return ids;
}

const now = (id: string): Promise<VaultRotation> => one.rotations.get(id);

/** Asks for new keys, and lets everybody hear of them. */
async function begun(): Promise<VaultRotation> {
  const rotation = await one.rotations.ask(SYSTEM);
  clock.forward(EVERYBODY_HEARD_MS);
  for (const process of started) await process.ring.refresh();
  expect(await one.work.step()).toBe(1); // the new ones are used from now on
  return now(rotation.id);
}

/** Lets it go on until it can end. */
async function ended(id: string, by = one): Promise<VaultRotation> {
  for (let i = 0; i < 5; i += 1) {
    await by.work.run();
    clock.forward(EVERYBODY_HEARD_MS);
  }
  return now(id);
}

/** By which keys what lies there is sealed, and how often. */
async function keysInUse(): Promise<Record<number, number>> {
  const rows = await one.database.query<{ key: number; n: number }>(sql`
    SELECT ('x' || encode(substring(s.sealed FROM 2 FOR 4), 'hex'))::bit(32)::integer AS key, count(*)::integer AS n
    FROM (
      SELECT w.sealed FROM petitioners w
      UNION ALL SELECT m.sealed FROM messages m
      UNION ALL SELECT k.sealed FROM idempotency_keys k
    ) s
    GROUP BY 1`);
  return Object.fromEntries(rows.map(({ key, n }) => [key, n]));
}

const keysKept = (): Promise<object[]> =>
  one.database.query(sql`SELECT k.id, k.state, k.wrapped IS NULL AS gone FROM vault_keys k ORDER BY k.id`);

test('everything is sealed again, opens and is found; of the old keys nothing is left but their numbers', async () => {
  const [first] = await petitions(450);
  const letter = waitingMessage(MORNING);
  await one.send(letter);
  await one.answers.once('petitions', 'k-1', {}, async (remember) => {
    await one.database.query(remember({ lookupCode: 'ABCD' })!);
    return {};
  });
  const { id } = await one.rotations.ask(SYSTEM);
  expect(await now(id)).toMatchObject({ state: 'WAITING', done: 0, total: 452 });
  expect(await ended(id)).toMatchObject({ state: 'DONE', done: 452, total: 452, finishedAt: expect.any(Date) });
  expect(await keysInUse()).toEqual({ [NEW]: 452 });
  expect(await keysKept()).toEqual([
    { id: 1, state: 'RETIRED', gone: true },
    { id: 2, state: 'RETIRED', gone: true },
    { id: 3, state: 'ACTIVE', gone: false },
    { id: 4, state: 'ACTIVE', gone: false },
  ]);
  const fresh = await start();
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
  await ended((await begun()).id);
  expect(await one.petitionsBy(PHONE)).toEqual([]);
  expect(await one.phoneOf(id)).toBe(PHONE);
});

test('a retired key opens nothing any more, not even what somebody kept', async () => {
  const kept = one.vault.seal('林美', 'place');
  await ended((await begun()).id);
  await other.ring.refresh();
  await expect(other.vault.open(kept, 'place')).rejects.toThrow(SealBroken);
  await expect((await start()).vault.open(kept, 'place')).rejects.toThrow(SealBroken);
});

test('what was broken off anywhere is gone on with by another process, and no row is sealed twice', async () => {
  await petitions(1_000);
  const { id } = await begun();
  await one.work.step();
  await one.work.step();
  const before = await one.database.query(sql`SELECT w.sealed FROM petitioners w ORDER BY w.petition_id LIMIT 400`);
  expect(await now(id)).toMatchObject({ state: 'RUNNING', done: 400, total: 1_000, atTable: 'petitioners' });
  expect(await ended(id, other)).toMatchObject({ state: 'DONE', done: 1_000, total: 1_000 });
  expect(await one.database.query(sql`SELECT w.sealed FROM petitioners w ORDER BY w.petition_id LIMIT 400`)).toEqual(before);
});

test('a batch that is killed in the middle leaves nothing half done', async () => {
  await petitions(300);
  const { id } = await begun();
  const victim = await start();
  await one.database.transaction(async (tx) => {
    await tx.query(sql`SELECT 1 FROM petitioners w FOR UPDATE`);
    const stuck = victim.work.step().catch((error: unknown) => error);
    await until(() => isWaitedFor(tx));
    await tx.query(sql`
      SELECT pg_terminate_backend(l.pid) FROM pg_locks l WHERE NOT l.granted AND pg_backend_pid() = ANY (pg_blocking_pids(l.pid))`);
    expect(await stuck).toBeInstanceOf(Error);
  });
  expect(await now(id)).toMatchObject({ state: 'RUNNING', done: 0 });
  expect(await ended(id, other)).toMatchObject({ state: 'DONE', done: 300 });
});

test('of any number of processes one works at a time', async () => {
  await petitions(700);
  const { id } = await begun();
  while ((await Promise.all([one, other].map(({ work }) => work.step()))).includes(1));
  expect(await now(id)).toMatchObject({ state: 'SETTLING', done: 700, total: 700 });
});

test('what somebody writes meanwhile is not written over', async () => {
  const [id] = await petitions(3);
  const { id: rotation } = await begun();
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
  expect(await ended(rotation)).toMatchObject({ state: 'DONE', done: 2 });
  expect(await one.petitionsBy(PHONE)).toEqual([id]);
});

describe('a process that has not heard of the new keys', () => {
  test('reads by them as soon as it meets them, and finds by them', async () => {
    const unaware = await start();
    const [written, asked] = [newId(), newId()];
    await one.petition(written, PHONE);
    const rotation = await one.rotations.ask(SYSTEM);
    clock.forward(EVERYBODY_HEARD_MS);
    await one.work.run();
    expect(await now(rotation.id)).toMatchObject({ state: 'SETTLING' });
    expect(await unaware.petitionsBy(PHONE)).toEqual([written]);
    const later = await start();
    await later.petition(asked, '0987654321');
    expect(await unaware.phoneOf(asked)).toBe('0987654321');
  });

  test('writes under the old ones; the last look finds that, and the old ones stay until then', async () => {
    const { id } = await one.rotations.ask(SYSTEM);
    clock.forward(EVERYBODY_HEARD_MS);
    await one.work.run();
    expect(await now(id)).toMatchObject({ state: 'SETTLING' });
    const late = newId();
    await other.petition(late, PHONE);
    expect(await keysInUse()).toEqual({ [OLD]: 1 });
    clock.forward(EVERYBODY_HEARD_MS);
    await one.work.run();
    expect(await now(id)).toMatchObject({ state: 'SETTLING', done: 1, barrier: null });
    expect(await ended(id)).toMatchObject({ state: 'DONE', done: 1 });
    expect(await (await start()).phoneOf(late)).toBe(PHONE);
  });

  test('and whose transaction is open still is waited for, however long it takes', async () => {
    const { id } = await begun();
    const late = newId();
    const behind = await start();
    behind.ring.hold([...(await oldKeys())]);
    await behind.database.transaction(async (tx) => {
      await behind.petitionIn(tx, late, PHONE);
      expect(await ended(id)).toMatchObject({ state: 'SETTLING', barrier: expect.any(String) });
    });
    expect(await ended(id)).toMatchObject({ state: 'DONE', done: 1 });
    expect(await (await start()).phoneOf(late)).toBe(PHONE);
  });

  /** As a process holds them that has not heard of others. */
  const oldKeys = async (): Promise<Parameters<typeof one.ring.hold>[0]> =>
    [1, 2].map((id) => ({ id, purpose: id === 1 ? 'DATA' : 'INDEX', state: 'ACTIVE', key: one.ring.find(id)! }));
});

test('nobody writes by the new keys before everybody has had the time to hear of them', async () => {
  const { id } = await one.rotations.ask(SYSTEM);
  await other.ring.refresh();
  clock.forward(EVERYBODY_HEARD_MS - 1);
  expect(await one.work.run()).toBe(0);
  await other.petition(newId(), PHONE);
  expect([await keysInUse(), await now(id)]).toEqual([{ [OLD]: 1 }, expect.objectContaining({ state: 'WAITING' })]);
  clock.forward(1);
  await one.work.step();
  await other.ring.refresh();
  await other.petition(newId(), PHONE);
  expect(await keysInUse()).toEqual({ [OLD]: 1, [NEW]: 1 });
});

test('what is found by a digest is found all the time, by processes that know and by those that do not', async () => {
  const ids = await petitions(500);
  await one.database.query(sql`UPDATE petitioners SET phone_index = ${one.index.of('phone', PHONE)}`);
  for (const id of ids)
    await one.database.query(sql`
      UPDATE petitioners SET sealed = ${one.vault.seal({ name: null, phone: PHONE, email: null, address: null, sentFrom: null }, `petitioners:${id}`)}
      WHERE petition_id = ${id}`);
  const { id } = await one.rotations.ask(SYSTEM);
  const all = async (): Promise<void> => {
    for (const process of [one, other, await start()]) expect(await process.petitionsBy(PHONE)).toEqual(ids);
  };
  await all();
  clock.forward(EVERYBODY_HEARD_MS);
  while ((await one.work.step()) > 0) await all();
  clock.forward(EVERYBODY_HEARD_MS);
  while ((await one.work.step()) > 0) await all();
  expect(await now(id)).toMatchObject({ state: 'DONE' });
  await all();
});

describe('messages', () => {
  test('are written once for their cause while the keys change, whoever writes them by whichever key', async () => {
    const before = Array.from({ length: 40 }, () => waitingMessage(MORNING));
    await one.send(...before);
    await one.rotations.ask(SYSTEM);
    await other.ring.refresh(); // knows both, and will not hear at once which is used
    await one.ring.refresh();
    clock.forward(EVERYBODY_HEARD_MS);
    await one.work.step();
    await one.ring.refresh();
    expect([one.vault, other.vault].map((vault) => vault.seal('', '').readUInt32BE(1))).toEqual([NEW, OLD]);
    const causes = Array.from({ length: 40 }, newId);
    const racing = causes.flatMap((cause) =>
      [one, other].map((process) => process.send(waitingMessage(MORNING, { cause, recipient: 'wang@example.org' }))),
    );
    const again = before.flatMap((message) => [one, other].map((process) => process.send({ ...message, id: newId() })));
    await Promise.all([...racing, ...again, one.work.run()]);
    const [written] = await one.database.query<object>(sql`
      SELECT count(*)::integer AS messages, count(DISTINCT m.cause)::integer AS causes FROM messages m`);
    expect(written).toEqual({ messages: 80, causes: 80 });
  });

  test('of one cause to others are all written', async () => {
    await begun();
    const message = waitingMessage(MORNING);
    await one.send(message, { ...message, id: newId(), recipient: 'wang@example.org' });
    await one.send({ ...message, id: newId(), channel: 'SMS' }, { ...message, id: newId() });
    expect(await one.database.query(sql`SELECT m.id FROM messages m`)).toHaveLength(3);
  });
});

test('a column that nobody declared keeps the old keys from being destroyed', async () => {
  const id = newId();
  await one.petition(id, PHONE);
  await one.database.query(sql`UPDATE petitions SET lookup_hash = ${one.vault.seal('x', 'y')}`);
  const rotation = await begun();
  expect(await ended(rotation.id)).toMatchObject({ state: expect.stringMatching(/RUNNING|SETTLING/), done: 1 });
  expect(await keysKept()).toContainEqual({ id: OLD, state: 'RETIRING', gone: false });
  await one.database.query(sql`UPDATE petitions SET lookup_hash = ''`);
  expect(await ended(rotation.id)).toMatchObject({ state: 'DONE' });
});

test('rows of an older version that wait to be sealed keep them too', async () => {
  const rotation = await begun();
  await one.database.query(sql`INSERT INTO unsealed_rows (no, belongs_to, plain) VALUES (1, 'messages', '{}')`);
  expect(await ended(rotation.id)).toMatchObject({ state: 'SETTLING' });
  await one.database.query(sql`DELETE FROM unsealed_rows`);
  expect(await ended(rotation.id)).toMatchObject({ state: 'DONE' });
});

test('a process that another master key opened neither reads nor writes what it might miss, and says so', async () => {
  const master = new MasterKey(randomBytes(32));
  const renewed = await start();
  const { id } = await one.rotations.ask(SYSTEM);
  await renewed.database.query(sql`UPDATE vault_keys SET wrapped_by = ${master.fingerprint} WHERE id = ${NEW}`);
  await expect(renewed.ring.refresh()).rejects.toThrow('vault.keys_out_of_date');
  await expect(renewed.petitionsBy(PHONE)).rejects.toThrow('vault.keys_out_of_date');
  expect(await now(id)).toMatchObject({ state: 'WAITING' });
});

describe('keys are changed one time after the other', () => {
  test('while they are, they are not changed again, however many ask', async () => {
    const asked = await Promise.allSettled([one.rotations.ask(SYSTEM), other.rotations.ask(SYSTEM)]);
    expect(asked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(one.rotations.ask(SYSTEM)).rejects.toThrow('vault.rotating');
    expect(await keysKept()).toHaveLength(4);
    const { id } = (await one.rotations.current())!;
    await ended(id);
    const { id: next } = await one.rotations.ask(SYSTEM);
    expect(await ended(next)).toMatchObject({ state: 'DONE', fromData: 3, toData: 5 });
  });

  test('one that nobody asked for is not there', async () => {
    await expect(one.rotations.get(newId())).rejects.toThrow('vault.rotation_not_found');
    expect(await one.work.run()).toBe(0);
  });

  test('who asked, and when it was done, is on record', async () => {
    const { id } = await begun();
    await ended(id);
    const facts = await one.database.query(sql`
      SELECT f.type, f.subject_kind AS kind, f.data FROM facts f WHERE f.subject_id = ${id} ORDER BY f.seq`);
    const keys = { fromData: 1, toData: 3, fromIndex: 2, toIndex: 4 };
    expect(facts).toEqual([
      { type: 'vault.rotation_started', kind: 'vault', data: { ...keys, total: 0 } },
      { type: 'vault.rotated', kind: 'vault', data: { ...keys, rows: 0 } },
    ]);
  });
});
