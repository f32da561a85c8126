import { Gate, GateFull } from './gate.ts';

/** Work that ends when it is told to. */
function job(): { readonly work: () => Promise<string>; readonly end: () => void; readonly begun: () => boolean } {
  let finish: (() => void) | undefined;
  return {
    work: () => new Promise((resolve) => (finish = () => resolve('done'))),
    end: () => finish!(),
    begun: () => finish !== undefined,
  };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('as many as there is room for are inside, the next comes in when one leaves', async () => {
  const gate = new Gate(1, 1);
  const [first, second] = [job(), job()];
  const both = Promise.all([gate.pass(first.work), gate.pass(second.work)]);
  await turn();
  expect([first.begun(), second.begun()]).toEqual([true, false]);
  first.end();
  await turn();
  expect(second.begun()).toBe(true);
  second.end();
  expect(await both).toEqual(['done', 'done']);
});

test('who finds the queue full is sent away, and the gate goes on', async () => {
  const gate = new Gate(1, 0);
  const first = job();
  const inside = gate.pass(first.work);
  await expect(gate.pass(job().work)).rejects.toThrow(GateFull);
  first.end();
  await inside;
  expect(await gate.pass(() => Promise.resolve(1))).toBe(1);
});

test('work that fails gives its place back', async () => {
  const gate = new Gate(1, 0);
  await expect(gate.pass(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await gate.pass(() => Promise.resolve(2))).toBe(2);
});
