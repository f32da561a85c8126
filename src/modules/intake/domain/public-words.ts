import type { Stored } from '../../../platform/facts/index.ts';
import type { CaseClosed, CaseNoted } from '../../cases/index.ts';

/**
 * A fact as the public page tells it: what staff wrote – a reply, a public note – goes through `readable` first, for several petitioners
 * may read what was written about one of them.
 */
export function withPublicWords(fact: Stored, readable: (text: string) => string): Stored {
  if (isClosing(fact)) return { ...fact, data: { ...fact.data, reply: readable(fact.data.reply) } };
  if (isNote(fact)) return { ...fact, data: { ...fact.data, text: readable(fact.data.text) } };
  return fact;
}

export const isClosing = (fact: Stored): fact is Stored<CaseClosed> => fact.type === 'case.closed';

export const isNote = (fact: Stored): fact is Stored<CaseNoted> => fact.type === 'case.noted';
