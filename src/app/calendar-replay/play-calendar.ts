import { type CivilDate, instantAt, toRfc3339 } from '../../kernel/civil-date.ts';
import { Database } from '../../platform/database/index.ts';
import { CityApi, type Person } from '../city-api.ts';
import { findPlaces, type Place, villageBoxes } from '../demo/places.ts';
import { Random } from '../demo/random.ts';
import { PACK_FOLDERS } from '../program.ts';
import type { ThrowAwayServer } from '../throw-away-server.ts';
import { type Letter, planLetters, type ServiceLevel } from './letters.ts';
import type { PublishedFile } from './published-files.ts';
import { type TimeLimit, TimeLimitReadModel } from './time-limit.read-model.ts';

export type TimeLimits = ReadonlyMap<string, TimeLimit>;

/** One file that was taken. */
export interface Taken {
  readonly file: PublishedFile;
  readonly calendarVersion: number;
  /** What was said before it was taken. */
  readonly preview: { readonly days: readonly CivilDate[]; readonly moved: number };
  readonly job: { readonly state: string; readonly done: number; readonly total: number };
  readonly before: TimeLimits;
  readonly after: TimeLimits;
}

/** A case with its letter and the ledger of its clock. */
export interface OpenedCase {
  readonly caseNo: string;
  readonly letter: Letter;
  readonly ledger: readonly { readonly kind: string; readonly dueAt: string; readonly calendarVersion: number | null }[];
  readonly replanned: readonly { readonly dueBefore: string; readonly dueAfter: string; readonly calendarVersion: number }[];
}

export interface Played {
  readonly taken: readonly Taken[];
  readonly cases: readonly OpenedCase[];
}

interface CategoryAnswer {
  readonly code: string;
  readonly sla: { readonly value: number; readonly unit: string };
  readonly safetyHazard: boolean;
  readonly active: boolean;
}
interface CaseAnswer {
  readonly caseNo: string;
  readonly status: string;
  readonly leadAgency: { readonly code: string } | null;
}
type ClockAnswer = Pick<OpenedCase, 'ledger'>;
interface EventAnswer {
  readonly type: string;
  readonly data: OpenedCase['replanned'][number];
}

const MORNING = 9 * 60;
const TEN = 10 * 60;

/** Takes the first file, opens cases, and takes the others when their day has come. @throws Refused */
export async function playCalendar(
  server: ThrowAwayServer,
  files: readonly [PublishedFile, PublishedFile, PublishedFile],
): Promise<Played> {
  const stage = new Stage(server);
  const [first, revised, updated] = files;
  const taken = [await stage.take(first)];
  const letters = planLetters(await stage.levels(), first, revised);
  const caseNos = await Promise.all(letters.map((letter) => stage.open(letter)));
  await stage.acceptHazards();
  for (const file of [revised, updated]) {
    await stage.moveTo(file.takenOn);
    taken.push(await stage.take(file));
  }
  const cases = await Promise.all(letters.map(async (letter, i) => ({ letter, ...(await stage.fileOf(caseNos[i]!)) })));
  return { taken, cases };
}

class Stage {
  private readonly api: CityApi;
  private readonly city: Person;
  private readonly limits = new TimeLimitReadModel();
  private readonly place: Promise<object>;

  constructor(private readonly server: ThrowAwayServer) {
    this.api = new CityApi(server.url, server.password);
    this.city = this.api.as('city');
    this.place = this.somewhere();
  }

  /** The time limits of the city, each with one category, a harmless one where there is any. */
  async levels(): Promise<ServiceLevel[]> {
    const categories = await this.api.citizen.all<CategoryAnswer>('/categories');
    const levels = new Map<string, ServiceLevel>();
    for (const { code, sla, safetyHazard, active } of categories) {
      const level = { categoryCode: code, unit: sla.unit as ServiceLevel['unit'], value: sla.value, safetyHazard };
      const known = levels.get(`${sla.value} ${sla.unit}`);
      if (active && (known === undefined || (known.safetyHazard && !safetyHazard))) levels.set(`${sla.value} ${sla.unit}`, level);
    }
    return [...levels.values()].filter(({ unit }) => (unit as string) !== 'WORKING_HOUR');
  }

  /** @returns its number */
  async open({ level, receivedOn, why }: Letter): Promise<string> {
    const { timeZone, begins } = this.server;
    const received = level.unit === 'HOUR' ? begins : instantAt(receivedOn, TEN, timeZone);
    const { case: opened } = await this.api.as('operator').post<{ readonly case: CaseAnswer }>('/petitions', {
      ...{ channel: 'LETTER', categoryCode: level.categoryCode, subject: `${level.value} ${level.unit}`, description: why },
      location: await this.place,
      receivedAt: toRfc3339(received < begins ? received : begins, timeZone),
    });
    return opened.caseNo;
  }

  /** One that nobody accepts calls every quarter of an hour, for weeks. */
  async acceptHazards(): Promise<void> {
    for (const { caseNo, leadAgency } of await this.city.all<CaseAnswer>('/cases?status=DISPATCHED'))
      await this.api.as(`handler.${leadAgency!.code.toLowerCase()}`).post(`/cases/${caseNo}/accept`);
  }

  async take(file: PublishedFile): Promise<Taken> {
    const before = await this.timeLimits();
    const preview = await this.city.sendFile<Taken['preview']>('/calendar/import/preview', file.bytes, 'text/csv');
    const { jobId, calendarVersion } = await this.city.sendFile<{ readonly jobId: string; readonly calendarVersion: number }>(
      '/calendar/import',
      file.bytes,
      'text/csv',
    );
    await this.settle();
    const job = await this.city.get<Taken['job']>(`/jobs/${jobId}`);
    return { file, calendarVersion, preview, job, before, after: await this.timeLimits() };
  }

  async moveTo(day: CivilDate): Promise<void> {
    await this.moveClock(toRfc3339(instantAt(day, MORNING, this.server.timeZone), this.server.timeZone));
  }

  async fileOf(caseNo: string): Promise<Pick<OpenedCase, 'caseNo' | 'ledger' | 'replanned'>> {
    const { ledger } = await this.city.get<ClockAnswer>(`/cases/${caseNo}/clock`);
    const events = await this.city.all<EventAnswer>(`/cases/${caseNo}/events`);
    return { caseNo, ledger, replanned: events.filter(({ type }) => type === 'deadline.replanned').map(({ data }) => data) };
  }

  private async somewhere(): Promise<object> {
    const boxes = villageBoxes(PACK_FOLDERS.boundaries, this.server.city);
    const [{ lat, lng, address }] = (await findPlaces(this.api.citizen, boxes, new Random(1, 'places'), 1)) as [Place];
    return { lat, lng, address };
  }

  /** Everything that follows from what happened has been done when the clock has been told what it shows anyway. */
  private async settle(): Promise<void> {
    const { now } = await this.api.as('admin').get<{ readonly now: string }>('/dev/clock');
    await this.moveClock(toRfc3339(new Date(new Date(now).getTime() + 1000), this.server.timeZone));
  }

  private async moveClock(now: string): Promise<void> {
    await this.api.as('admin').post('/dev/clock', { now });
  }

  private timeLimits(): Promise<TimeLimits> {
    return this.limits.all(this.server.app.get(Database));
  }
}
