import { inspect } from 'node:util';
import fc from 'fast-check';
import { SealBroken } from './cipher.ts';
import { BlindIndex } from './blind-index.service.ts';
import { KeyRing } from './key-ring.ts';
import { MasterKey } from './master-key.ts';
import type { VaultKey } from './vault-key.ts';
import { VaultKeysOutOfDate } from './vault-errors.ts';
import { Vault } from './vault.service.ts';

const key = (id: number, purpose: VaultKey['purpose'], state: VaultKey['state'] = 'ACTIVE'): VaultKey => ({
  id,
  purpose,
  state,
  key: Buffer.alloc(32, id),
});
const FIRST = [key(1, 'DATA'), key(2, 'INDEX')];
const SECOND = [key(1, 'DATA', 'RETIRING'), key(2, 'INDEX', 'RETIRING'), key(3, 'DATA'), key(4, 'INDEX')];

/** A process that has these keys, in a city that has those. */
function processWith(held: readonly VaultKey[], stored = held): { vault: Vault; index: BlindIndex; ring: KeyRing } {
  const ring = new KeyRing({ load: () => Promise.resolve(stored) });
  ring.hold(held);
  return { vault: new Vault(ring), index: new BlindIndex(ring), ring };
}

const { vault, index } = processWith(FIRST);

test('what is sealed opens in its place, whatever it is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), fc.string(), async (content, place) => {
      expect(await vault.open(vault.seal(content, place), place)).toEqual(JSON.parse(JSON.stringify(content)));
    }),
  );
});

test('nothing of it can be read, and the same looks different every time', () => {
  const [one, other] = [vault.seal({ name: '林美' }, 'a'), vault.seal({ name: '林美' }, 'a')];
  expect(one.equals(other)).toBe(false);
  expect(one.includes('林美')).toBe(false);
});

test('in another place it does not open', async () => {
  await expect(vault.open(vault.seal('林美', 'petitioners:1'), 'petitioners:2')).rejects.toThrow(SealBroken);
});

test('with any bit of it changed, or any of it cut off, it does not open', async () => {
  const sealed = vault.seal({ name: '林美' }, 'a');
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const changed = Buffer.from(sealed);
    changed[bit >> 3]! ^= 1 << (bit & 7);
    await expect(vault.open(changed, 'a')).rejects.toThrow(SealBroken);
  }
  for (let length = 0; length < sealed.length; length += 1)
    await expect(vault.open(sealed.subarray(0, length), 'a')).rejects.toThrow(SealBroken);
});

test('under another key of the same number it does not open', async () => {
  const stranger = processWith([{ ...key(1, 'DATA'), key: Buffer.alloc(32, 9) }, key(2, 'INDEX')]);
  await expect(stranger.vault.open(vault.seal('林美', 'a'), 'a')).rejects.toThrow(SealBroken);
});

test('a process learns of a key that another one made when it meets it', async () => {
  const sealed = processWith(SECOND).vault.seal('林美', 'a');
  const behind = processWith(FIRST, SECOND);
  expect(await behind.vault.open(sealed, 'a')).toBe('林美');
  expect((await behind.vault.reseal(vault.seal('林美', 'a'), 'a')).subarray(0, 5)).toEqual(sealed.subarray(0, 5));
});

