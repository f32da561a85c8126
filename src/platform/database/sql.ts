/** A statement or a piece of one: text between parameters, and the parameters. Built only by the `sql` tag, so no value reaches the text. */
export class Sql {
  constructor(
    private readonly chunks: readonly string[],
    readonly values: readonly unknown[],
  ) {}

  get text(): string {
    return this.chunks.reduce((text, chunk, i) => (i === 0 ? chunk : `${text}$${i}${chunk}`), '');
  }

  /** Puts this piece into a growing statement. */
  appendTo(chunks: string[], values: unknown[]): void {
    chunks[chunks.length - 1]! += this.chunks[0]!;
    for (let i = 1; i < this.chunks.length; i += 1) chunks.push(this.chunks[i]!);
    for (const value of this.values) values.push(value);
  }
}

/** A tagged template: a nested `Sql` is inlined, everything else becomes a bound parameter. */
export function sql(strings: TemplateStringsArray, ...parameters: readonly unknown[]): Sql {
  const chunks = [strings[0]!];
  const values: unknown[] = [];
  for (const [i, parameter] of parameters.entries()) {
    if (parameter instanceof Sql) {
      parameter.appendTo(chunks, values);
      chunks[chunks.length - 1]! += strings[i + 1]!;
    } else {
      values.push(parameter);
      chunks.push(strings[i + 1]!);
    }
  }
  return new Sql(chunks, values);
}

/** Pieces one after the other, with fixed text such as `', '` or `' AND '` between them. */
export function join(parts: readonly Sql[], separator: string): Sql {
  const chunks = [''];
  const values: unknown[] = [];
  for (const [i, part] of parts.entries()) {
    if (i > 0) chunks[chunks.length - 1]! += separator;
    part.appendTo(chunks, values);
  }
  return new Sql(chunks, values);
}

/** A `jsonb` parameter. Without it the driver writes an array as a PostgreSQL array. */
export const json = (value: unknown): string | null => (value === undefined || value === null ? null : JSON.stringify(value));
