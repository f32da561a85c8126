import { shippedSources } from '../../test/architecture/sources.ts';
import { blindIndex, vault } from '../../test/support/vault.ts';
import { sealedTables } from './sealed-tables.ts';

/** Everything that is sealed says in which place: `petitioners:<id>`. */
const PLACE = /=> `([a-z_]+):\$\{/g;

/** The tables that the sources seal something into. */
const tablesSealed = (sources: readonly { readonly path: string; readonly text: string }[]): string[] => [
  ...new Set(
    sources
      .filter(({ path, text }) => /\bvault\.seal\(/.test(text) && !path.startsWith('src/platform/vault/'))
      .flatMap(({ path, text }) => {
        const places = [...text.matchAll(PLACE)].map(([, table]) => table!);
        return places.length > 0 ? places : [`${path} does not say where`];
      }),
  ),
];

test('every table that something is sealed into takes part in the change of keys', () => {
  const declared = sealedTables(vault, blindIndex).map(({ table }) => table);
  expect(tablesSealed(shippedSources()).sort()).toEqual([...declared].sort());
});

test('the law can fail', () => {
  const seals = 'const placeOf = (id: string): string => `lamps:${id}`; this.vault.seal(x, placeOf(id));';
  expect(tablesSealed([{ path: 'src/modules/lamps/lamp.repository.ts', text: seals }])).toEqual(['lamps']);
  expect(tablesSealed([{ path: 'src/a.ts', text: 'this.vault.seal(x, y);' }])).toEqual(['src/a.ts does not say where']);
});
