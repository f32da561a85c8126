import { wallClock } from '../../kernel/civil-date.ts';
import type { EventAnswer } from './answers.ts';
import { heading, line } from './layout.ts';
import type { CaseFile, Outcome } from './outcome.ts';

const MOST_EVENTS = 25;

/** One case from its receipt to its end, and why it was due when it was due. */
export function storyOf({ files, timeZone }: Outcome, caseNo: string, title: string): string[] {
  const file = files.get(caseNo);
  if (file === undefined) return [];
  const { case: found } = file;
  const petitions = file.petitions.map(({ petitionNo }) => petitionNo).join(', ');
  return [
    ...heading(`案例 A case: ${title}`),
    line(`${caseNo}  ${found.subject}  ${found.category?.code ?? ''}  ${found.status}`),
    line(`陳情 petitions: ${petitions}`),
    ...file.events.slice(0, MOST_EVENTS).map((event) => eventLine(event, timeZone)),
    ...dueLine(file, timeZone),
    line('期限如何計算 why it was due when it was due:'),
    ...ledger(file, timeZone),
    ...file.clock.days.map(({ date, text }) => line(`    ${date}  ${text['zh-TW']}`)),
  ];
}

const eventLine = ({ at, type, actor, data }: EventAnswer, timeZone: string): string =>
  line(`  ${minuteOf(at, timeZone)}  ${type.replace('case.', '')}  ${actor.name}${detailOf(data)}`);

/** What of a fact a reader wants to know, in this order. */
const TOLD = ['step', 'agencyCode', 'proposedAgencyCode', 'reason', 'text', 'reply'];

function detailOf(data: EventAnswer['data']): string {
  const said = TOLD.map((name) => data[name]).filter((value) => typeof value === 'string');
  return said.length === 0 ? '' : `：${said.join(' ')}`;
}

const dueLine = ({ case: { dueAt } }: CaseFile, timeZone: string): string[] =>
  dueAt === null ? [] : [line(`  期限 due ${minuteOf(dueAt, timeZone)}`)];

const ledger = ({ clock }: CaseFile, timeZone: string): string[] =>
  clock.ledger.map(({ kind, at, dueAt }) =>
    line(`    ${minuteOf(at, timeZone)}  ${kind.padEnd(9)} → 期限 due ${minuteOf(dueAt, timeZone)}`),
  );

/** The wall clock of the city, e.g. `07-09 13:00`. */
function minuteOf(at: string, timeZone: string): string {
  const { day, minute } = wallClock(new Date(at), timeZone);
  const [hours, minutes] = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0'));
  return `${day.slice(5)} ${hours}:${minutes}`;
}
