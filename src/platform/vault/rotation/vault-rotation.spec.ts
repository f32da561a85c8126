import fc from 'fast-check';
import { newId } from '../../../kernel/ids.ts';
import { EVERYBODY_HEARD_MS, KEYS_ASKED_EVERY_MS, KEYS_GOOD_FOR_MS } from '../vault-key.ts';
import { advanced, finished, foundMore, hasEverybodyHeard, switched, type VaultRotation } from './vault-rotation.ts';

const AT = new Date('2026-11-20T09:00:00+08:00');
const later = (ms: number): Date => new Date(AT.getTime() + ms);
const TABLES = ['petitioners', 'messages', 'idempotency_keys'];

const waiting: VaultRotation = {
  id: newId(),
  state: 'WAITING',
  ...{ fromData: 1, toData: 3, fromIndex: 2, toIndex: 4 },
  ...{ askedBy: null, askedAt: AT, total: 5, done: 0 },
  ...{ atTable: null, afterRow: null, sealedAt: null, barrier: null, finishedAt: null },
};
const running = switched(waiting, AT);

test('whoever writes asks for the keys several times before it may not write any more, and stops long before the old ones end', () => {
  expect(KEYS_ASKED_EVERY_MS * 3).toBeLessThan(KEYS_GOOD_FOR_MS);
  expect(KEYS_GOOD_FOR_MS * 2).toBeLessThanOrEqual(EVERYBODY_HEARD_MS);
});

test('everybody has heard a minute after it was asked for, and after a row was last sealed again', () => {
  expect(hasEverybodyHeard(waiting, later(EVERYBODY_HEARD_MS - 1))).toBe(false);
  expect(hasEverybodyHeard(waiting, later(EVERYBODY_HEARD_MS))).toBe(true);
  const sealedLater = advanced(running, TABLES, { rows: 1, last: null, now: later(5) });
  expect(hasEverybodyHeard(sealedLater, later(EVERYBODY_HEARD_MS))).toBe(false);
  const nothingMore = advanced(running, TABLES, { rows: 0, last: null, now: later(5) });
  expect(hasEverybodyHeard(nothingMore, later(EVERYBODY_HEARD_MS))).toBe(true);
});

test('it goes through all tables, each to its end, and then settles', () => {
  const places: unknown[] = [];
  let rotation = running;
  for (const last of ['a', 'b', null, null, null]) {
    rotation = advanced(rotation, TABLES, { rows: 2, last, now: AT });
    places.push([rotation.state, rotation.atTable, rotation.afterRow]);
  }
  expect(places).toEqual([
    ['RUNNING', 'petitioners', 'a'],
    ['RUNNING', 'petitioners', 'b'],
    ['RUNNING', 'messages', null],
    ['RUNNING', 'idempotency_keys', null],
    ['SETTLING', null, null],
  ]);
});

test('what is found by the last look lets it begin again', () => {
  const settling = { ...running, state: 'SETTLING', barrier: '7' } as const;
  expect(foundMore(settling, later(9))).toEqual({ ...running, barrier: null, sealedAt: later(9) });
});

test('it never has done more than all, and has done all at the end', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(500), { maxLength: 20 }), (batches) => {
      const at = batches.reduce((rotation, rows) => advanced(rotation, TABLES, { rows, last: 'x', now: AT }), running);
      expect(at.done).toBe(batches.reduce((a, b) => a + b, 0));
      expect(at.total).toBe(Math.max(at.done, waiting.total));
      expect(finished(at, AT)).toMatchObject({ state: 'DONE', done: at.done, total: at.done, finishedAt: AT });
    }),
  );
});
