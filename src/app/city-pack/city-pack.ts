import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CivilDate, dayOf } from '../../kernel/civil-date.ts';
import { StartupError } from '../../kernel/startup-error.ts';
import { type Problem, problemText } from '../../kernel/table.ts';
import { type DayRule, decodeDgpa, DGPA_COLUMNS, parseDgpaCalendar } from '../../modules/calendar/index.ts';
import type { TimeLimitPolicies } from '../../modules/catalog/index.ts';
import { parseReminders, REMINDER_COLUMNS, type ReminderLadder } from '../../modules/deadlines/index.ts';
import {
  type Boundaries,
  buildCityAreas,
  boundaryMismatches,
  type CityAreas,
  parseZones,
} from '../../modules/geography/index.ts';
import { compileTemplates, type TemplateFile, type Templates } from '../../modules/notifications/index.ts';
import type { SingleSignOnPolicy } from '../../modules/identity/index.ts';
import type { ReplyBook } from '../../modules/cases/index.ts';
import type { RetentionPolicy } from '../../modules/records/index.ts';
import { parseRules, ROUTING_COLUMNS, type Rule } from '../../modules/routing/index.ts';
import { readCsv } from '../../platform/csv/index.ts';
import { type Reading, readPolicies } from './pack-policies.ts';
import { type PackTables, readPackTables } from './pack-tables.ts';
import { readReplyBook } from './reply-book.ts';
import { readRetention } from './retention-rules.ts';
import { readSingleSignOn } from './single-sign-on.ts';

/** Everything a city pack says, judged as a whole. */
export interface CityPack extends PackTables {
  readonly areas: CityAreas;
  readonly rules: readonly Rule[];
  readonly calendar: ReadonlyMap<CivilDate, DayRule>;
  readonly templates: Templates;
  readonly replies: ReplyBook;
  readonly policies: TimeLimitPolicies;
  readonly reminders: ReminderLadder;
  readonly retention: RetentionPolicy;
  /** Null: the pack does not say how a single sign-on is read. */
  readonly singleSignOn: SingleSignOnPolicy | null;
}

/** Where the packs and the boundaries made from them lie. */
export interface PackFolders {
  readonly cities: string;
  readonly boundaries: string;
}

const MOST_SHOWN = 50;

/**
 * Reads a pack, all of it judged before anything is loaded.
 *
 * @param now villages that are in force on this day of the city are used
 * @throws StartupError that names the bad lines
 */
export function readCityPack(city: string, folders: PackFolders, now: Date): CityPack {
  const { pack, problems } = judgeCityPack(city, folders, now);
  if (pack === null) throw broken(city, problems);
  return pack;
}

/**
 * Reads a pack and names everything that is wrong with it; `pack` is null when anything is.
 *
 * @throws StartupError when there is no such pack
 */
export function judgeCityPack(
  city: string,
  folders: PackFolders,
  now: Date,
): { readonly pack: CityPack | null; readonly problems: readonly Problem[] } {
  const folder = join(folders.cities, city);
  if (!/^[a-z][a-z0-9-]*$/.test(city) || !existsSync(join(folder, 'city.json'))) {
    throw new StartupError(
      `There is no city pack "${city}": CITY names a folder of cities/ (${packsIn(folders.cities).join(', ')}).`,
    );
  }
  const read = (name: string): string | null =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : null;
  const { tables, problems } = readPackTables(city, read);
  if (tables === null) return { pack: null, problems };
  const areas = readAreas(city, folders, tables, { read, problems, today: dayOf(now, tables.settings.timeZone) });
  const calendar = readCalendar(folder, problems);
  const templates = readTemplates(folder, problems);
  const policies = readPolicies(tables.categories, { read, problems });
  const reminders = readReminders({ read, problems });
  const retention = readRetention(tables, { read, problems });
  const rules = readRules(tables, areas, { read, problems });
  const replies = readReplyBook(tables, read, problems);
  const singleSignOn = readSingleSignOn(tables, read, problems);
  if (problems.length > 0 || areas === null) return { pack: null, problems };
  const judged = { ...tables, areas, calendar, templates, policies, reminders, retention, rules, replies, singleSignOn };
  return { pack: judged, problems };
}

