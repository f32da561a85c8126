import { SingleBar } from 'cli-progress';
import type { Tally } from './tally.ts';

/** Shows how far a replay is. */
export interface Progress {
  /** @param done 0 to 1 */
  update(done: number, tally: Tally): void;
  stop(): void;
}

type Write = (text: string) => void;

const LINE_EVERY_MS = 5_000;
const PARTS = 10_000; // a bar counts whole steps; this is fine enough for any width

/** A bar on a terminal; elsewhere, as in a log file, a line every few seconds. */
export function startProgress(terminal: Terminal, elapsedMs: () => number): Progress {
  return terminal.isTTY ? startBar(terminal, elapsedMs) : new Lines((text) => void terminal.write(text), elapsedMs);
}

/** Standard output or error, or anything that can be written to. */
export type Terminal = Pick<NodeJS.WriteStream, 'isTTY' | 'write'>;

function startBar(stream: Terminal, elapsedMs: () => number): Progress {
  const format = '{bar} {percentage} %  {figures}';
  const bar = new SingleBar({ format, stream: stream as NodeJS.WriteStream, hideCursor: true });
  bar.start(PARTS, 0, { figures: '' });
  return {
    update: (done, tally) => bar.update(Math.round(done * PARTS), { figures: figuresOf(tally, elapsedMs()) }),
    stop: () => bar.stop(),
  };
}

/** Plain lines, seldom. */
export class Lines implements Progress {
  private lastMs = 0;

  constructor(
    private readonly write: Write,
    private readonly elapsedMs: () => number,
  ) {}

  update(done: number, tally: Tally): void {
    const elapsed = this.elapsedMs();
    if (elapsed - this.lastMs < LINE_EVERY_MS) return;
    this.lastMs = elapsed;
    this.write(`${(done * 100).toFixed(0).padStart(3)} %  ${figuresOf(tally, elapsed)}\n`);
  }

  stop(): void {
    // every line was ended
  }
}

function figuresOf(tally: Tally, elapsedMs: number): string {
  const { TAKEN_IN, ALREADY_THERE, REJECTED, FAILED } = tally.counted;
  const perSecond = elapsedMs === 0 ? 0 : (tally.rows * 1000) / elapsedMs;
  return `${tally.rows} rows, ${TAKEN_IN} taken in, ${ALREADY_THERE} already there, ${REJECTED + FAILED} rejected, ${perSecond.toFixed(0)}/s`;
}
