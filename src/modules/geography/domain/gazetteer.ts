import type { District, Village } from './area-csv.ts';
import type { Boundaries } from './boundaries.ts';
import { misspelt, severalDistricts, type Reason } from './place-reasons.ts';

/** The names of a city's areas, ready to be found in Chinese text. */
export interface Gazetteer {
  readonly districts: ReadonlyMap<string, District>;
  /** Districts by their name, `plain`. */
  readonly byName: ReadonlyMap<string, District>;
  /** Districts by their name without its last character (區). */
  readonly byStem: ReadonlyMap<string, District>;
  /** Villages by name, `plain`; the names of the survey are kept beside those of the pack. */
  readonly villages: ReadonlyMap<string, readonly Village[]>;
  readonly longestVillageName: number;
  /** The last characters of village names (里, 村). */
  readonly villageEndings: ReadonlySet<string>;
  /** Names that are districts, or keep others from being mistaken for one, by their first character; the longest come first. */
  readonly names: ReadonlyMap<string, readonly Name[]>;
  /** A district without its last character at the head of an address (group `stem`). */
  readonly head: RegExp;
  /** What may stand before the name in a field that should hold nothing else: a colon, a postal code, the county. */
  readonly beforeName: RegExp;
  readonly countyNames: ReadonlySet<string>;
}

interface Name {
  readonly text: string;
  /** The district of that name; `FOREIGN` for another county, `COUNTY` for the city's own. */
  readonly means: District | 'FOREIGN' | 'COUNTY';
}

/** A district or village named in words. */
export interface NamedArea {
  readonly district: District;
  readonly village: Village | null;
  /** `NAME` in full; `STEM` without 區; `VILLAGE` by a village that only one district has. */
  readonly how: 'NAME' | 'STEM' | 'VILLAGE';
  /** All districts named, in reading order; the first one is `district`. */
  readonly named: readonly District[];
}

export interface NormalisedDistrict {
  readonly code: string;
  readonly how: 'NAME' | 'STEM' | 'TYPO';
  /** Set when the text had to be interpreted. */
  readonly reason: Reason | null;
}

/** What makes a road of a district's name: 北門路 runs through three other districts. */
const ROAD = '路|街|大道|巷|橋';

const SHORTEST_MISSPELT_NAME = 3; // of two characters, any one is as good as another

export function buildGazetteer({
  boundaries,
  districts,
  villages,
}: {
  readonly boundaries: Pick<Boundaries, 'county' | 'otherCounties' | 'villages'>;
  readonly districts: readonly District[];
  readonly villages: readonly Village[];
}): Gazetteer {
  const county = stemOf(plain(boundaries.county.name));
  const byName = new Map(districts.map((district) => [plain(district.nameZh), district]));
  const byStem = new Map(districts.map((district) => [stemOf(plain(district.nameZh)), district]));
  const stems = anyOf([...byStem.keys()].filter((stem) => stem.length > 1 && stem !== county));
  const beforeDistrict = `(?:台灣)?(?:${escaped(county)}[市縣]?)?`;
  const names: Name[] = [
    ...[...byName].map(([text, means]) => ({ text, means })),
    ...boundaries.otherCounties.map((name): Name => ({ text: plain(name), means: 'FOREIGN' })),
    { text: county, means: 'COUNTY' },
  ];
  const villageNames = villagesByName(boundaries, villages);
  return {
    districts: new Map(districts.map((district) => [district.code, district])),
    byName,
    byStem,
    villages: villageNames,
    longestVillageName: Math.max(0, ...[...villageNames.keys()].map((name) => name.length)),
    villageEndings: new Set([...villageNames.keys()].map((name) => name.slice(-1))),
    names: byFirstCharacter(names),
    head: new RegExp(`^\\d*${beforeDistrict}(?<stem>${stems})(?!${ROAD})`, 'u'),
    beforeName: new RegExp(`^\\P{Script=Han}*${beforeDistrict}$`, 'u'),
    countyNames: new Set(['', '市', '縣'].map((suffix) => county + suffix)),
  };
}

/** Without blanks, in one width and with one way to write 臺, so that names can be compared. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200d\ufeff]/g, '')
    .replaceAll('臺', '台');

const stemOf = (name: string): string => name.slice(0, -1);

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The longest name comes first. Without names: what never matches. */
function anyOf(names: readonly string[]): string {
  const longestFirst = [...names].sort((a, b) => b.length - a.length);
  return longestFirst.length === 0 ? '(?!)' : longestFirst.map(escaped).join('|');
}

function byFirstCharacter(names: readonly Name[]): Map<string, Name[]> {
  const groups = new Map<string, Name[]>();
  for (const name of [...names].sort((a, b) => b.text.length - a.text.length)) {
    groups.set(name.text[0]!, [...(groups.get(name.text[0]!) ?? []), name]);
  }
  return groups;
}

