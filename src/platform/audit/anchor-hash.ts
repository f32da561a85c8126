import { createHash } from 'node:crypto';

/**
 * The head of an anchor, counted link by link: SHA-256 of lines that each end in a line feed – the head before it (`-` for the first),
 * the day, the hash of every link in the order of their numbers, and `ends` with the root over the ends of all chains, all in hexadecimal
 * digits. Anchors of before there were ends lack the last line. `sha256sum` computes it as well.
 */
export class AnchorHash {
  private readonly hash = createHash('sha256');
  private links = 0;

  constructor(previousHead: string | null, day: string) {
    this.hash.update(`${previousHead ?? '-'}\n${day}\n`);
  }

  add(linkHash: string): void {
    this.hash.update(`${linkHash}\n`);
    this.links += 1;
  }

  /** Ends the counting. @param ends null for an anchor of before there were ends */
  finish(ends: string | null): { readonly head: string; readonly links: number } {
    if (ends !== null) this.hash.update(`ends ${ends}\n`);
    return { head: this.hash.digest('hex'), links: this.links };
  }
}
