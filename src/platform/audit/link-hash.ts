import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { type FactRow, toStored } from '../facts/index.ts';

/** A fact with its place in the order of all. */
export interface NumberedFact extends FactRow {
  readonly seq: string;
}

/**
 * What is sealed of a fact, in the canonical JSON of RFC 8785. How others compute it again stands in docs/verify-a-case-file.md; what is
 * sealed is never changed, or no chain of before would hold. What came later stands in it only where the fact has it: `origin`, and
 * `dataDigest` in the place of `data`.
 *
 * @param position in the chain of the fact's subject, from 1 on
 * @param previous the hash of the link before it, in hexadecimal digits; null for the first
 * @param digest of the fact's data, in hexadecimal digits; null for a link of before there were digests, which seals the data itself
 */
export function sealedText(fact: NumberedFact, position: number, previous: string | null, digest: string | null): string {
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
    ...(digest === null ? { data } : { dataDigest: digest }),
    public: fact.public,
    ...(origin && { origin }),
  };
  return canonicalize(link)!;
}

/** The hash of one link: SHA-256 of the UTF-8 of what is sealed, in hexadecimal digits. */
export const linkHash = (fact: NumberedFact, position: number, previous: string | null, digest: string | null): string =>
  sha256(sealedText(fact, position, previous, digest));

/** What a fact says, in the canonical JSON of RFC 8785. */
export const dataText = ({ data }: Pick<NumberedFact, 'data'>): string => canonicalize(data)!;

/**
 * The digest that stands for a fact's data: SHA-256 of the salt, a line feed and the data. Without the salt, which goes with the data,
 * nobody can try what may have stood there.
 *
 * @param salt in hexadecimal digits
 */
export const dataDigest = (fact: Pick<NumberedFact, 'data'>, salt: string): string => sha256(`${salt}\n${dataText(fact)}`);

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
