import { Writable } from 'node:stream';

/**
 * Whatever of a petitioner in a test must not be read in a log line, a metric or a refusal: the names that petitions of tests bear, the
 * domains of their addresses, and every mobile number. What stands behind a decimal point is a measure: `0.0912345678` seconds.
 */
const CANARIES: readonly RegExp[] = [
  /王小明|林美|甄隱姓|金絲雀/u,
  /[\w.+-]+@(?:[\w-]+\.)*example\.(?:org|com|tw)\b/iu,
  /(?<![0-9a-z]|\d\.)09\d\d[- ]?\d{3}[- ]?\d{3}(?![0-9a-z])/iu,
];

/** The pieces of a text that tell who petitioned, also where an address percent-encodes them; empty when none does. */
export const canariesIn = (text: string): string[] => {
  const read = text.includes('%') ? `${text}\n${percentDecoded(text)}` : text;
  return CANARIES.flatMap((canary) => canary.exec(read)?.[0] ?? []);
};

export const percentDecoded = (text: string): string =>
  text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString());

/** What was overheard where nobody's name may be heard: in everything that a test's processes log, and in what they refuse with. */
export class Overheard {
  readonly leaks: string[] = [];

  hear(where: string, text: string): void {
    const found = canariesIn(text);
    if (found.length > 0) this.leaks.push(`${where} tells ${found.join(', ')}: ${text.slice(0, 500)}`);
  }

  /** Takes the place of standard output; the lines are read and dropped. */
  get log(): Writable {
    return new Writable({
      write: (line: Buffer, _encoding, done) => {
        this.hear('a log line', line.toString());
        done();
      },
    });
  }
}
