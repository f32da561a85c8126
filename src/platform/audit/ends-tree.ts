import { createHash } from 'node:crypto';

/** Tags that begin with the same so many hexadecimal digits are one part. */
const PREFIX_DIGITS = 4;
export const DEPTH = 4 * PREFIX_DIGITS;
export const LEAVES = 2 ** DEPTH;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
export const nodeOf = (left: string, right: string): string => sha256(`${left}\n${right}\n`);

/** Of a tree without chains, from the leaf to the root. */
export const EMPTY: readonly string[] = Array.from({ length: DEPTH }).reduce<string[]>(
  (levels) => [...levels, nodeOf(levels.at(-1)!, levels.at(-1)!)],
  [sha256('')],
);

/** By which a chain is found without its subject being named: the SHA-256 of the subject's id, in hexadecimal digits. */
export const tagOf = (subjectId: string): string => sha256(subjectId);

export const prefixOf = (tag: string): string => tag.slice(0, PREFIX_DIGITS);

export const leafOf = (tag: string): number => Number.parseInt(prefixOf(tag), 16);

/** @param ends of the chains of one part, a line each, in the order of their tags */
export const partDigest = (ends: readonly string[]): string => sha256(ends.map((end) => `${end}\n`).join(''));

/**
 * The ends of all chains as one hash, and what one needs to compute it again from the part in which a chain lies. A leaf is the SHA-256 of
 * the part's lines, a node the SHA-256 of the two below it, each of them a line; there is a leaf for every prefix, also where no chain lies.
 */
export class EndsTree {
  private readonly levels: ReadonlyMap<number, string>[];

  /** @param parts the digests of the parts in which chains lie, by their prefix */
  constructor(parts: ReadonlyMap<string, string>) {
    this.levels = [new Map([...parts].map(([prefix, digest]) => [Number.parseInt(prefix, 16), digest]))];
    while (this.levels.length <= DEPTH) this.levels.push(this.above(this.levels.length - 1));
  }

  get root(): string {
    return this.at(DEPTH, 0);
  }

  /** The other one of each pair on the way from a part to the root. */
  pathOf(prefix: string): string[] {
    const leaf = leafOf(prefix);
    return Array.from({ length: DEPTH }, (_, level) => this.at(level, (leaf >> level) ^ 1));
  }

  private above(level: number): ReadonlyMap<number, string> {
    const known = new Set([...this.levels[level]!.keys()].map((at) => at >> 1));
    return new Map([...known].map((at) => [at, nodeOf(this.at(level, 2 * at), this.at(level, 2 * at + 1))]));
  }

  private at(level: number, index: number): string {
    return this.levels[level]!.get(index) ?? EMPTY[level]!;
  }
}
