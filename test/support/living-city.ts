import fc from 'fast-check';
import { dayOf } from '../../src/kernel/civil-date.ts';
import { COMMANDS } from './command-bodies.ts';
import { IN_ZHONGLI, libraryLetter, roadHog, signalTiming } from './petition-bodies.ts';
import { TYPHOON } from './stormy-city.ts';
import { type Answer, keyIn, startTestApp, type TestApp } from './test-app.ts';

const HOUR_MS = 3_600_000;

/** None of them is a hazard, which would call all the time. */
const PETITIONS = {
  days: signalTiming,
  hours: roadHog,
  unclear: { channel: 'HOTLINE', subject: '不知道找誰', description: '怪聲音', location: IN_ZHONGLI },
};

/** What happens in a city; numbers choose among what there is when it happens. */
export type Happening =
  | { readonly what: 'petition'; readonly kind: keyof typeof PETITIONS }
  | { readonly what: 'letter'; readonly confirmed: boolean }
  | { readonly what: 'command'; readonly caseAt: number; readonly commandAt: number }
  | { readonly what: 'time'; readonly hours: number; readonly worked: boolean }
  | { readonly what: 'closure'; readonly inDays: number }
  | { readonly what: 'typhoon' };

const petitions = fc.constantFrom('days', 'days', 'hours', 'unclear').map((kind): Happening => ({ what: 'petition', kind }));
const commands = fc.record({ what: fc.constant('command'), caseAt: fc.nat({ max: 30 }), commandAt: fc.nat({ max: 200 }) });
const times = fc.record({ what: fc.constant('time'), hours: fc.integer({ min: 1, max: 150 }), worked: fc.boolean() });

/** A story begins with a case. */
export const stories: fc.Arbitrary<Happening[]> = fc
  .tuple(
    petitions,
    fc.array(
      fc.oneof(
        { weight: 16, arbitrary: commands },
        { weight: 2, arbitrary: petitions },
        { weight: 1, arbitrary: fc.record({ what: fc.constant('letter'), confirmed: fc.boolean() }) },
        { weight: 3, arbitrary: times },
        { weight: 1, arbitrary: fc.record({ what: fc.constant('closure'), inDays: fc.integer({ min: 1, max: 9 }) }) },
        { weight: 1, arbitrary: fc.constant({ what: 'typhoon' as const }) },
      ),
      { minLength: 5, maxLength: 25, size: 'max' },
    ),
  )
  .map(([first, rest]) => [first, ...rest]);

/** How often a command is given, beside 4 for all others: some move nothing, and after others nothing much can happen. */
const WEIGHTS: Readonly<Record<string, number>> = { accept: 8, note: 0, recuse: 0, withdraw: 1, 'no-action': 1, 'take-back': 1 };

/** A city in which anything happens, in any order, as its people do it. */
export class LivingCity {
  /** How often each command was given. */
  readonly given = new Map<string, number>();
  private caseNos: string[] = [];
  private citizens = 0;

  private constructor(readonly app: TestApp) {}

  static async begin(startsAt: string): Promise<LivingCity> {
    return new LivingCity(await startTestApp({ startsAt }));
  }

  /** Lets a story happen, and what follows from it. @returns the numbers of its cases */
  async live(story: readonly Happening[]): Promise<readonly string[]> {
    this.caseNos = [];
    for (const happening of story) await this.happen(happening);
    if (await this.typhoon()) await this.turnSwitch();
    await this.app.drain();
    return this.caseNos;
  }

  private async happen(happening: Happening): Promise<void> {
    switch (happening.what) {
      case 'petition':
        return this.petition('operator', PETITIONS[happening.kind]);
      case 'letter':
        return this.letter(happening.confirmed);
      case 'command':
        return this.command(this.caseNos[happening.caseAt % this.caseNos.length]!, happening.commandAt);
      case 'time':
        return this.later(happening);
      case 'closure':
        return this.closure(happening.inDays);
      case 'typhoon':
        return this.turnSwitch();
    }
  }

