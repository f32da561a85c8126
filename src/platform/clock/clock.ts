/** The only place that asks the machine for the time. */
export abstract class Clock {
  abstract now(): Date;
}

export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}

/** Runs with the machine's clock, ahead of it by what it was moved forward. For training, demonstrations and tests. */
export class SimulatedClock extends Clock {
  private aheadMs = 0;

  now(): Date {
    return new Date(Date.now() + this.aheadMs);
  }

  /** Moves forward to an instant; the past is never shown again. */
  advanceTo(instant: Date): void {
    this.aheadMs = Math.max(this.aheadMs, instant.getTime() - Date.now());
  }

  /** Begins at any instant, for tests: what is stored afterwards must not be older. */
  startAt(instant: Date): void {
    this.aheadMs = instant.getTime() - Date.now();
  }

  get ahead(): number {
    return this.aheadMs;
  }
}
