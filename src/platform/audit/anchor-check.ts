import { AnchorHash } from './anchor-hash.ts';
import type { Breaks } from './break.ts';
import type { Anchor } from './chain.repository.ts';

/** Counts the links of all chains under their anchors. */
export class AnchorCheck {
  private next = 0;
  private last = 0n;
  private hash: AnchorHash;

  /** @param anchors in the order of their days */
  constructor(
    private readonly anchors: readonly Anchor[],
    private readonly breaks: Breaks,
  ) {
    this.hash = this.begin();
  }

  /** @param link the next one, in the order of the numbers */
  add(link: { readonly no: string; readonly hash: string }): void {
    const no = BigInt(link.no);
    this.finishBefore(no);
    const expected = this.last + 1n;
    if (no !== expected) this.breaks.add({ no: expected, text: `the links from ${expected} to ${no - 1n} were removed` });
    this.hash.add(link.hash);
    this.last = no;
  }

  /** There are no more links. */
  finish(): void {
    this.finishBefore(null);
  }

  private finishBefore(no: bigint | null): void {
    for (let anchor = this.anchors[this.next]; anchor !== undefined; anchor = this.anchors[this.next]) {
      if (no !== null && no <= BigInt(anchor.throughNo)) return;
      const { head, links } = this.hash.finish(anchor.ends);
      if (head !== anchor.head || links !== anchor.links) {
        this.breaks.add({ no: BigInt(anchor.throughNo), text: brokenText(anchor, links) });
      }
      this.next += 1;
      this.hash = this.begin();
    }
  }

  private begin(): AnchorHash {
    return new AnchorHash(this.anchors[this.next - 1]?.head ?? null, this.anchors[this.next]?.day ?? '');
  }
}

const brokenText = ({ day, links, throughNo }: Anchor, found: number): string =>
  `the anchor of ${day} does not hold: it was made over ${links} links through ${throughNo}, and ${found} are there`;
