import type { Problem } from '../../kernel/table.ts';
import { AGENCY_COLUMNS, parseAgencies, type Agency } from '../../modules/agencies/index.ts';
import { CATEGORY_COLUMNS, parseCategories, type Category } from '../../modules/catalog/index.ts';
import {
  DISTRICT_COLUMNS,
  parseDistricts,
  parseVillages,
  VILLAGE_COLUMNS,
  type District,
  type Village,
} from '../../modules/geography/index.ts';
import { readCsv, type CsvRow } from '../../platform/csv/index.ts';
import { parseCitySettings, type CitySettings } from './city-settings.ts';

/** The tables of a city pack, read and judged. */
export interface PackTables {
  readonly settings: CitySettings;
  readonly districts: readonly District[];
  readonly villages: readonly Village[];
  readonly agencies: readonly Agency[];
  readonly categories: readonly Category[];
}

/** The text of a file of the pack, e.g. `agencies.csv`; null when there is none. */
export type PackFile = (name: string) => string | null;

const TABLES = {
  'districts.csv': DISTRICT_COLUMNS,
  'villages.csv': VILLAGE_COLUMNS,
  'agencies.csv': AGENCY_COLUMNS,
  'categories.csv': CATEGORY_COLUMNS,
} as const satisfies Record<string, readonly string[]>;
type Table = keyof typeof TABLES;

/**
 * Reads `city.json`, the areas, the agencies and the categories. `tables` is null when anything is wrong.
 *
 * Judged in three steps – can the files be read, are the districts right, is the rest right –, so that what is named at once does not
 * follow from one mistake.
 *
 * @param folder name of the pack's folder, which `city.json` repeats
 */
export function readPackTables(folder: string, read: PackFile): { tables: PackTables | null; problems: Problem[] } {
  const { settings, problems } = readSettings(folder, read);
  const { rows, problems: unreadable } = readRows(read);
  problems.push(...unreadable);
  if (settings === null || problems.length > 0) return { tables: null, problems };

  const { districts, problems: wrongDistricts } = parseDistricts('districts.csv', rows['districts.csv'], settings.countyCode);
  if (wrongDistricts.length > 0) return { tables: null, problems: wrongDistricts };

  const villages = parseVillages('villages.csv', rows['villages.csv'], districts);
  const agencies = parseAgencies('agencies.csv', rows['agencies.csv'], districts);
  const categories = parseCategories('categories.csv', rows['categories.csv']);
  problems.push(
    ...villages.problems,
    ...agencies.problems,
    ...categories.problems,
    ...triageProblems(settings, agencies.agencies),
    ...ownerProblems(categories.categories, agencies.agencies),
    ...surveyProblems(settings, categories.categories),
  );
  if (problems.length > 0) return { tables: null, problems };
  const { villages: villageList } = villages;
  return {
    tables: { settings, districts, villages: villageList, agencies: agencies.agencies, categories: categories.categories },
    problems,
  };
}

function readSettings(folder: string, read: PackFile): { settings: CitySettings | null; problems: Problem[] } {
  const file = 'city.json';
  const text = read(file);
  if (text === null) return { settings: null, problems: [missing(file)] };
  const result = parseCitySettings(file, text);
  if (result.settings !== null && result.settings.code !== folder) {
    result.problems.push({
      file,
      line: 1,
      column: 'code',
      reason: `${result.settings.code} is not the name of the folder, ${folder}`,
    });
  }
  return result;
}

function readRows(read: PackFile): { rows: Record<Table, CsvRow[]>; problems: Problem[] } {
  const problems: Problem[] = [];
  const rows = { 'districts.csv': [], 'villages.csv': [], 'agencies.csv': [], 'categories.csv': [] } as Record<Table, CsvRow[]>;
  for (const file of Object.keys(TABLES) as Table[]) {
    const text = read(file);
    const csv = text === null ? { rows: [], problems: [missing(file)] } : readCsv(file, text, TABLES[file]);
    rows[file] = csv.rows;
    problems.push(...csv.problems);
  }
  return { rows, problems };
}

const missing = (file: string): Problem => ({ file, line: 1, reason: 'the file is missing' });

/** Cases that no rule decides need someone who is always there. */
function triageProblems({ triageAgencyCode: code }: CitySettings, agencies: readonly Agency[]): Problem[] {
  const triage = agencies.find((agency) => agency.code === code);
  if (triage?.receivesCases === true && triage.validTo === null) return [];
  return [
    { file: 'city.json', line: 1, column: 'triageAgencyCode', reason: `${code} is not a lasting agency that receives cases` },
  ];
}

/** The categories stand in the order of their lines, below the headings. */
const ownerProblems = (categories: readonly Category[], agencies: readonly Agency[]): Problem[] =>
  categories.flatMap(({ ownerAgencyCode: owner }, index) =>
    owner === null || agencies.some(({ code }) => code === owner)
      ? []
      : [{ file: 'categories.csv', line: index + 2, column: 'owner_agency', reason: `${owner} is not an agency` }],
  );

/** A rate of a category that is not there is a slip of the pen. */
const surveyProblems = ({ survey }: CitySettings, categories: readonly Category[]): Problem[] =>
  Object.keys(survey.percentByCategory)
    .filter((code) => !categories.some((category) => category.code === code))
    .map((code) => ({ file: 'city.json', line: 1, column: 'survey', reason: `percentByCategory ${code} is not a category` }));
