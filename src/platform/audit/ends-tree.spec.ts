import { createHash } from 'node:crypto';
import { AnchorHash } from './anchor-hash.ts';
import { EndsTree, prefixOf, tagOf } from './ends-tree.ts';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const ID = '019a9d6e-0000-7000-8000-000000000002';

/** As docs/verify-a-case-file.md tells others to compute it. */
function rootBy(prefix: string, leaf: string, path: readonly string[]): string {
  return path.reduce(
    ({ at, digest }, other) => ({ at: at >> 1, digest: sha256(at % 2 ? `${other}\n${digest}\n` : `${digest}\n${other}\n`) }),
    { at: Number.parseInt(prefix, 16), digest: leaf },
  ).digest;
}

test('invariant 15: the root is what the documented way from each part gives, also from one in which no chain lies', () => {
  const parts = new Map(['0000', '0001', '7fff', 'ffff'].map((prefix) => [prefix, sha256(prefix)]));
  const tree = new EndsTree(parts);
  for (const [prefix, digest] of parts) expect(rootBy(prefix, digest, tree.pathOf(prefix))).toBe(tree.root);
  expect(rootBy('1234', sha256(''), tree.pathOf('1234'))).toBe(tree.root);
  expect(tree.pathOf('1234')).toHaveLength(16);
});

test('invariant 15: another part is another root, and so is one more', () => {
  const parts = new Map([['0000', sha256('a')]]);
  const { root } = new EndsTree(parts);
  expect(new EndsTree(new Map([['0000', sha256('b')]])).root).not.toBe(root);
  expect(new EndsTree(new Map([...parts, ['8000', sha256('b')]])).root).not.toBe(root);
  expect(new EndsTree(new Map()).root).not.toBe(root);
});

test('a chain is found by the hash of its subject’s id', () => {
  expect(tagOf(ID)).toBe(sha256(ID));
  expect(prefixOf(tagOf(ID))).toBe(sha256(ID).slice(0, 4));
});

test('invariant 15: an anchor that holds the ends has them as its last line, one of before has none', () => {
  const headOf = (ends: string | null): string => {
    const hash = new AnchorHash(null, '2026-11-20');
    hash.add('aa');
    return hash.finish(ends).head;
  };
  expect(headOf('cc')).toBe(sha256('-\n2026-11-20\naa\nends cc\n'));
  expect(headOf(null)).toBe(sha256('-\n2026-11-20\naa\n'));
});
