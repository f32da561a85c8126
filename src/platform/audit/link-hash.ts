import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { type FactRow, toStored } from '../facts/index.ts';

/** A fact with its place in the order of all. */
export interface NumberedFact extends FactRow {
  readonly seq: string;
}

/**
 * What is sealed of a fact, in the canonical JSON of RFC 8785. How others compute it again stands in docs/verify-a-case-file.md; what is
 * sealed is never changed, or no chain of before would hold. What came later stands in it only where the fact has it: `origin`.
 *
 * @param position in the chain of the fact's subject, from 1 on
 * @param previous the hash of the link before it, in hexadecimal digits; null for the first
 */
export function sealedText(fact: NumberedFact, position: number, previous: string | null): string {
  const { id, type, subject, at, actor, data, origin } = toStored(fact);
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
    ...(origin && { origin }),
  };
  return canonicalize(link)!;
}

/** The hash of one link: SHA-256 of the UTF-8 of what is sealed, in hexadecimal digits. */
export const linkHash = (fact: NumberedFact, position: number, previous: string | null): string =>
  createHash('sha256')
    .update(sealedText(fact, position, previous))
    .digest('hex');
