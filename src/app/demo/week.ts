import { instantAt } from '../../kernel/civil-date.ts';
import { PACK_FOLDERS } from '../program.ts';
import type { AgencyAnswer, CategoryAnswer } from './answers.ts';
import type { DemoOptions } from './arguments.ts';
import { CityApi } from '../city-api.ts';
import type { ThrowAwayServer } from '../throw-away-server.ts';
import { Director } from './director.ts';
import { LAST_DAY, LAST_MINUTE, MONDAY } from './office-time.ts';
import { ordinaryPetition } from './ordinary-petition.ts';
import { planPetitions } from './petition-plan.ts';
import { findPlaces, villageBoxes } from './places.ts';
import { Random } from './random.ts';
import { PETITIONS_OF_SCENES, sceneStories } from './scenes/scenes.ts';
import { Stage, type CityKnowledge, type QuietMatter } from './stage.ts';
import { surveyed } from './surveyed.ts';
import { typhoon } from './typhoon.ts';

const MOST_PLACES = 80;
const MATTERS = 8;
const MOST_TRIES = 200;
/** Days in which a quiet matter must be answered: long enough for a scene, short enough for the week. */
const QUIET_DAYS = [3, 7] as const;

/** Plays the whole week. @param heard is told after every move of the clock @returns what is remembered of it */
export async function playWeek(options: DemoOptions, server: ThrowAwayServer, heard: (now: Date) => void): Promise<Stage> {
  const { url, password, timeZone, begins } = server;
  const api = new CityApi(url, password);
  const director = new Director(api, timeZone, begins);
  const city = await learnCity(api, server, options);
  const stage = new Stage(api, director, city, options.seed);
  const start = instantAt(MONDAY, 8 * 60 + 30, timeZone);
  for (const story of sceneStories(stage, await quietMatters(stage))) director.tell(story, start);
  const ordinary = Math.max(0, options.petitions - PETITIONS_OF_SCENES);
  for (const plan of planPetitions(city, options.seed, PETITIONS_OF_SCENES + 1, ordinary)) {
    director.tell(ordinaryPetition(stage, plan), plan.at);
  }
  director.tell(typhoon(stage), start);
  director.tell(surveyed(stage), start);
  await director.play(instantAt(LAST_DAY, LAST_MINUTE, timeZone), heard);
  return stage;
}

async function learnCity(api: CityApi, { city, timeZone }: ThrowAwayServer, options: DemoOptions): Promise<CityKnowledge> {
  const agencies = await api.citizen.all<AgencyAnswer>('/agencies');
  const categories = await api.citizen.all<CategoryAnswer>('/categories');
  const boxes = villageBoxes(PACK_FOLDERS.boundaries, city);
  const count = Math.min(MOST_PLACES, options.petitions);
  return {
    timeZone,
    agencies: new Map(agencies.map((agency) => [agency.code, agency])),
    categories: categories.filter(({ active }) => active),
    places: await findPlaces(api.citizen, boxes, new Random(options.seed, 'places'), count),
  };
}

/** Matters for the scenes, found by asking where they would go. */
async function quietMatters(stage: Stage): Promise<QuietMatter[]> {
  const random = new Random(stage.seed, 'matters');
  const [least, most] = QUIET_DAYS;
  const quiet = stage.city.categories.filter(
    ({ sla, safetyHazard, confidential }) =>
      !confidential && !safetyHazard && sla.unit.endsWith('_DAY') && sla.value >= least && sla.value <= most,
  );
  const found: QuietMatter[] = [];
  for (let tries = 0; found.length < MATTERS && tries < MOST_TRIES; tries++) {
    const [category, place] = [random.pick(quiet), random.pick(stage.city.places)];
    const { outcome, leadAgencyCode: agency, coAgencyCodes } = await stage.explain(category, place);
    if (outcome !== 'DISPATCHED' || agency === null || coAgencyCodes.length > 0 || stage.isOutside(agency)) continue;
    if (stage.city.agencies.get(agency)?.kind === 'BUREAU') found.push({ category, place, agency });
  }
  if (found.length === 0) throw new Error('no matter was found that one department alone answers for');
  return found;
}
