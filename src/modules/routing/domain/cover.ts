import type { Box } from './condition-space.ts';

/** Knows all values of a dimension. */
interface Space {
  full(dimension: string): bigint;
}

/**
 * A part of `box` that none of `covers` reaches, or null when together they reach all of it. Exact: what a cover leaves is cut into
 * boxes and each is followed to its end. Fast when wide covers come first, for then most boxes vanish at once.
 */
export function findUncovered(box: Box, covers: readonly Box[], space: Space): Box | null {
  const open = [{ part: box, from: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { part, from } = next;
    const met = firstMet(part, covers, from);
    if (met === covers.length) return part;
    for (const rest of difference(part, covers[met]!, space)) open.push({ part: rest, from: met + 1 });
  }
  return null;
}

function firstMet(part: Box, covers: readonly Box[], from: number): number {
  let i = from;
  while (i < covers.length && !intersects(part, covers[i]!)) i += 1;
  return i;
}

function intersects(a: Box, b: Box): boolean {
  for (const [dimension, bits] of b) {
    const other = a.get(dimension);
    if (other !== undefined && (other & bits) === 0n) return false;
  }
  return true;
}

/** `box` without `cover`, as boxes that do not overlap. */
function difference(box: Box, cover: Box, space: Space): Box[] {
  const parts: Box[] = [];
  let inside = box;
  for (const [dimension, bits] of cover) {
    const mine = inside.get(dimension) ?? space.full(dimension);
    if ((mine & ~bits) !== 0n) parts.push(new Map([...inside, [dimension, mine & ~bits]]));
    inside = new Map([...inside, [dimension, mine & bits]]);
  }
  return parts;
}

/** The widest first. */
export const byWidth = (a: Box, b: Box): number => a.size - b.size;
