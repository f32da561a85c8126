/**
 * How fast a case is routed in one process, against the least it could cost: finding the village of its point.
 *
 * The same random points, all inside the city, go through both: through `locate` alone, and through `locate` and a complete decision
 * under 10,000 rules – the reasons in two languages, the runners-up and the matched facts, all that is stored. The two take turns; the
 * median of the rounds counts. What comes on top for a petition – border, conflict of words and point – is measured beside it.
 *
 *   npm run bench:routing [-- --rules N] [-- --rounds N]
 */
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { prepare } from '../src/prepare.mjs';

const CASES = 100_000;
const CASES_A_MINUTE = 20;
const BORDER_METRES = 50;
const TIME_ZONE = 'Asia/Taipei';
const BAR = { ratio: 0.3, perSecond: 100_000 };

const { values: options } = parseArgs({
  options: { rules: { type: 'string', default: '10000' }, rounds: { type: 'string', default: '9' } },
});
await prepare((line) => console.error(line));
const [{ readCityPack }, { locate }, { resolvePlace }, { compileRuleSet, decide }, { CityMoments }, { ALWAYS, CHANNELS }] =
  await Promise.all(
    [
      'app/city-pack/city-pack.js',
      'modules/geography/domain/area-index.js',
      'modules/geography/domain/place.js',
      'modules/routing/domain/decide.js',
      'modules/routing/domain/routing-facts.js',
      'modules/routing/domain/rule.js',
    ].map((path) => import(`../build/${path}`)),
  );

const folder = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const pack = readCityPack(
  'taoyuan',
  { cities: folder('cities'), boundaries: folder('.cache/boundaries') },
  new Date('2026-11-24T09:00:00+08:00'),
);
const { areas, categories } = pack;
const villages = [...areas.villages.values()];
const random = randomFrom(1999);
const pick = (list) => list[Math.floor(random() * list.length)];
const rules = [...pack.rules, ...inventedRules(Number(options.rules) - pack.rules.length)];

const started = performance.now();
const ruleSet = compileRuleSet(1, rules, { ...pack, villages, zones: areas.zones.zones });
const compileMs = Math.round(performance.now() - started);
const moments = new CityMoments(TIME_ZONE);
const cases = inventedCases();

const rates = measure(Number(options.rounds), {
  lookup: (i) => (locate(areas.index, cases.point(i)) === null ? 0 : 1),
  decision: (i) => decide(ruleSet, cases.facts(i, placeOf(locate(areas.index, cases.point(i))))).reasons.length,
  petition: (i) => decide(ruleSet, cases.facts(i, resolvePlace(areas, cases.point(i), BORDER_METRES))).reasons.length,
});
const ratio = rates.decision / rates.lookup;
const passed = ratio >= BAR.ratio && rates.decision >= BAR.perSecond;
console.log(
  JSON.stringify({
    name: 'routing',
    compared: 'point to complete decision, against point to village',
    rules: rules.length,
    villages: villages.length,
    decisionsPerSecond: rates.decision,
    lookupsPerSecond: rates.lookup,
    ratio: Number(ratio.toFixed(3)),
    bar: BAR.ratio,
    barPerSecond: BAR.perSecond,
    passed,
    withBorderPerSecond: rates.petition,
    compileMs,
  }),
);
process.exitCode = passed ? 0 : 1;

function placeOf({ district, village }) {
  return { district, village, zones: [], border: null, doubtful: false, reasons: [] };
}

/** All kinds in turn, so that a busy moment of the machine hits all alike; calls per second, the median round of each. */
function measure(rounds, kinds) {
  const times = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, []]));
  for (let round = -2; round < rounds; round += 1) {
    for (const [kind, once] of Object.entries(kinds)) {
      const before = performance.now();
      let found = 0;
      for (let i = 0; i < CASES; i += 1) found += once(i);
      if (found < CASES) throw new Error(`${kind} found nothing for some cases`);
      if (round >= 0) times[kind].push(performance.now() - before); // the first two rounds warm up
    }
  }
  const median = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)];
  return Object.fromEntries(Object.entries(times).map(([kind, list]) => [kind, Math.round((CASES / median(list)) * 1000)]));
}

