import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { type AnchoredLink, EndsHistory } from './ends-history.ts';
import { EndsTree, prefixOf } from './ends-tree.ts';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** Few chains, some in one part, and some in the first and the last. */
const TAGS = ['0000aa', '0000ab', '0001aa', '7fffaa', '7fffab', 'fffeaa', 'ffffaa', 'ffffab'];

const records = fc
  .array(fc.record({ tag: fc.constantFrom(...TAGS), anchor: fc.nat(6) }), { maxLength: 40 })
  .map((links) => links.sort((a, b) => a.anchor - b.anchor).map((link, i) => ({ ...link, hash: sha256(String(i)) })));

/** As the sealing makes it on the day: where each chain ends then. */
function rootOn(anchor: number, links: readonly AnchoredLink[]): string {
  const ends = new Map(links.filter((link) => link.anchor <= anchor).map(({ tag, hash }) => [tag, hash]));
  const parts = new Map<string, string>();
  for (const [tag, hash] of [...ends].sort()) parts.set(prefixOf(tag), `${parts.get(prefixOf(tag)) ?? ''}${tag} ${hash}\n`);
  return new EndsTree(new Map([...parts].map(([prefix, lines]) => [prefix, sha256(lines)]))).root;
}

test('invariant 15: the root as of each anchor is the one that was made on its day', () => {
  fc.assert(
    fc.property(records, (links) => {
      const history = new EndsHistory();
      for (const link of links.toSorted((a, b) => (a.tag < b.tag ? -1 : Number(a.tag > b.tag)))) history.add(link);
      const rootOf = history.finish();
      for (let anchor = 0; anchor <= 7; anchor += 1) expect(rootOf(anchor)).toBe(rootOn(anchor, links));
    }),
    { numRuns: 20 },
  );
});
