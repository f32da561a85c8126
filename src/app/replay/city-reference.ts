import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dayOf } from '../../kernel/civil-date.ts';
import { StartupError } from '../../kernel/startup-error.ts';
import { problemText } from '../../kernel/table.ts';
import { indexAliases, isOffered } from '../../modules/catalog/index.ts';
import { type Boundaries, buildGazetteer } from '../../modules/geography/index.ts';
import { type PackFolders, packsIn } from '../city-pack/city-pack.ts';
import { type PackTables, readPackTables } from '../city-pack/pack-tables.ts';
import type { ServerAgency } from './case-server.ts';
import type { RowReference } from './row-to-petition.ts';

/** A city as its pack describes it. */
export interface CityReference extends RowReference {
  readonly city: string;
}

/**
 * The pack that a server runs on, for reading rows: other systems' names of categories and districts are not in any HTTP answer.
 *
 * @param city null: the pack whose triage agency the server has
 * @param now  categories must be offered on this day
 * @throws StartupError when there is no such pack, it has mistakes, or the server runs on another one
 */
export function readCityReference(
  city: string | null,
  agencies: readonly ServerAgency[],
  folders: PackFolders,
  now: Date,
): CityReference {
  const names = packsIn(folders.cities);
  if (city !== null && !names.includes(city)) {
    throw new StartupError(`There is no city pack "${city}": --city names a folder of cities/ (${names.join(', ')}).`);
  }
  const codes = new Set(agencies.map(({ code }) => code));
  for (const name of city === null ? names : [city]) {
    const tables = tablesOf(name, folders.cities);
    if (codes.has(tables.settings.triageAgencyCode)) return referenceOf(name, tables, folders, now);
  }
  throw new StartupError(`The server does not run on the city pack ${city ?? names.join(' or ')}.`);
}

function tablesOf(name: string, cities: string): PackTables {
  const { tables, problems } = readPackTables(name, (file) => {
    const path = join(cities, name, file);
    return existsSync(path) ? readFileSync(path, 'utf8') : null;
  });
  if (tables === null) throw new StartupError([`The city pack "${name}" has mistakes:`, ...problems.map(problemText)].join('\n'));
  return tables;
}

function referenceOf(
  city: string,
  { settings, districts, categories }: PackTables,
  folders: PackFolders,
  now: Date,
): CityReference {
  const file = join(folders.boundaries, `${city}.json`);
  if (!existsSync(file)) throw new StartupError(`The boundaries of ${city} are missing: run "npm run build:boundaries" first.`);
  const boundaries = JSON.parse(readFileSync(file, 'utf8')) as Boundaries;
  const today = dayOf(now, settings.timeZone);
  return {
    city,
    aliases: indexAliases(categories.filter((category) => isOffered(category, today))),
    gazetteer: buildGazetteer({ boundaries, districts, villages: [] }),
    timeZone: settings.timeZone,
    countyName: settings.countyName,
  };
}