describe('a process that could not ask for the keys for too long', () => {
  const asleep = new KeyRing({ load: () => Promise.resolve(FIRST) }, -1);
  asleep.hold(FIRST);

  test('writes nothing: others may write by keys that it does not know', () => {
    expect(() => new Vault(asleep).seal('林美', 'a')).toThrow(VaultKeysOutOfDate);
    expect(() => new BlindIndex(asleep).of('phone', '0912345678')).toThrow(VaultKeysOutOfDate);
  });

  test('reads and finds what it knows how to', async () => {
    expect(await new Vault(asleep).open(vault.seal('林美', 'a'), 'a')).toBe('林美');
    expect(
      await new BlindIndex(asleep).ask({ query: () => Promise.resolve([]) }, (of) => Promise.resolve(of('email', 'a'))),
    ).toHaveLength(1);
  });

  test('is not put back by an answer that was overtaken by a newer one', async () => {
    const answers: ((keys: readonly VaultKey[]) => void)[] = [];
    const ring = new KeyRing({ load: () => new Promise((resolve) => answers.push(resolve)) });
    ring.hold(FIRST);
    const db = { query: () => Promise.resolve([]) };
    const [early, late] = [ring.isCurrent(db), ring.isCurrent(db)];
    answers[1]!(SECOND);
    expect(await late).toBe(false);
    answers[0]!(FIRST);
    await early;
    expect(ring.dataKey.id).toBe(3);
  });
});

test('a key that everybody is yet to hear of is found by, and not written by', () => {
  const announced = processWith([...FIRST, key(3, 'DATA', 'NEXT'), key(4, 'INDEX', 'NEXT')]);
  expect(announced.vault.seal('林美', 'a').readUInt32BE(1)).toBe(1);
  expect(announced.index.of('phone', '0912345678')).toEqual(index.of('phone', '0912345678'));
  expect(announced.index.allOf('phone', '0912345678')).toHaveLength(2);
  expect([announced.index.isChanging, index.isChanging]).toEqual([true, false]);
});

describe('a blind index', () => {
  const digests = (of: BlindIndex): Promise<Buffer[]> =>
    of.ask({ query: () => Promise.resolve([]) }, (digestsOf) => Promise.resolve(digestsOf('phone', '0912345678')));

  test('is the same for the same value of a kind, and for nothing else', () => {
    const digest = index.of('phone', '0912345678');
    expect(digest).toHaveLength(16);
    expect(index.of('phone', '0912345678')).toEqual(digest);
    for (const other of [index.of('email', '0912345678'), index.of('phone', '0912345679')]) expect(other).not.toEqual(digest);
    expect(processWith(SECOND).index.of('phone', '0912345678')).not.toEqual(digest);
    expect(index.of('phone', null)).toBeNull();
  });

  test('is asked for under both keys while they change, the new one first', async () => {
    const changing = processWith(SECOND).index;
    expect(await digests(changing)).toEqual([changing.of('phone', '0912345678'), index.of('phone', '0912345678')]);
  });

  test('is asked for again when a key turns out to be new', async () => {
    expect(await digests(processWith(FIRST, SECOND).index)).toHaveLength(2);
  });

  test('of nothing finds nothing', async () => {
    const asked = index.ask({ query: () => Promise.resolve([]) }, (digestsOf) => Promise.resolve(digestsOf('phone', null)));
    expect(await asked).toEqual([]);
  });
});

describe('a master key', () => {
  const master = new MasterKey(Buffer.from('8f1d6a03c25be94770de12ab5c3498ef06b1735d2ca94e80f7163b5ad8029c41', 'hex'));

  test('opens what it wrapped, as the key that it was', () => {
    const wrapped = master.wrap(Buffer.alloc(32, 7), 1, 'DATA');
    expect(master.unwrap(wrapped, 1, 'DATA')).toEqual(Buffer.alloc(32, 7));
    expect(() => master.unwrap(wrapped, 2, 'DATA')).toThrow(SealBroken);
    expect(() => master.unwrap(wrapped, 1, 'INDEX')).toThrow(SealBroken);
    expect(() => new MasterKey(Buffer.alloc(32, 1)).unwrap(wrapped, 1, 'DATA')).toThrow(SealBroken);
  });

  test('is not shown by whatever writes it', () => {
    const written = [inspect(master), inspect({ master }, { showHidden: true }), JSON.stringify({ master })];
    expect(written.join('\n')).not.toMatch(/8f1d|143, 29|jx1q/i);
  });
});