/** What the rules of a pack may name. */
export const routingCityOf = ({ areas, ...tables }: PackTables & Pick<CityPack, 'areas'>) => ({
  ...tables,
  villages: [...areas.villages.values()],
  zones: areas.zones.zones,
});

export const packsIn = (cities: string): string[] =>
  readdirSync(cities).filter((name) => existsSync(join(cities, name, 'city.json')));

function readAreas(
  city: string,
  folders: PackFolders,
  tables: PackTables,
  { read, problems, today }: Reading & { readonly today: CivilDate },
): CityAreas | null {
  const file = join(folders.boundaries, `${city}.json`);
  if (!existsSync(file)) throw new StartupError(`The boundaries of ${city} are missing: run "npm run build:boundaries" first.`);
  const boundaries = JSON.parse(readFileSync(file, 'utf8')) as Boundaries;
  const zones = parseZones('zones.geojson', read('zones.geojson') ?? '{"type":"FeatureCollection","features":[]}');
  problems.push(...zones.problems);
  const mismatches = boundaryMismatches({ boundaries, districts: tables.districts });
  problems.push(...mismatches.map((reason) => ({ file: 'districts.csv', line: 1, reason })));
  return mismatches.length > 0
    ? null
    : buildCityAreas({ boundaries, districts: tables.districts, villages: tables.villages, zones: zones.zones }, today);
}

function readCalendar(folder: string, problems: Problem[]): Map<CivilDate, DayRule> {
  const days = new Map<CivilDate, DayRule>();
  for (const name of filesIn(join(folder, 'calendar'), '.csv')) {
    const file = `calendar/${name}`;
    const { rows, problems: unreadable } = readCsv(file, decodeDgpa(readFileSync(join(folder, file))), DGPA_COLUMNS);
    const year = parseDgpaCalendar(file, rows);
    problems.push(...unreadable, ...year.problems);
    for (const [day, rule] of year.days) days.set(day, rule);
  }
  return days;
}

function readTemplates(folder: string, problems: Problem[]): Templates {
  const texts = join(folder, 'texts');
  const files: TemplateFile[] = filesIn(texts, '').flatMap((language) =>
    filesIn(join(texts, language), '.txt').map((name) => ({
      language,
      name: name.slice(0, -'.txt'.length),
      file: `texts/${language}/${name}`,
      text: readFileSync(join(texts, language, name), 'utf8'),
    })),
  );
  const { templates, problems: found } = compileTemplates(files);
  problems.push(...found);
  return templates;
}

function readReminders({ read, problems }: Reading): ReminderLadder {
  const text = read('reminders.csv');
  if (text === null) {
    problems.push({ file: 'reminders.csv', line: 1, reason: 'the file is missing' });
    return { rules: [] };
  }
  const { rows, problems: unreadable } = readCsv('reminders.csv', text, REMINDER_COLUMNS);
  const { ladder, problems: found } = parseReminders('reminders.csv', rows);
  problems.push(...unreadable, ...(unreadable.length > 0 ? [] : found));
  return ladder;
}

function readRules(tables: PackTables, areas: CityAreas | null, { read, problems }: Reading): Rule[] {
  const text = read('routing.csv');
  if (text === null) {
    problems.push({ file: 'routing.csv', line: 1, reason: 'the file is missing' });
    return [];
  }
  if (areas === null) return [];
  const { rows, problems: unreadable } = readCsv('routing.csv', text, ROUTING_COLUMNS);
  const { rules, problems: found } = parseRules('routing.csv', rows, routingCityOf({ ...tables, areas }));
  problems.push(...unreadable, ...found);
  return rules;
}

const filesIn = (folder: string, ending: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(ending))
        .sort()
    : [];

/** A problem with the path of its file. */
export const packProblemText = (city: string, problem: Problem): string =>
  problemText({ ...problem, file: `cities/${city}/${problem.file}` });

function broken(city: string, problems: readonly Problem[]): StartupError {
  const shown = problems.slice(0, MOST_SHOWN).map((problem) => `  ${packProblemText(city, problem)}`);
  const more = problems.length > MOST_SHOWN ? [`  … and ${problems.length - MOST_SHOWN} more`] : [];
  return new StartupError([`The city pack "${city}" has mistakes; nothing of it was loaded:`, ...shown, ...more].join('\n'));
}
