import type { RoutingCity } from './routing-city.ts';
import type { AnswerCondition, Rule, WeekSpan } from './rule.ts';
import { rankOf } from './specificity.ts';

/** Two rules of which neither is more specific and which can hold for the same case: which of them wins is nobody's decision. */
export interface Tie {
  readonly ruleIds: readonly [string, string];
}

/**
 * Every pair of rules that tie. A rule set with one is not published: the clerk makes one of the two more specific, or the two into
 * one. Zones may overlap each other, so two rules for different zones tie unless something else tells them apart.
 */
export function findTies(rules: readonly Rule[], city: Pick<RoutingCity, 'villages'>): Tie[] {
  const districtOf = new Map(city.villages.map((village) => [village.code, village.districtCode]));
  const ties = new Map<string, Tie>();
  for (const peers of groupsOfPeers(rules)) {
    for (const [i, a] of peers.entries()) {
      for (let j = i + 1; j < peers.length; j += 1) {
        if (!canBothHold(a, peers[j]!, districtOf)) continue;
        const ruleIds = [a.id, peers[j]!.id].sort() as [string, string];
        ties.set(ruleIds.join(' '), { ruleIds });
      }
    }
  }
  return [...ties.values()];
}

/** Only rules of one specificity that share a category (or a group, or name none) can tie. */
function groupsOfPeers(rules: readonly Rule[]): Rule[][] {
  const groups = new Map<string, Rule[]>();
  for (const rule of rules) {
    const { categories, categoryGroups } = rule.when;
    const subjects = categories.length > 0 ? categories : categoryGroups.length > 0 ? categoryGroups : ['*'];
    for (const subject of subjects) {
      const key = `${rankOf(rule)} ${subject}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [rule]);
      else group.push(rule);
    }
  }
  return [...groups.values()];
}

/** Of two rules of equal specificity: is there a case for which both hold? */
function canBothHold(a: Rule, b: Rule, districtOf: ReadonlyMap<string, string>): boolean {
  return (
    answersMeet(a.when.answers, b.when.answers) &&
    placesMeet(a, b, districtOf) &&
    listsMeet(a.when.channels, b.when.channels) &&
    listsMeet(a.when.natures, b.when.natures) &&
    hoursMeet(a.when.hours, b.when.hours)
  );
}

/** An empty list is no condition and meets everything. */
function listsMeet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === 0 || b.length === 0 || a.some((value) => b.includes(value));
}

function answersMeet(a: readonly AnswerCondition[], b: readonly AnswerCondition[]): boolean {
  return a.every(({ code, values }) => {
    const other = b.find((answer) => answer.code === code);
    return other === undefined || listsMeet(values, other.values);
  });
}

function placesMeet(a: Rule, b: Rule, districtOf: ReadonlyMap<string, string>): boolean {
  if (!listsMeet(a.when.districts, b.when.districts)) return false;
  if (a.when.villages.length === 0) return true;
  const inDistricts = ({ when }: Rule, village: string): boolean => listsMeet(when.districts, [districtOf.get(village) ?? '']);
  return a.when.villages.some(
    (village) => b.when.villages.includes(village) && inDistricts(a, village) && inDistricts(b, village),
  );
}

const hoursMeet = (a: readonly WeekSpan[], b: readonly WeekSpan[]): boolean =>
  a.length === 0 || b.length === 0 || a.some((x) => b.some((y) => x.from < y.to && y.from < x.to));
