import type { BilingualText } from '../../../kernel/errors.ts';
import { OFFICE_NAMES } from './reasons.ts';
import type { RoutingCity } from './routing-city.ts';
import type { Reason } from './routing-facts.ts';
import type { Channel, Nature, Rule } from './rule.ts';

interface Named {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn?: string;
}

/** Names of everything that a rule can mention. */
export interface RuleNames {
  readonly categories: ReadonlyMap<string, Named>;
  readonly groups: ReadonlyMap<string, Named>;
  readonly agencies: ReadonlyMap<string, Named>;
  readonly districts: ReadonlyMap<string, Named>;
  readonly villages: ReadonlyMap<string, Named>;
  readonly zones: ReadonlyMap<string, Named>;
}

export function namesOf(city: RoutingCity): RuleNames {
  const groups = city.categories.map((category) => ({ code: category.groupCode, nameZh: category.groupZh }));
  return {
    categories: byCode(city.categories),
    groups: byCode(groups),
    agencies: byCode(city.agencies),
    districts: byCode(city.districts),
    villages: byCode(city.villages),
    zones: byCode(city.zones),
  };
}

/**
 * Why a rule applies, in words: whom it names for what, each condition that narrowed it, and its own note.
 *
 * @param category under which the rule was found; null for a rule of a group or of no category
 */
export function reasonsOfRule(rule: Rule, category: string | null, names: RuleNames): Reason[] {
  return [mainReason(rule, category, names), ...placeReasons(rule, names), ...otherReasons(rule), ...noteOf(rule)];
}

function mainReason({ when, target }: Rule, category: string | null, names: RuleNames): Reason {
  const { level, zh, en } = subject(category, when.categoryGroups, names);
  if (target.kind === 'TRIAGE') return reason(`${level}.triage`, `${zh}由分派人員判定`, `${en}: a dispatcher decides`);
  if (target.kind === 'OFFICE') {
    const office = OFFICE_NAMES[target.office];
    return reason(`${level}.office`, `${zh}由地點所在的${office['zh-TW']}主辦`, `${en}: the ${office.en} of the place leads`);
  }
  const agency = text(names.agencies, target.code);
  return reason(`${level}.single`, `${zh}由${agency['zh-TW']}主辦`, `${en}: ${agency.en} leads`);
}

function subject(
  category: string | null,
  groups: readonly string[],
  names: RuleNames,
): { level: string; zh: string; en: string } {
  if (category !== null) {
    const { 'zh-TW': zh, en } = text(names.categories, category);
    return { level: 'category', zh: `類別「${zh}」`, en: `Category “${en}”` };
  }
  if (groups.length === 0) return { level: 'any', zh: '各類案件', en: 'Cases of every category' };
  const { 'zh-TW': zh, en } = listed(names.groups, groups);
  return { level: 'group', zh: `類群「${zh}」的案件`, en: `Cases of group “${en}”` };
}

function placeReasons({ when }: Rule, names: RuleNames): Reason[] {
  const reasons: Reason[] = [];
  const add = (code: string, what: BilingualText, of: readonly string[], known: ReadonlyMap<string, Named>): void => {
    if (of.length === 0) return;
    const { 'zh-TW': zh, en } = listed(known, of);
    reasons.push(reason(code, `本規則限${what['zh-TW']}：${zh}`, `This rule is for ${what.en} ${en}`));
  };
  add('rule.village', { 'zh-TW': '里別', en: 'village' }, when.villages, names.villages);
  add('rule.zone', { 'zh-TW': '特定區域', en: 'zone' }, when.zones, names.zones);
  add('rule.district', { 'zh-TW': '行政區', en: 'district' }, when.districts, names.districts);
  return reasons;
}

function otherReasons({ when }: Rule): Reason[] {
  const reasons = when.answers.map(({ code, values }) =>
    reason('rule.answer', `依填答「${code}＝${values.join('或')}」`, `By the answer ${code} = ${values.join(' or ')}`),
  );
  if (when.natures.length > 0)
    reasons.push(named('rule.nature', '本規則限陳情性質', 'This rule is for the nature', when.natures, NATURE_NAMES));
  if (when.channels.length > 0)
    reasons.push(named('rule.channel', '本規則限受理管道', 'This rule is for the channel', when.channels, CHANNEL_NAMES));
  if (when.hours.length > 0) reasons.push(reason('rule.hours', '本規則限特定時段', 'This rule is for certain hours of the week'));
  return reasons;
}

function noteOf({ note }: Rule): Reason[] {
  if (note['zh-TW'] === '' && note.en === '') return [];
  return [reason('rule.note', note['zh-TW'] || note.en, note.en || note['zh-TW'])];
}

function named<K extends string>(
  code: string,
  zh: string,
  en: string,
  keys: readonly K[],
  names: Record<K, BilingualText>,
): Reason {
  const join = (language: keyof BilingualText, separator: string): string =>
    keys.map((key) => names[key][language]).join(separator);
  return reason(code, `${zh}：${join('zh-TW', '、')}`, `${en} ${join('en', ', ')}`);
}

const SHOWN = 3;

/** A few names in full, many as a number. */
function listed(names: ReadonlyMap<string, Named>, codes: readonly string[]): BilingualText {
  const shown = codes.slice(0, codes.length > SHOWN + 1 ? SHOWN : codes.length).map((code) => text(names, code));
  const more = codes.length - shown.length;
  return {
    'zh-TW': shown.map((name) => name['zh-TW']).join('、') + (more > 0 ? `等 ${codes.length} 處` : ''),
    en: shown.map((name) => name.en).join(', ') + (more > 0 ? ` and ${more} more` : ''),
  };
}

function text(names: ReadonlyMap<string, Named>, code: string): BilingualText {
  const name = names.get(code);
  return { 'zh-TW': name?.nameZh ?? code, en: name?.nameEn || name?.nameZh || code };
}

const byCode = <T extends { readonly code: string }>(things: readonly T[]): Map<string, T> =>
  new Map(things.map((thing) => [thing.code, thing]));
const reason = (code: string, zh: string, en: string): Reason => ({ code, text: { 'zh-TW': zh, en } });

const NATURE_NAMES: Record<Nature, BilingualText> = {
  SUGGESTION: { 'zh-TW': '行政興革建議', en: 'suggestion' },
  ENQUIRY: { 'zh-TW': '行政法令查詢', en: 'enquiry' },
  REPORT_MISCONDUCT: { 'zh-TW': '行政違失舉發', en: 'report of misconduct' },
  RIGHTS: { 'zh-TW': '行政權益維護', en: 'protection of rights' },
};

const CHANNEL_NAMES: Record<Channel, BilingualText> = {
  HOTLINE: { 'zh-TW': '1999 專線', en: 'hotline' },
  COUNTER: { 'zh-TW': '臨櫃', en: 'counter' },
  LETTER: { 'zh-TW': '書信', en: 'letter' },
  FAX: { 'zh-TW': '傳真', en: 'fax' },
  EMAIL: { 'zh-TW': '電子郵件', en: 'e-mail' },
  VILLAGE_HEAD: { 'zh-TW': '里長', en: 'village head' },
  DIRECTIVE: { 'zh-TW': '交辦', en: 'directive' },
  CITY_MAILBOX: { 'zh-TW': '市政信箱', en: 'city mailbox' },
  CITY_APPEARANCE: { 'zh-TW': '市容查報', en: 'city-appearance report' },
};
