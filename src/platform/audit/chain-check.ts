import type { Breaks } from './break.ts';
import { dataDigest, linkHash, type NumberedFact } from './link-hash.ts';

/** A link with the fact that it is of; without one when the fact is gone. */
export type FoundLink = {
  readonly no: string;
  readonly chain: string;
  readonly position: number;
  readonly hash: string;
  /** Of the fact, as the link remembers it. */
  readonly factSeq: string;
  /** With which the digest of the fact's data was made; null when the data is gone, and where there is no digest. */
  readonly salt: string | null;
  /** Null for a link of before there were digests. */
  readonly digest: string | null;
  /** Whether a tombstone stands for its data, and the record says who decided so. */
  readonly entombed: boolean;
} & (NumberedFact | { readonly id: null });

/** Follows the chains link by link. */
export class ChainCheck {
  links = 0;
  chains = 0;
  private last: { readonly chain: string; readonly position: number; readonly hash: string } | null = null;

  constructor(private readonly breaks: Breaks) {}

  /** @param link the next one, in the order of the chains and their positions */
  add(link: FoundLink): void {
    const last = this.last?.chain === link.chain ? this.last : null;
    const reason = whatIsWrong(link, last);
    if (reason !== null) this.breaks.add({ no: BigInt(link.no), text: `link ${link.no}: ${reason}` });
    this.links += 1;
    this.chains += last ? 0 : 1;
    this.last = link;
  }
}

/** @param last the link before it in its chain; null when there is none */
export function whatIsWrong(link: FoundLink, last: { readonly position: number; readonly hash: string } | null): string | null {
  const fact = `fact ${link.factSeq} of ${link.id === null ? '' : `${link.subjectKind} `}${link.chain}`;
  const expected = (last?.position ?? 0) + 1;
  if (link.position !== expected)
    return `before ${fact} the links from ${expected} to ${link.position - 1} of its chain were removed`;
  if (link.id === null) return `${fact} was removed`;
  return isSame(link, last?.hash ?? null) ? null : `${fact} is not what was sealed`;
}

const isSame = (link: FoundLink & NumberedFact, previous: string | null): boolean =>
  link.subjectId === link.chain &&
  link.seq === link.factSeq &&
  linkHash(link, link.position, previous, link.digest) === link.hash &&
  saysWhatWasSealed(link);

/** What a fact says is what its digest was made of; or nothing, where a tombstone stands for it. */
function saysWhatWasSealed(link: FoundLink & NumberedFact): boolean {
  if (link.digest === null) return true; // the link covers the data itself
  return isBlanked(link) ? link.entombed && Object.keys(link.data).length === 0 : dataDigest(link, link.salt!) === link.digest;
}

/** Whether what the fact said is gone, and only its digest is there. */
export const isBlanked = ({ salt, digest }: Pick<FoundLink, 'salt' | 'digest'>): boolean => digest !== null && salt === null;
