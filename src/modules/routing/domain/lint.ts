import type { CivilDate } from '../../../kernel/civil-date.ts';
import type { BilingualText } from '../../../kernel/errors.ts';
import { isValidOn } from '../../../kernel/validity.ts';
import type { District } from '../../geography/index.ts';
import { type AgencyDirectory, compileDirectory, resolveTarget } from './agency-directory.ts';
import { type Box, ConditionSpace } from './condition-space.ts';
import { byWidth, findUncovered } from './cover.ts';
import { type RankedRule, Rivals } from './rivals.ts';
import type { RoutingCategory, RoutingCity } from './routing-city.ts';
import type { Reason } from './routing-facts.ts';
import type { Rule, Target } from './rule.ts';
import { rankOf } from './specificity.ts';

/**
 * Something a rule set should not have:
 * - `uncovered`: some cases of a category in a district match no rule (district null: at no known place, for a category that needs none);
 * - `unreachable`: the conditions of a rule can never hold together, or name only what does not exist on the day;
 * - `shadowed`: whenever the rule holds, a more specific one holds too, so it never wins;
 * - `unanswered`: where the rule wins, a target of it is no body that takes the case.
 */
export interface Finding {
  readonly kind: 'uncovered' | 'unreachable' | 'shadowed' | 'unanswered';
  readonly ruleId: string | null;
  readonly categoryCode: string | null;
  readonly districtCode: string | null;
  readonly text: BilingualText;
}

interface Inspection {
  readonly city: RoutingCity;
  readonly day: CivilDate;
  readonly space: ConditionSpace;
  readonly rivals: Rivals;
  readonly directory: AgencyDirectory;
}

/** What the rules of a set leave to be desired on a day. Exact – nothing is sampled – and about a second for 10,000 rules. */
export function lintRules(rules: readonly Rule[], city: RoutingCity, day: CivilDate): Finding[] {
  const space = new ConditionSpace(rules, city, day);
  const ranked = rules.map((rule) => ({ rule, rank: rankOf(rule), boxes: space.boxesOf(rule) }));
  const inspection = { city, day, space, rivals: new Rivals(ranked, city), directory: compileDirectory(city) };
  return [...ranked.flatMap((rule) => findingsOf(rule, inspection)), ...uncoveredCells(inspection)];
}

function findingsOf(ranked: RankedRule, inspection: Inspection): Finding[] {
  const { rule, boxes } = ranked;
  if (boxes.length === 0) return [unreachable(rule)];
  const above = inspection.rivals.above(ranked);
  const wins = (box: Box): boolean => findUncovered(box, above, inspection.space) !== null;
  if (!boxes.some(wins)) return [shadowed(rule)];
  return [rule.target, ...rule.coTargets].flatMap((target) => unanswered(rule, target, { ...inspection, wins, boxes }));
}

interface Win extends Inspection {
  readonly boxes: readonly Box[];
  readonly wins: (box: Box) => boolean;
}

/** Where the rule wins and the target stands for nobody. That a place must be known to name an office is no fault of the rule. */
function unanswered(rule: Rule, target: Target, { city, day, space, directory, boxes, wins }: Win): Finding[] {
  if (target.kind === 'TRIAGE') return [];
  const gaps: { readonly district: District | null; readonly reason: Reason }[] = [];
  for (const district of [null, ...city.districts]) {
    const { agency, reasons } = resolveTarget(directory, target, {
      place: district === null ? null : placeIn(district),
      moment: { day, weekMinute: 0 },
    });
    const reason = reasons.at(-1);
    if (agency !== null || reason === undefined || reason.code === 'place.unknown_district') continue;
    const parts = boxes.map((box) => space.within(box, district?.code ?? null)).filter((box) => box !== null);
    if (parts.some(wins)) gaps.push({ district, reason });
  }
  return gaps.length === 0 ? [] : [withoutAnswer(rule, gaps)];
}

const placeIn = ({ code, nameZh }: District) =>
  ({ district: { code, name: nameZh }, village: null, zones: [], border: null, doubtful: false, reasons: [] }) as const;

function uncoveredCells({ city, day, rivals, space }: Inspection): Finding[] {
  return city.categories
    .filter((category) => isValidOn(category, day))
    .flatMap((category) => {
      const covers = rivals
        .of(category.code)
        .flatMap(({ boxes }) => boxes)
        .sort(byWidth);
      const places = category.locationRequired ? city.districts : [null, ...city.districts];
      return places.flatMap((district) => {
        const hole = findUncovered(space.cell(category.code, district?.code ?? null), covers, space);
        return hole === null ? [] : [uncovered(category, district, space.describe(hole))];
      });
    });
}

const unreachable = (rule: Rule): Finding => ({
  ...aboutRule('unreachable', rule),
  text: {
    'zh-TW': `規則 ${rule.id} 永遠不會成立：條件互相矛盾，或所列的類別、地點不存在`,
    en: `Rule ${rule.id} can never hold: its conditions contradict each other, or name no existing category or place`,
  },
});

const shadowed = (rule: Rule): Finding => ({
  ...aboutRule('shadowed', rule),
  text: {
    'zh-TW': `規則 ${rule.id} 永遠不會被採用：凡是它成立的案件，都有更明確的規則`,
    en: `Rule ${rule.id} never wins: wherever it holds, more specific rules hold too`,
  },
});

function withoutAnswer(rule: Rule, gaps: readonly { readonly district: District | null; readonly reason: Reason }[]): Finding {
  const [{ district, reason }] = gaps as readonly [(typeof gaps)[number]];
  const where = {
    zh: gaps.map((gap) => gap.district?.nameZh ?? '地點不明').join('、'),
    en: gaps.map((gap) => gap.district?.nameEn ?? 'no place').join(', '),
  };
  return {
    ...aboutRule('unanswered', rule),
    districtCode: gaps.length === 1 ? (district?.code ?? null) : null,
    text: {
      'zh-TW': `規則 ${rule.id} 在${where.zh}沒有可派的機關：${reason.text['zh-TW']}`,
      en: `Rule ${rule.id} names nobody to send the case to in ${where.en}: ${reason.text.en}`,
    },
  };
}

const aboutRule = (kind: Finding['kind'], rule: Rule): Omit<Finding, 'text'> => ({
  kind,
  ruleId: rule.id,
  categoryCode: null,
  districtCode: null,
});

const uncovered = (category: RoutingCategory, district: District | null, example: string): Finding => ({
  kind: 'uncovered',
  ruleId: null,
  categoryCode: category.code,
  districtCode: district?.code ?? null,
  text: {
    'zh-TW': `${category.code} ${category.nameZh}在${district?.nameZh ?? '地點不明時'}有案件沒有規則可循（例如 ${example}）`,
    en: `Some cases of ${category.code} ${category.nameEn} in ${district?.nameEn ?? 'no known place'} match no rule (for example ${example})`,
  },
});
