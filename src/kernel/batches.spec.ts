import { inBatches } from './batches.ts';

test.each([
  [[0], 0],
  [[2], 2],
  [[3, 0], 3],
  [[3, 3, 1], 7],
])('batches of three that find %j are worked through to the first that is not full', async (found, total) => {
  const left = [...found];
  expect(await inBatches(3, async () => left.shift()!)).toBe(total);
  expect(left).toEqual([]);
});

test('no batch is begun after as many as are wanted at most', async () => {
  const left = [3, 3, 3, 3];
  expect(await inBatches(3, async () => left.shift()!, 6)).toBe(6);
  expect(left).toEqual([3, 3]);
});
