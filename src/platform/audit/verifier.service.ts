import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../database/index.ts';
import { AnchorCheck } from './anchor-check.ts';
import { Breaks } from './break.ts';
import { ChainCheck } from './chain-check.ts';
import { ChainReadModel } from './chain.read-model.ts';
import type { Anchor } from './chain.repository.ts';
import { EndsHistory } from './ends-history.ts';
import { looseText } from './stretch-check.ts';

/** What a check of the record found. */
export interface Verification {
  readonly links: number;
  readonly chains: number;
  readonly anchors: number;
  /** Facts so young that they have no link yet. */
  readonly waiting: number;
  readonly breaks: number;
  /** The first of them, in words; null when the record is whole. */
  readonly firstBreak: string | null;
  /** To be held against the same line of an earlier day that was kept elsewhere. */
  readonly lastAnchor: Anchor | null;
}

/** Checks that the record of what happened is what was written: every link of every chain, every anchor, in the memory of one page. */
@Injectable()
export class Verifier {
  constructor(
    private readonly database: Database,
    private readonly chains: ChainReadModel,
  ) {}

  verify(): Promise<Verification> {
    return this.database.transaction(async (tx) => {
      await this.chains.hold(tx);
      const breaks = new Breaks();
      const chains = await this.checkChains(tx, breaks);
      const anchors = await this.checkAnchors(tx, breaks);
      const loose = [
        ...looseText(await this.chains.vanished(tx), 'removed before it was sealed'),
        ...looseText(await this.chains.strangers(tx), 'put in by somebody else than the program'),
      ];
      return {
        links: chains.links,
        chains: chains.chains,
        anchors: anchors.length,
        waiting: await this.chains.waiting(tx),
        breaks: breaks.count + loose.length,
        firstBreak: breaks.first?.text ?? loose[0] ?? null,
        lastAnchor: anchors.at(-1) ?? null,
      };
    });
  }

  private async checkChains(tx: Tx, breaks: Breaks): Promise<ChainCheck> {
    const check = new ChainCheck(breaks);
    for await (const link of this.chains.inChains(tx)) check.add(link);
    return check;
  }

  /** What is broken in a chain is told by the chain, which knows the fact; so an anchor speaks only where the chains are whole. */
  private async checkAnchors(tx: Tx, breaks: Breaks): Promise<readonly Anchor[]> {
    const anchors = await this.chains.anchors(tx);
    const found = new Breaks();
    const check = new AnchorCheck(anchors, found);
    for await (const link of this.chains.inOrder(tx)) check.add(link);
    check.finish();
    breaks.count += found.count;
    breaks.first ??= found.first;
    if (breaks.count === 0) await this.checkEnds(tx, anchors, breaks);
    return anchors;
  }

  /** Of every anchor: a head covers what was said of the ends on its day, so one that is right says nothing of the others. */
  private async checkEnds(tx: Tx, anchors: readonly Anchor[], breaks: Breaks): Promise<void> {
    if (anchors.every(({ ends }) => ends === null)) return;
    const history = new EndsHistory();
    const anchorOver = placedUnder(anchors);
    for await (const { tag, no, hash } of this.chains.inTags(tx)) history.add({ tag, hash, anchor: anchorOver(no) });
    const rootOf = history.finish();
    for (const [i, { day, throughNo, ends }] of anchors.entries()) {
      if (ends === null || ends === rootOf(i)) continue;
      breaks.add({ no: BigInt(throughNo), text: `the chains do not end where the anchor of ${day} says` });
    }
  }
}

/** @returns which anchor, counted from 0, is the first over a link */
function placedUnder(anchors: readonly Anchor[]): (no: string) => number {
  const ends = anchors.map(({ throughNo }) => Number(throughNo));
  return (no) => {
    let [from, to] = [0, ends.length - 1];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (ends[middle]! < Number(no)) from = middle + 1;
      else to = middle;
    }
    return from;
  };
}
