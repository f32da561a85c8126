import { Injectable } from '@nestjs/common';
import type { FactSubject } from '../../kernel/fact.ts';
import { Database, type Tx } from '../database/index.ts';
import { ChainReadModel } from './chain.read-model.ts';
import { ChainEnds, type EndLines } from './chain-end.repository.ts';
import { ChainRepository, type CoveringAnchor } from './chain.repository.ts';
import { type FoundLink, isBlanked } from './chain-check.ts';
import { EndsTree, prefixOf, tagOf } from './ends-tree.ts';
import { dataText, sealedText } from './link-hash.ts';

/** One link as others can check it: the hash is the SHA-256 of the text. */
export interface SealedLink {
  /** Counts the links of all chains. */
  readonly no: string;
  readonly hash: string;
  /** Null when the fact is gone. */
  readonly sealed: string | null;
  /** With which the digest in `sealed` was made, in hexadecimal digits; null where the data had to go, and where `sealed` holds the data. */
  readonly salt: string | null;
  /** What the fact says, as text; null likewise. */
  readonly data: string | null;
}

export interface SealedChain {
  readonly subjectId: string;
  readonly kind: FactSubject['kind'] | null;
  readonly links: readonly SealedLink[];
}

/** An anchor with the hashes of all links under it, in the order of their numbers. */
export type AnchorWithHashes = CoveringAnchor & { readonly hashes: readonly string[] };

/** The ends of the chains of one part, and the way from there to the root that the newest anchor holds. */
export type EndsWithPath = EndLines & { readonly path: readonly string[] };

/** The chains of some subjects, and what holds them together with all others. */
export interface Excerpt {
  readonly chains: readonly SealedChain[];
  readonly anchors: readonly AnchorWithHashes[];
  /** Where the newest anchor says that these chains end; empty when there is none, or it is of before there were ends. */
  readonly ends: readonly EndsWithPath[];
  /** Facts so young that they have no link yet. */
  readonly notSealed: number;
}

/** Takes out of the record what is needed to check a part of it without the rest. */
@Injectable()
export class Excerpts {
  constructor(
    private readonly database: Database,
    private readonly reader: ChainReadModel,
    private readonly chains: ChainRepository,
    private readonly chainEnds: ChainEnds,
  ) {}

  of(subjectIds: readonly string[]): Promise<Excerpt> {
    return this.database.transaction(async (tx) => {
      await this.reader.hold(tx);
      const links = await this.reader.ofSubjects(tx, subjectIds);
      const [chains, anchors] = [chainsOf(links), await this.anchorsOver(tx, links)];
      return {
        chains,
        anchors,
        ends: (anchors.at(-1)?.ends ?? null) === null ? [] : await this.endsOf(tx, chains),
        notSealed: await this.reader.waitingOf(tx, subjectIds),
      };
    });
  }

  private async anchorsOver(tx: Tx, links: readonly FoundLink[]): Promise<AnchorWithHashes[]> {
    const covering = await this.chains.anchorsOver(
      tx,
      links.map(({ no }) => no),
    );
    const found: AnchorWithHashes[] = [];
    for (const anchor of covering) {
      found.push({ ...anchor, hashes: await this.chains.hashes(tx, BigInt(anchor.afterNo), BigInt(anchor.throughNo)) });
    }
    return found;
  }

  private async endsOf(tx: Tx, chains: readonly SealedChain[]): Promise<EndsWithPath[]> {
    const prefixes = [...new Set(chains.map(({ subjectId }) => prefixOf(tagOf(subjectId))))];
    const tree = new EndsTree(await this.chainEnds.parts(tx));
    const lines = new Map((await this.chainEnds.lines(tx, prefixes)).map((part) => [part.prefix, part.lines]));
    return prefixes.map((prefix) => ({ prefix, lines: lines.get(prefix) ?? [], path: tree.pathOf(prefix) }));
  }
}

/** @param links in the order of the chains and their positions */
function chainsOf(links: readonly FoundLink[]): SealedChain[] {
  const chains = new Map<string, { subjectId: string; kind: FactSubject['kind'] | null; links: SealedLink[] }>();
  for (const link of links) {
    const chain = chains.get(link.chain) ?? { subjectId: link.chain, kind: null, links: [] };
    const previous = chain.links.at(-1)?.hash ?? null;
    const sealed = link.id === null ? null : sealedText(link, link.position, previous, link.digest);
    if (link.id !== null) chain.kind = link.subjectKind;
    const data = link.id === null || link.digest === null || isBlanked(link) ? null : dataText(link);
    chain.links.push({ no: link.no, hash: link.hash, sealed, salt: link.salt, data });
    chains.set(link.chain, chain);
  }
  return [...chains.values()];
}