/** Rules on top of the pack's: by district and by village, by answer, channel and hour, for categories, groups and everything. */
function inventedRules(count) {
  const made = new Map();
  const agencies = pack.agencies.filter(({ districtCodes, receivesCases }) => districtCodes.length === 0 && receivesCases);
  const add = (id, when) => {
    if (made.size >= count) return;
    const target = { kind: 'AGENCY', code: pick(agencies).code };
    made.set(id, {
      id: `X ${id}`,
      when: { ...ALWAYS, ...when },
      target,
      coTargets: [],
      sla: null,
      note: { 'zh-TW': '', en: '' },
    });
  };
  const districts = pack.districts.map(({ code }) => code);
  for (const { code } of villages) add(code, { villages: [code] });
  for (const group of new Set(categories.map(({ groupCode }) => groupCode))) {
    for (const code of districts) add(`${group} ${code}`, { categoryGroups: [group], districts: [code] });
  }
  for (const category of categoriesWithOneRule()) {
    for (const code of districts) add(`${category} ${code}`, { categories: [category], districts: [code] });
    for (const value of ['1', '2', '3'])
      add(`${category} q${value}`, { categories: [category], answers: [{ code: 'q', values: [value] }] });
    for (const channel of CHANNELS) add(`${category} ${channel}`, { categories: [category], channels: [channel] });
    add(`${category} night`, { categories: [category], hours: [{ from: 0, to: 360 }] });
  }
  while (made.size < count) {
    const [category, village] = [pick(categories).code, pick(villages).code];
    add(`${category} ${village}`, { categories: [category], villages: [village] });
  }
  return [...made.values()];
}

/** Further conditions on a category that the pack tells apart already would tie with them. */
function categoriesWithOneRule() {
  const named = pack.rules.flatMap(({ when }) => when.categories);
  return [...new Set(named)].filter((code) => named.indexOf(code) === named.lastIndexOf(code));
}

/**
 * Cases of any category and channel, every third with an answer, at random points of the city, a few a minute through the days. Kept as
 * plain numbers: the facts of a case come fresh from its request, and fetching old ones from memory is no part of deciding.
 */
function inventedCases() {
  const boxes = JSON.parse(readFileSync(folder('.cache/boundaries/taoyuan.json'), 'utf8')).villages.map(({ bbox }) => bbox);
  const [west, south] = [0, 1].map((side) => Math.min(...boxes.map((box) => box[side])));
  const [east, north] = [2, 3].map((side) => Math.max(...boxes.map((box) => box[side])));
  const answers = [{}, {}, {}, {}, {}, {}, { q: '1' }, { q: '2' }, { q: '3' }];
  const [lats, lngs] = [new Float64Array(CASES), new Float64Array(CASES)];
  const [category, channel, answer] = [categories, CHANNELS, answers].map(({ length }) =>
    Uint8Array.from({ length: CASES }, () => random() * length),
  );
  for (let i = 0; i < CASES;) {
    [lats[i], lngs[i]] = [south + random() * (north - south), west + random() * (east - west)];
    if (locate(areas.index, { lat: lats[i], lng: lngs[i] }) !== null) i += 1;
  }
  const first = Date.UTC(2026, 0, 1);
  return {
    point: (i) => ({ lat: lats[i], lng: lngs[i] }),
    facts: (i, place) => ({
      category: categories[category[i]],
      place,
      channel: CHANNELS[channel[i]],
      nature: null,
      answers: answers[answer[i]],
      moment: moments.at(new Date(first + (i * 60_000) / CASES_A_MINUTE)),
    }),
  };
}

/** Mulberry32: the same numbers in every run. */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
