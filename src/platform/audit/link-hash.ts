import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { type FactRow, toStored } from '../facts/index.ts';

/** A fact with its place in the order of all. */
export interface NumberedFact extends FactRow {
  readonly seq: string;
}

/**
 * The hash of one link: SHA-256 of the UTF-8 of this object in the canonical JSON of RFC 8785. How others compute it again stands in
 * docs/operations.md; what is hashed is never changed, or no chain of before would hold.
 *
 * @param position in the chain of the fact's subject, from 1 on
 * @param previous the hash of the link before it, in hexadecimal digits; null for the first
 */
export function linkHash(fact: NumberedFact, position: number, previous: string | null): string {
  const { id, type, subject, at, actor, data } = toStored(fact);
  const link = {
    position,
    previous,
    seq: fact.seq,
    id,
    type,
    subject,
    at: at.toISOString(),
    actor: { kind: actor.kind, id: actor.id, name: actor.name, onBehalfOf: actor.onBehalfOf ?? null },
    data,
    public: fact.public,
  };
  return createHash('sha256').update(canonicalize(link)!).digest('hex');
}
