/** The scanner gives no verdict: it is away, too slow, or refuses so large a file. */
export class NotScanned extends Error {}

/** Looks for what is known to do harm. The scanner is not ours, so it is behind a port. */
export abstract class VirusScanner {
  /** @throws NotScanned */
  abstract isClean(bytes: Buffer): Promise<boolean>;
}
