/** What is wrong with the bytes of a file. `PIXELS`: more than anybody photographs. `ACTIVE`: it can do something by itself. */
export type Unfit = 'BROKEN' | 'PIXELS' | 'ACTIVE';

/** A file is not what it should be. */
export class UnfitContent extends Error {
  /** @param detail in words for whoever sent it, English; never anything that the file says */
  constructor(
    readonly unfit: Unfit,
    readonly detail: string,
  ) {
    super(`${unfit}: ${detail}`);
  }
}
