/** So many wait already that nobody else is let in. */
export class GateFull extends Error {}

/** Lets a few in at once; the others wait in the order in which they came. */
export class Gate {
  private readonly waiting: (() => void)[] = [];

  /** @param free how many may be inside @param longestQueue how many may wait */
  constructor(
    private free: number,
    private readonly longestQueue: number,
  ) {}

  /** @throws GateFull, and what `work` throws */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await this.queue();
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next)
        next(); // the place is handed on
      else this.free += 1;
    }
  }

  private queue(): Promise<void> {
    if (this.waiting.length >= this.longestQueue) throw new GateFull();
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
