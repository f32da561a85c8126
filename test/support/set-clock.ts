import { Clock } from '../../src/platform/clock/index.ts';

/** A clock that shows what it is set to. */
export class SetClock extends Clock {
  constructor(public at: Date) {
    super();
  }

  now(): Date {
    return this.at;
  }

  forward(ms: number): void {
    this.at = new Date(this.at.getTime() + ms);
  }
}
