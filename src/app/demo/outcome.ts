import type {
  AttentionAnswer,
  CaseAnswer,
  CasePetitionAnswer,
  ClockAnswer,
  EventAnswer,
  MessageAnswer,
  ReminderAnswer,
  ReopenRequestAnswer,
  SurveyAnswer,
} from './answers.ts';
import type { Person } from '../city-api.ts';
import type { Stage, Taken, Typhoon } from './stage.ts';

/** A case with everything the interface tells of it. */
export interface CaseFile {
  readonly case: CaseAnswer;
  /** The first first. */
  readonly events: readonly EventAnswer[];
  readonly petitions: readonly CasePetitionAnswer[];
  readonly clock: ClockAnswer;
}

/** How the week ended, as the interface tells it afterwards. */
export interface Outcome {
  readonly timeZone: string;
  readonly taken: readonly Taken[];
  readonly typhoon: Typhoon | null;
  /** What was refused in the course of the week, in words. */
  readonly refusals: readonly string[];
  readonly notable: readonly { readonly caseNo: string; readonly title: string }[];
  readonly files: ReadonlyMap<string, CaseFile>;
  readonly reminders: readonly ReminderAnswer[];
  readonly messages: readonly MessageAnswer[];
  readonly surveys: readonly SurveyAnswer[];
  readonly reopenRequests: readonly ReopenRequestAnswer[];
  readonly attention: AttentionAnswer;
}

const AT_ONCE = 4;
const REOPEN_STATES = ['OPEN', 'APPROVED', 'REJECTED', 'OVERTAKEN'];

/** Reads everything back. @throws Refused */
export async function readOutcome(stage: Stage): Promise<Outcome> {
  const [city, admin] = [stage.api.as('city'), stage.api.as('admin')];
  const cases = await city.all<CaseAnswer>('/cases');
  return {
    timeZone: stage.city.timeZone,
    taken: stage.taken,
    typhoon: stage.typhoon,
    refusals: stage.director.refusals.map(({ message }) => message),
    notable: stage.notable,
    files: await readFiles(city, cases),
    reminders: await city.all<ReminderAnswer>('/reminders'),
    messages: await admin.all<MessageAnswer>('/outbox'),
    surveys: await city.all<SurveyAnswer>('/surveys'),
    reopenRequests: await readRequests(city),
    attention: await city.get<AttentionAnswer>('/ops/attention'),
  };
}

/** The list shows the open ones unless it is asked for others. */
async function readRequests(city: Person): Promise<ReopenRequestAnswer[]> {
  const lists = REOPEN_STATES.map((state) => city.all<ReopenRequestAnswer>(`/reopen-requests?state=${state}`));
  return (await Promise.all(lists)).flat();
}

async function readFiles(city: Person, cases: readonly CaseAnswer[]): Promise<Map<string, CaseFile>> {
  const files = new Map<string, CaseFile>();
  const waiting = cases.map(({ caseNo }) => caseNo).reverse();
  const lane = async (): Promise<void> => {
    for (let caseNo = waiting.pop(); caseNo !== undefined; caseNo = waiting.pop())
      files.set(caseNo, await readFile(city, caseNo));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return files;
}

async function readFile(city: Person, caseNo: string): Promise<CaseFile> {
  const path = `/cases/${caseNo}`;
  const [found, events, petitions, clock] = await Promise.all([
    city.get<CaseAnswer>(path),
    city.all<EventAnswer>(`${path}/events`),
    city.all<CasePetitionAnswer>(`${path}/petitions`),
    city.get<ClockAnswer>(`${path}/clock`),
  ]);
  return { case: found, events: events.sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at))), petitions, clock };
}
