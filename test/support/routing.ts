import { readFileSync } from 'node:fs';
import { civilDate } from '../../src/kernel/civil-date.ts';
import { type Problem, problemText, type TableRow } from '../../src/kernel/table.ts';
import { AGENCY_COLUMNS, type Agency, parseAgencies } from '../../src/modules/agencies/index.ts';
import { CATEGORY_COLUMNS, parseCategories } from '../../src/modules/catalog/index.ts';
import { DISTRICT_COLUMNS, parseDistricts, parseVillages, VILLAGE_COLUMNS } from '../../src/modules/geography/index.ts';
import { parseRules, ROUTING_COLUMNS } from '../../src/modules/routing/domain/routing-csv.ts';
import type { RoutingCity } from '../../src/modules/routing/domain/routing-city.ts';
import type { Moment, RoutingFacts, RoutingPlace } from '../../src/modules/routing/domain/routing-facts.ts';
import { ALWAYS, type Rule, type RuleConditions, type Target } from '../../src/modules/routing/domain/rule.ts';
import { readCsv } from '../../src/platform/csv/index.ts';

/** A small city: districts D1–D3 of two villages each, zones Z1 and Z2, three categories in two groups, offices in every district. */
export const smallCity: RoutingCity = {
  categories: [category('A1', 'A'), category('A2', 'A'), { ...category('B1', 'B'), locationRequired: false }],
  agencies: [
    agency('ROADS'),
    agency('PARKS'),
    agency('LAMPS'),
    agency('CITY', { receivesCases: false }),
    agency('OLD', { validTo: civilDate('2024-01-01'), successorCode: 'ROADS' }),
    agency('GONE', { validTo: civilDate('2024-01-01') }),
    agency('NORTH', { kind: 'EXTERNAL', districtCodes: ['D1', 'D2'] }),
    agency('DO-1', { kind: 'DISTRICT_OFFICE', districtCodes: ['D1'] }),
    agency('DO-2', { kind: 'DISTRICT_OFFICE', districtCodes: ['D2'] }),
    agency('DO-3', { kind: 'SELF_GOVERNING_DISTRICT_OFFICE', districtCodes: ['D3'] }),
    agency('PP-12', { kind: 'POLICE_PRECINCT', districtCodes: ['D1', 'D2'] }),
    agency('LO-1', { kind: 'LAND_OFFICE', districtCodes: ['D1'] }),
    agency('LO-1B', { kind: 'LAND_OFFICE', districtCodes: ['D1'] }),
  ],
  districts: ['D1', 'D2', 'D3'].map((code) => ({ code, nameZh: `${code}區`, nameEn: `${code} District` })),
  villages: ['D1', 'D2', 'D3'].flatMap((districtCode) =>
    ['V1', 'V2'].map((village) => ({ code: `${districtCode}${village}`, districtCode, nameZh: `${village}里` })),
  ),
  zones: ['Z1', 'Z2'].map((code) => ({ code, nameZh: code, nameEn: code })),
};

function category(code: string, groupCode: string): RoutingCity['categories'][number] {
  return {
    code,
    nameZh: code,
    nameEn: code,
    groupCode,
    groupZh: groupCode,
    locationRequired: true,
    validFrom: null,
    validTo: null,
  };
}

function agency(code: string, more: Partial<Agency> = {}): Agency {
  return {
    code,
    nameZh: `${code}處`,
    nameEn: `${code} Office`,
    kind: 'BUREAU',
    parentCode: null,
    districtCodes: [],
    receivesCases: true,
    validFrom: null,
    validTo: null,
    successorCode: null,
    ...more,
  };
}

/** A rule with the given conditions for a fixed agency, for an office (`@DISTRICT_OFFICE`) or for TRIAGE. */
export function rule(id: string, when: Partial<RuleConditions>, target: string, more: Partial<Rule> = {}): Rule {
  return {
    id,
    when: { ...ALWAYS, ...when },
    target: targetOf(target),
    coTargets: [],
    sla: null,
    note: { 'zh-TW': '', en: '' },
    ...more,
  };
}

export function targetOf(text: string): Target {
  if (text === 'TRIAGE') return { kind: 'TRIAGE' };
  if (text.startsWith('@')) return { kind: 'OFFICE', office: text.slice(1) as never };
  return { kind: 'AGENCY', code: text };
}

/** Tuesday 2026-11-24, 10:00. */
export const MOMENT: Moment = { day: civilDate('2026-11-24'), weekMinute: 2 * 1440 + 600 };

/** A hotline case of category A1 in village V1 of district D1, unless told otherwise. */
export function facts(more: Partial<RoutingFacts> = {}): RoutingFacts {
  return {
    category: { code: 'A1', groupCode: 'A' },
    place: place('D1', 'D1V1'),
    channel: 'HOTLINE',
    nature: null,
    answers: {},
    moment: MOMENT,
    ...more,
  };
}

export function place(district: string | null, village: string | null = null, more: Partial<RoutingPlace> = {}): RoutingPlace {
  return {
    district: district === null ? null : { code: district, name: district },
    village: village === null ? null : { code: village, name: village },
    zones: [],
    border: null,
    doubtful: false,
    reasons: [],
    ...more,
  };
}

/** A shipped city pack as far as routing reads it. @throws Error naming every bad line */
export function shippedCity(name: string): { readonly city: RoutingCity; readonly rules: Rule[] } {
  const problems: Problem[] = [];
  const rows = (file: string, columns: readonly string[]): readonly TableRow[] => {
    const read = readCsv(file, readFileSync(new URL(`../../cities/${name}/${file}`, import.meta.url)), columns);
    problems.push(...read.problems);
    return read.rows;
  };
  const { countyCode } = JSON.parse(readFileSync(new URL(`../../cities/${name}/city.json`, import.meta.url), 'utf8')) as {
    countyCode: string;
  };
  const { districts, ...d } = parseDistricts('districts.csv', rows('districts.csv', DISTRICT_COLUMNS), countyCode);
  const { villages, ...v } = parseVillages('villages.csv', rows('villages.csv', VILLAGE_COLUMNS), districts);
  const { agencies, ...a } = parseAgencies('agencies.csv', rows('agencies.csv', AGENCY_COLUMNS), districts);
  const { categories, ...c } = parseCategories('categories.csv', rows('categories.csv', CATEGORY_COLUMNS));
  const city = { categories, agencies, districts, villages, zones: [] };
  const { rules, ...r } = parseRules('routing.csv', rows('routing.csv', ROUTING_COLUMNS), city);
  for (const part of [d, v, a, c, r]) problems.push(...part.problems);
  if (problems.length > 0) throw new Error(problems.map(problemText).join('\n'));
  return { city, rules };
}
