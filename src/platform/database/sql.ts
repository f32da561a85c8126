/** A statement or a piece of one. Built only by the `sql` tag and `join`, so no value reaches the text. */
export class Sql {
  /** @param strings the text around the parts; the part `i` stands between `strings[i]` and `strings[i + 1]` */
  constructor(
    readonly strings: readonly string[],
    /** Pieces, which are put in as text, and values, which become bound parameters. */
    readonly parts: readonly unknown[],
    /** The same value for the same text around as many parts: every call of one template has the same array of strings. */
    readonly shape: unknown = strings,
  ) {}

  get text(): string {
    const chunks = [''];
    this.writeTo(chunks);
    return chunks.reduce((text, chunk, i) => `${text}$${i}${chunk}`);
  }

  get values(): unknown[] {
    const values: unknown[] = [];
    this.bindTo(values);
    return values;
  }

  /** Appends the values of this piece and of those within it, in the order of their parameters. */
  bindTo(values: unknown[]): void {
    for (const part of this.parts) {
      if (part instanceof Sql) part.bindTo(values);
      else values.push(part);
    }
  }

  /** Appends the text; a new chunk begins after every parameter. */
  private writeTo(chunks: string[]): void {
    for (const [i, text] of this.strings.entries()) {
      chunks[chunks.length - 1]! += text;
      if (i === this.parts.length) return;
      const part = this.parts[i];
      if (part instanceof Sql) part.writeTo(chunks);
      else chunks.push('');
    }
  }
}

/** A tagged template: a nested `Sql` is inlined, everything else becomes a bound parameter. */
export const sql = (strings: TemplateStringsArray, ...parts: readonly unknown[]): Sql => new Sql(strings, parts);

/** Pieces one after the other, with fixed text such as `', '` or `' AND '` between them. */
export function join(pieces: readonly Sql[], separator: string): Sql {
  const inner = pieces.slice(1).map(() => separator);
  return new Sql(pieces.length === 0 ? [''] : ['', ...inner, ''], pieces, separator);
}

/** A `jsonb` parameter. Without it the driver writes an array as a PostgreSQL array. */
export const json = (value: unknown): string | null => (value === undefined || value === null ? null : JSON.stringify(value));
