import type { Category } from './category.ts';

/**
 * By what a category was recognised: the service and the item together, the item, the first known of several items written into one
 * cell, or the service alone.
 */
export type MatchedBy = 'pair' | 'item' | 'part' | 'service';

export interface Resolved {
  readonly code: string;
  readonly how: MatchedBy;
}

/** Category codes by normalised spelling. Of two categories with one spelling the first counts; the pack's checks refuse that. */
export interface AliasIndex {
  readonly pairs: ReadonlyMap<string, string>;
  readonly items: ReadonlyMap<string, string>;
  readonly services: ReadonlyMap<string, string>;
}

/** One spelling that a category lays claim to. */
export interface Claim {
  readonly kind: keyof AliasIndex;
  readonly key: string;
}

const VARIANTS: readonly (readonly [RegExp, string])[] = [
  [/汙/g, '污'],
  [/妨礙/g, '妨害'],
  [/佔/g, '占'],
  [/台/g, '臺'],
];

/**
 * A spelling without what carries no meaning: full and half width, blanks, punctuation and letter case made one (Unicode NFKC),
 * interchangeable characters made the same. 「髒亂及汙染」 and 「髒亂及污染」, 「聲響、鬆動」 and 「聲響鬆動」 come out equal.
 */
export function normaliseSpelling(text: string): string {
  const bare = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}\p{C}]/gu, '');
  return VARIANTS.reduce((spelling, [variant, standard]) => spelling.replace(variant, standard), bare);
}

/** What a category claims: its own name as an item, and each alias. */
export function claimsOf(category: Pick<Category, 'nameZh' | 'aliases'>): Claim[] {
  return [{ kind: 'items', key: normaliseSpelling(category.nameZh) }, ...category.aliases.map(claimOf)];
}

function claimOf(alias: string): Claim {
  const [service, item] = alias.normalize('NFKC').split('/');
  if (item === undefined) return { kind: 'items', key: normaliseSpelling(alias) };
  if (item.trim() === '') return { kind: 'services', key: normaliseSpelling(service!) };
  return { kind: 'pairs', key: pairKey(service!, item) };
}

const pairKey = (service: string, item: string): string => `${normaliseSpelling(service)}/${normaliseSpelling(item)}`;

/** @param categories those that may be answered, e.g. the ones in force today */
export function indexAliases(categories: readonly Pick<Category, 'code' | 'nameZh' | 'aliases'>[]): AliasIndex {
  const index = { pairs: new Map<string, string>(), items: new Map<string, string>(), services: new Map<string, string>() };
  for (const category of categories) {
    for (const { kind, key } of claimsOf(category)) {
      if (!index[kind].has(key)) index[kind].set(key, category.code);
    }
  }
  return index;
}

/**
 * The category of a case from another system. The item decides – operators choose it, and a wrong service with a right item is
 * common –; the service is the fallback for an item that is empty or means nothing. Null when neither is known.
 */
export function resolveCategory(index: AliasIndex, service: string, item: string): Resolved | null {
  return (
    answer('pair', index.pairs.get(pairKey(service, item))) ??
    answer('item', index.items.get(normaliseSpelling(item))) ??
    answer('part', firstKnown(index, item)) ??
    answer('service', index.services.get(normaliseSpelling(service)) ?? index.items.get(normaliseSpelling(service)))
  );
}

/** Two items in one cell, 「違規停車 佔用道路」: the one named first. */
function firstKnown(index: AliasIndex, item: string): string | undefined {
  return item
    .split(/[\s;]+/u)
    .map((part) => index.items.get(normaliseSpelling(part)))
    .find((code) => code !== undefined);
}

const answer = (how: MatchedBy, code: string | undefined): Resolved | null => (code === undefined ? null : { code, how });