function villagesByName(
  { villages: surveyed }: Pick<Boundaries, 'villages'>,
  villages: readonly Village[],
): Map<string, Village[]> {
  const byName = new Map<string, Village[]>();
  const oldNames = new Map(surveyed.map(({ code, name }) => [code, name]));
  for (const village of villages) {
    for (const name of new Set([plain(village.nameZh), plain(oldNames.get(village.code) ?? village.nameZh)])) {
      byName.set(name, [...(byName.get(name) ?? []), village]);
    }
  }
  return byName;
}

/**
 * The district that an address names, and the village when it is named too.
 *
 * Blanks and 臺 / 台 make no difference. Of several districts the first one in reading order is taken; a district of another county is
 * none of ours. Without its last character a district counts only at the head of the address and when no road is called after it.
 *
 * @returns null when nothing is named, or only what could be several things
 */
export function districtFromText(gazetteer: Gazetteer, text: string): NamedArea | null {
  if (text === '') return null;
  const address = plain(text);
  const { named, foreign } = namesIn(gazetteer, address);
  const [first] = named;
  if (first) return { district: first, village: villageIn(gazetteer, address, first.code), how: 'NAME', named };
  if (foreign) return null;
  const stem = gazetteer.head.exec(address)?.groups?.['stem'];
  const byStem = stem === undefined ? undefined : gazetteer.byStem.get(stem);
  if (byStem) return { district: byStem, village: villageIn(gazetteer, address, byStem.code), how: 'STEM', named: [byStem] };
  const village = villageIn(gazetteer, address, null);
  const district = village === null ? undefined : gazetteer.districts.get(village.districtCode);
  return district ? { district, village, how: 'VILLAGE', named: [district] } : null;
}

/**
 * The district meant by a field that should hold nothing but its name: 北 區, 安南, ：中西區, 白何區, 永康區小東路373號.
 *
 * @returns null when the field is empty or means no district for certain
 */
export function normaliseDistrictName(gazetteer: Gazetteer, text: string): NormalisedDistrict | null {
  const name = plain(text);
  const byStem = gazetteer.byStem.get(name);
  if (byStem) return { code: byStem.code, how: 'STEM', reason: null };
  const { named, foreign, at } = namesIn(gazetteer, name);
  const [first] = named;
  if (first && gazetteer.beforeName.test(name.slice(0, at)))
    return { code: first.code, how: 'NAME', reason: named.length > 1 ? severalDistricts(named) : null };
  if (foreign || gazetteer.countyNames.has(name)) return null;
  const meant = likeliest(gazetteer, name);
  return meant && { code: meant.code, how: 'TYPO', reason: misspelt(text.trim(), meant) };
}

interface NamesFound {
  /** Every district named in full, each once, in reading order. */
  readonly named: readonly District[];
  /** Where the first of them stands; the length of the text when there is none. */
  readonly at: number;
  /** Whether another county is named. */
  readonly foreign: boolean;
}

function namesIn(gazetteer: Gazetteer, plainText: string): NamesFound {
  const named = new Set<District>();
  let foreign = false;
  let at = plainText.length;
  let afterForeign = false;
  for (let i = 0; i < plainText.length;) {
    const name = gazetteer.names.get(plainText[i]!)?.find(({ text }) => plainText.startsWith(text, i));
    const means = name?.means;
    if (typeof means === 'object' && !afterForeign) {
      named.add(means);
      at = Math.min(at, i);
    }
    afterForeign = means === 'FOREIGN'; // the district that follows is one of that county
    foreign ||= afterForeign;
    i += name?.text.length ?? 1;
  }
  return { named: [...named], at, foreign };
}

/** The one village that the text names; null when it names none, or several. @param districtCode null = of any district */
function villageIn(gazetteer: Gazetteer, plainText: string, districtCode: string | null): Village | null {
  const found = new Set<Village>();
  for (let end = plainText.length; end > 1; end--) {
    if (!gazetteer.villageEndings.has(plainText[end - 1]!)) continue;
    for (const village of villagesEndingAt(gazetteer, plainText, end)) {
      if (districtCode === null || village.districtCode === districtCode) found.add(village);
    }
  }
  const [only] = found;
  return found.size === 1 ? only! : null;
}

/** The villages with the longest name that ends before a position. */
function villagesEndingAt({ villages, longestVillageName }: Gazetteer, plainText: string, end: number): readonly Village[] {
  for (let start = Math.max(0, end - longestVillageName); start < end - 1; start++) {
    const found = villages.get(plainText.slice(start, end));
    if (found) return found;
  }
  return [];
}

/** The only district whose name differs in one character. */
function likeliest(gazetteer: Gazetteer, name: string): District | null {
  const similar = [...gazetteer.byName].filter(([candidate]) => isOneEditAway(candidate, name));
  const [only] = similar;
  return similar.length === 1 && only![0].length >= SHORTEST_MISSPELT_NAME ? only![1] : null;
}

/** Whether one character was replaced, left out or added. */
function isOneEditAway(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1 || a === b) return false;
  let same = 0;
  while (same < short.length && short[same] === long[same]) same += 1;
  return short.slice(long.length === short.length ? same + 1 : same) === long.slice(same + 1);
}
