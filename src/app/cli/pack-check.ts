import { dayOf } from '../../kernel/civil-date.ts';
import { lintRules } from '../../modules/routing/index.ts';
import { type CityPack, judgeCityPack, type PackFolders, packProblemText, routingCityOf } from '../city-pack/city-pack.ts';
import { type Command, readArguments, UsageError } from './command-line.ts';

/** Reads a city pack as a start would, and looks through its rules besides. For the clerks who keep it. */
export class PackCheck implements Command {
  readonly name = 'pack:check';
  readonly synopsis = 'CITY';
  readonly purpose =
    'Reads cities/CITY and names every mistake; then every case that no rule sends anywhere, and every rule that is idle.';

  constructor(
    private readonly folders: PackFolders,
    private readonly now: () => Date,
    private readonly print: (text: string) => void,
  ) {}

  async run(args: readonly string[]): Promise<number> {
    const [city] = readArguments(args, [], 1).words;
    if (city === undefined) throw new UsageError('Name a city pack.');
    const now = this.now();
    const { pack, problems } = judgeCityPack(city, this.folders, now);
    const findings = pack === null ? [] : lintRules(pack.rules, routingCityOf(pack), dayOf(now, pack.settings.timeZone));
    const lines = [
      ...problems.map((problem) => packProblemText(city, problem)),
      ...findings.map(({ kind, text }) => `cities/${city}/routing.csv: ${kind}: ${text['zh-TW']} / ${text.en}`),
    ];
    for (const line of lines) this.print(`${line}\n`);
    this.print(
      pack !== null && lines.length === 0 ? `${city}: ok. ${contentsOf(pack)}\n` : `${city}: ${lines.length} to be put right.\n`,
    );
    return lines.length === 0 ? 0 : 1;
  }
}

function contentsOf({ districts, villages, agencies, categories, rules, areas, calendar, settings }: CityPack): string {
  const years = [...new Set([...calendar.keys()].map((day) => day.slice(0, 4)))].sort();
  return [
    `${districts.length} districts`,
    `${villages.length} villages`,
    `${agencies.length} agencies`,
    `${categories.length} categories`,
    `${rules.length} rules`,
    `${areas.zones.zones.length} zones`,
    `calendars of ${years.join(', ') || 'no year'}`,
    `texts in ${settings.languages.join(', ')}`,
  ].join(', ');
}
