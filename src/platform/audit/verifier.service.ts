import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../database/index.ts';
import { AnchorCheck } from './anchor-check.ts';
import { Breaks } from './break.ts';
import { ChainCheck } from './chain-check.ts';
import { partsOfLinks } from './chain-end.repository.ts';
import { ChainReadModel } from './chain.read-model.ts';
import type { Anchor } from './chain.repository.ts';
import { EndsTree } from './ends-tree.ts';
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
    if (breaks.count === 0) await this.checkEnds(tx, anchors.at(-1), breaks);
    return anchors;
  }

  /** Of the newest anchor alone, for the others lie under it. */
  private async checkEnds(tx: Tx, newest: Anchor | undefined, breaks: Breaks): Promise<void> {
    if (!newest || newest.ends === null) return;
    const { root } = new EndsTree(await partsOfLinks(tx, newest.throughNo));
    const text = `the chains do not end where the anchor of ${newest.day} says`;
    if (root !== newest.ends) breaks.add({ no: BigInt(newest.throughNo), text });
  }
}
