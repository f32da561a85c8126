import { DEPTH, EMPTY, leafOf, LEAVES, nodeOf, partDigest } from './ends-tree.ts';

/** A link under an anchor. Anchors are counted from 0 on, in the order of their days. */
export interface AnchoredLink {
  /** Of the chain's subject. */
  readonly tag: string;
  readonly hash: string;
  readonly anchor: number;
}

/** What stood in one place of the tree since which anchor, the oldest first; before, nothing did. */
type Versions = readonly { readonly anchor: number; readonly digest: string }[];

/**
 * The roots over the ends of all chains as of each anchor, counted from the links alone. The tree is built from the left with all its
 * versions at once, so that there is one part in memory, and of what was built what waits for its right neighbour: at most a digest for
 * each anchor on each of sixteen levels. A link costs some seven hashes.
 */
export class EndsHistory {
  private part: AnchoredLink[] = [];
  private leaf = 0;
  private readonly waiting: Versions[] = [];

  /** @param link the next one, in the order of the tags, and within a chain of its positions */
  add(link: AnchoredLink): void {
    this.finishBefore(leafOf(link.tag));
    this.part.push(link);
  }

  /** There are no more links. @returns the root as of an anchor */
  finish(): (anchor: number) => string {
    this.finishBefore(LEAVES);
    const roots = this.waiting[DEPTH]!;
    return (anchor) => roots.findLast((version) => version.anchor <= anchor)?.digest ?? EMPTY[DEPTH]!;
  }

  private finishBefore(leaf: number): void {
    for (; this.leaf < leaf; this.leaf += 1) {
      this.place(ofPart(this.part));
      this.part = [];
    }
  }

  /** Puts a leaf into its place, and above it every node that is whole with it. */
  private place(leaf: Versions): void {
    let [level, node] = [0, leaf];
    for (let at = this.leaf; at % 2 === 1; at >>= 1) {
      node = above(level, this.waiting[level]!, node);
      level += 1;
    }
    this.waiting[level] = node;
  }
}

/** Of a leaf, from the links of its chains. */
function ofPart(links: readonly AnchoredLink[]): Versions {
  const ends = new Map(links.map(({ tag }) => [tag, ''])); // in the order of the tags
  return versionsOf(
    links,
    ({ tag, hash }) => ends.set(tag, hash),
    () => partDigest([...ends].filter(([, hash]) => hash !== '').map(([tag, hash]) => `${tag} ${hash}`)),
  );
}

/** Of a node, from the two below it. */
function above(level: number, left: Versions, right: Versions): Versions {
  const below = { left: EMPTY[level]!, right: EMPTY[level]! };
  return versionsOf(
    [...left.map((each) => ({ ...each, side: 'left' as const })), ...right.map((each) => ({ ...each, side: 'right' as const }))],
    ({ side, digest }) => (below[side] = digest),
    () => nodeOf(below.left, below.right),
  );
}

/** One for each anchor under which something changed. */
function versionsOf<Change extends { readonly anchor: number }>(
  changes: readonly Change[],
  apply: (change: Change) => void,
  digest: () => string,
): Versions {
  const inTime = changes.toSorted((a, b) => a.anchor - b.anchor);
  return inTime.flatMap((change, i) => {
    apply(change);
    return inTime[i + 1]?.anchor === change.anchor ? [] : [{ anchor: change.anchor, digest: digest() }];
  });
}