  private async petition(by: string, body: object, path = '/petitions'): Promise<void> {
    const client = by === 'citizen' ? this.app.citizen : await this.app.as(by);
    const petitioner = { name: '王小明', email: `living-${(this.citizens += 1)}@example.org` };
    const answer = taken(await client.post(path, { ...body, petitioner }));
    this.caseNos.push(answer.body.case.caseNo);
  }

  private async letter(confirmed: boolean): Promise<void> {
    await this.petition('citizen', libraryLetter, '/public/petitions');
    if (!confirmed) return;
    const letter = await this.app.letterTo(`living-${this.citizens}@example.org`, 'confirmation');
    taken(await this.app.citizen.get(`/public/confirmations/${keyIn(letter, 'confirmation')}`));
  }

  /** One of the commands that are open, by whoever may give it: it may be refused all the same. */
  private async command(caseNo: string, commandAt: number): Promise<void> {
    const of = taken(await (await this.app.as('city')).get(`/cases/${caseNo}`)).body;
    const known = (of.openCommands as string[]).filter((name) => name in COMMANDS);
    const open = known.flatMap((name) => Array<string>(WEIGHTS[name] ?? 4).fill(name));
    const name = open[commandAt % open.length];
    if (name === undefined) return;
    const { by, body } = COMMANDS[name]!;
    const lead = (of.leadAgency?.code as string | undefined)?.toLowerCase();
    const who = await this.app.as(by.replace(/(?<=^(?:handler|supervisor)\.).*/, lead ?? 'ty-tra'));
    const answer = await who.post(`/cases/${caseNo}/${name}`, { ...body, ...this.particulars(name, of) });
    if (taken(answer).status === 200) this.given.set(name, (this.given.get(name) ?? 0) + 1);
  }

  /** What the body of a command says about this case or this time. */
  private particulars(command: string, of: Answer['body']): object {
    switch (command) {
      case 'merge':
        return { intoCaseNo: this.caseNos.find((caseNo) => caseNo !== of.caseNo) ?? of.caseNo };
      case 'recategorise':
        return { categoryCode: of.category?.code === 'RD-012' ? 'TF-002' : 'RD-012' };
      case 'request-extension':
        return { until: this.day(3 * 24, new Date(of.dueAt)) };
      case 'track':
        return { until: this.day(30 * 24) };
      case 'promise':
        return { until: this.day(10 * 24) };
      default:
        return {};
    }
  }

  /** @param worked whether somebody works meanwhile; else all that follows from before comes late */
  private async later({ hours, worked }: { readonly hours: number; readonly worked: boolean }): Promise<void> {
    if (worked) await this.app.drain();
    this.app.clock.advanceTo(new Date(this.app.clock.now().getTime() + hours * HOUR_MS));
    if (worked) await this.app.drain();
  }

  private async closure(inDays: number): Promise<void> {
    taken(await (await this.app.as('city')).put(`/calendar/days/${this.day(inDays * 24)}`, { kind: 'OFF', reason: '停電' }));
  }

  private async typhoon(): Promise<string | undefined> {
    return taken(await (await this.app.as('city')).get('/disasters/current')).body.disaster?.id as string | undefined;
  }

  /** Begins a typhoon, or ends the one there is. */
  private async turnSwitch(): Promise<void> {
    const [city, underway] = [await this.app.as('city'), await this.typhoon()];
    taken(await (underway ? city.post(`/disasters/${underway}/end`, { reason: '颱風遠離' }) : city.post('/disasters', TYPHOON)));
  }

  private day(hours: number, from = this.app.clock.now()): string {
    return dayOf(new Date(from.getTime() + hours * HOUR_MS), 'Asia/Taipei');
  }
}

/** Done or refused; nothing may break. */
function taken(answer: Answer): Answer {
  if (answer.status >= 500) throw new Error(JSON.stringify(answer.body));
  return answer;
}
