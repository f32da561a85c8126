import { Logger } from '@nestjs/common';
import { waitingMessage } from '../../../../test/support/message-rows.ts';
import { MORNING, NEW, OLD, VaultCity } from '../../../../test/support/vault-city.ts';
import type { VaultProcess } from '../../../../test/support/vault-process.ts';
import { SYSTEM } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import { sql } from '../../database/index.ts';
import { EVERYBODY_HEARD_MS } from '../vault-key.ts';

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

test('nobody writes by the new keys before everybody has had the time to hear of them', async () => {
  const { id } = await one.rotations.ask(SYSTEM);
  await other.ring.refresh();
  city.clock.forward(EVERYBODY_HEARD_MS - 1);
  expect(await one.work.run()).toBe(0);
  await other.petition(newId(), PHONE);
  expect([await city.keysInUse(), await city.now(id)]).toEqual([{ [OLD]: 1 }, expect.objectContaining({ state: 'WAITING' })]);
  city.clock.forward(1);
  await one.work.step();
  await other.ring.refresh();
  await other.petition(newId(), PHONE);
  expect(await city.keysInUse()).toEqual({ [OLD]: 1, [NEW]: 1 });
});

describe('a process that has not heard of the new keys', () => {
  test('reads by them as soon as it meets them, and finds by them', async () => {
    const unaware = await city.start();
    const [written, asked] = [newId(), newId()];
    await one.petition(written, PHONE);
    const rotation = await one.rotations.ask(SYSTEM);
    city.pass();
    await one.work.run();
    expect(await city.now(rotation.id)).toMatchObject({ state: 'SETTLING' });
    expect(await unaware.petitionsBy(PHONE)).toEqual([written]);
    const later = await city.start();
    await later.petition(asked, '0987654321');
    expect(await unaware.phoneOf(asked)).toBe('0987654321');
  });

  test('writes under the old ones; the last look finds that, and the old ones stay until then', async () => {
    const { id } = await one.rotations.ask(SYSTEM);
    city.pass();
    await one.work.run();
    expect(await city.now(id)).toMatchObject({ state: 'SETTLING' });
    const late = newId();
    await other.petition(late, PHONE);
    expect(await city.keysInUse()).toEqual({ [OLD]: 1 });
    city.pass();
    await one.work.run();
    expect(await city.now(id)).toMatchObject({ state: 'SETTLING', done: 1, barrier: null });
    expect(await city.ended(id)).toMatchObject({ state: 'DONE', done: 1 });
    expect(await (await city.start()).phoneOf(late)).toBe(PHONE);
  });

  test('and whose transaction is open still is waited for, however long it takes', async () => {
    const { id } = await city.begun();
    const late = newId();
    const behind = await city.start();
    behind.ring.hold([...(await oldKeys())]);
    await behind.database.transaction(async (tx) => {
      await behind.petitionIn(tx, late, PHONE);
      expect(await city.tried(id)).toMatchObject({ state: 'SETTLING', barrier: expect.any(String) });
    });
    expect(await city.ended(id)).toMatchObject({ state: 'DONE', done: 1 });
    expect(await (await city.start()).phoneOf(late)).toBe(PHONE);
  });

  /** As a process holds them that has not heard of others. */
  const oldKeys = async (): Promise<Parameters<typeof one.ring.hold>[0]> =>
    [1, 2].map((id) => ({ id, purpose: id === 1 ? 'DATA' : 'INDEX', state: 'ACTIVE', key: one.ring.find(id)! }));
});

test('what is found by a digest is found all the time, by processes that know and by those that do not', async () => {
  const ids = await city.petitions(500);
  await one.database.query(sql`UPDATE petitioners SET phone_index = ${one.index.of('phone', PHONE)}`);
  for (const id of ids)
    await one.database.query(sql`
      UPDATE petitioners SET sealed = ${one.vault.seal({ name: null, phone: PHONE, email: null, address: null, sentFrom: null }, `petitioners:${id}`)}
      WHERE petition_id = ${id}`);
  const { id } = await one.rotations.ask(SYSTEM);
  const all = async (): Promise<void> => {
    for (const process of [one, other, await city.start()]) expect(await process.petitionsBy(PHONE)).toEqual(ids);
  };
  await all();
  city.pass();
  while ((await one.work.step()) > 0) await all();
  city.pass();
  while ((await one.work.step()) > 0) await all();
  expect(await city.ended(id)).toMatchObject({ state: 'DONE' });
  await all();
});

describe('messages', () => {
  test('are written once for their cause while the keys change, whoever writes them by whichever key', async () => {
    const before = Array.from({ length: 40 }, () => waitingMessage(MORNING));
    await one.send(...before);
    await one.rotations.ask(SYSTEM);
    await other.ring.refresh(); // knows both, and will not hear at once which is used
    await one.ring.refresh();
    city.pass();
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
    await city.begun();
    const message = waitingMessage(MORNING);
    await one.send(message, { ...message, id: newId(), recipient: 'wang@example.org' });
    await one.send({ ...message, id: newId(), channel: 'SMS' }, { ...message, id: newId() });
    expect(await one.database.query(sql`SELECT m.id FROM messages m`)).toHaveLength(3);
  });
});
