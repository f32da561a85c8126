import { Sql } from './sql.ts';

/** A statement as the driver takes it; PostgreSQL remembers its plan by the name. */
export interface Prepared {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

/** One piece of the statements known so far, and the pieces that have followed it. */
interface Node {
  readonly shape: unknown;
  readonly parts: number;
  /** Values before the piece. */
  readonly at: number;
  readonly following: Node[];
  statement: { readonly name: string; readonly text: string } | null;
}

/**
 * Finds the text and the name of a statement without putting the text together again, which for a petition takes longer than deciding
 * where it goes: the pieces, in order and each with the number of values before it, determine the text.
 */
export class PreparedStatements {
  private readonly root: Node = { shape: null, parts: 0, at: 0, following: [], statement: null };
  private readonly names = new Map<string, string>();

  of(statement: Sql): Prepared {
    const values: unknown[] = [];
    const last = walk(statement, this.root, values);
    last.statement ??= this.named(statement.text);
    return { ...last.statement, values };
  }

  /** One name per text. The texts come from the code, so there are few. */
  private named(text: string): { name: string; text: string } {
    const name = this.names.get(text) ?? `s${this.names.size}`;
    this.names.set(text, name);
    return { name, text };
  }
}

/** @returns the node of the last piece within `piece` */
function walk(piece: Sql, from: Node, values: unknown[]): Node {
  let node = follow(from, piece, values.length);
  for (const part of piece.parts) {
    if (part instanceof Sql) node = walk(part, node, values);
    else values.push(part);
  }
  return node;
}

function follow(from: Node, { shape, parts: { length: parts } }: Sql, at: number): Node {
  const known = from.following.find((node) => node.shape === shape && node.parts === parts && node.at === at);
  if (known) return known;
  const node: Node = { shape, parts, at, following: [], statement: null };
  from.following.push(node);
  return node;
}
