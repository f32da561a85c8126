/**
 * Works through what waits, batch after batch, until one of them is not full.
 *
 * @param size of a full batch
 * @param batch works on one @returns how many it found
 * @param most no further batch is begun after so many
 * @returns how many in all
 */
export async function inBatches(size: number, batch: () => Promise<number>, most = Infinity): Promise<number> {
  let total = 0;
  for (;;) {
    const found = await batch();
    total += found;
    if (found < size || total >= most) return total;
  }
}
