import type { Tx } from '../database/index.ts';
import { AnchorHash } from './anchor-hash.ts';
import type { ChainReadModel, FollowingLink, Loose } from './chain.read-model.ts';
import type { ChainRepository, CoveringAnchor } from './chain.repository.ts';
import { whatIsWrong } from './chain-check.ts';

const PAGE = 10_000n;

/**
 * Checks the links after one number through another, each by the link before it in its chain, and the anchors that end among them. What
 * all stretches together find is what `Verifier` finds.
 *
 * @returns what is wrong, in words
 */
export async function checkStretch(
  tx: Tx,
  reader: ChainReadModel,
  chains: ChainRepository,
  { after, through }: { readonly after: bigint; readonly through: bigint },
): Promise<string[]> {
  const links = await reader.following(tx, after, through);
  const broken = [...missing(links, after, through), ...links.flatMap((link) => wrongLink(link) ?? [])];
  for (const anchor of await chains.anchorsWithin(tx, after, through)) {
    const { head, links: count } = await hashOver(tx, chains, anchor);
    if (head !== anchor.head || count !== anchor.links) broken.push(`the anchor of ${anchor.day} does not hold`);
  }
  return broken;
}

/** The numbers have no gaps. */
function missing(links: readonly { readonly no: string }[], after: bigint, through: bigint): string[] {
  const found: string[] = [];
  let expected = after + 1n;
  for (const no of [...links.map((link) => BigInt(link.no)), through + 1n]) {
    if (no > expected) found.push(`the links from ${expected} to ${no - 1n} were removed`);
    expected = no + 1n;
  }
  return found;
}

function wrongLink(link: FollowingLink): string | null {
  const before = link.previousHash === null ? null : { position: link.position - 1, hash: link.previousHash };
  const reason = whatIsWrong(link, before);
  return reason === null ? null : `link ${link.no}: ${reason}`;
}

async function hashOver(tx: Tx, chains: ChainRepository, anchor: CoveringAnchor): Promise<ReturnType<AnchorHash['finish']>> {
  const hash = new AnchorHash(anchor.previous, anchor.day);
  const last = BigInt(anchor.throughNo);
  for (let after = BigInt(anchor.afterNo); after < last; after += PAGE) {
    const through = after + PAGE < last ? after + PAGE : last;
    for (const link of await chains.hashes(tx, after, through)) hash.add(link);
  }
  return hash.finish(anchor.ends);
}

/** @param what happened to the fact */
export const looseText = ({ count, seq }: Loose, what: string): string[] =>
  count === 0 ? [] : [`fact ${seq!} was ${what}${count > 1 ? `, and ${count - 1} more` : ''}`];
