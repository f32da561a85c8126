import { weekday } from '../../kernel/civil-date.ts';
import { type Check, holds } from './checks.ts';
import { closingsOf, countOf, eventsOf, filesOf, isCall, type Tally, tallyOf, WEEK } from './figures.ts';
import { figure, heading, line, padEnd, padStart } from './layout.ts';
import { CHANNELS } from './petition-plan.ts';
import type { Outcome } from './outcome.ts';
import { storyOf } from './story-text.ts';
import { matterFigures, surveyFigures, typhoonFigures } from './matters-report.ts';

const NAMES: Readonly<Record<string, string>> = {
  HOTLINE: '1999 電話 hotline',
  CITY_MAILBOX: '市政信箱 mailbox',
  CITY_APPEARANCE: '市容查報 appearance',
  COUNTER: '臨櫃 counter',
  LETTER: '信函 letter',
  FAX: '傳真 fax',
  EMAIL: '電子郵件 e-mail',
  VILLAGE_HEAD: '里長 village head',
  DIRECTIVE: '交辦 directive',
  'case.dispatched': '分派 dispatched',
  'case.sent_to_triage': '待分派 to triage',
  'case.accepted': '受理 accepted',
  IN_TIME: '如期結案 closed in time',
  LATE: '逾期結案 closed late',
  DIGEST: '彙整信 digests',
};
const WEEKDAYS = ['日 Sun', '一 Mon', '二 Tue', '三 Wed', '四 Thu', '五 Fri', '六 Sat'];
const NAME_COLUMNS = 27;
const DAY_COLUMNS = 7;
const MOST_AGENCIES = 8;

/** The whole report. @param checks as they came out */
export function reportOf(outcome: Outcome, checks: readonly Check[]): string {
  return [
    ...heading(`派案示範：${WEEK[0]!} 至 ${WEEK.at(-1)!} A week of the city`),
    ...weekTables(outcome),
    ...typhoonFigures(outcome),
    ...matterFigures(outcome),
    ...surveyFigures(outcome),
    ...overdueAgencies(outcome),
    ...outcome.notable.flatMap(({ caseNo, title }) => storyOf(outcome, caseNo, title)),
    ...attention(outcome),
    ...heading('檢核 What must hold, and was looked at'),
    ...checks.flatMap(checkLines),
    '',
  ].join('\n');
}

function weekTables(outcome: Outcome): string[] {
  const { timeZone, reminders, messages } = outcome;
  const petitions = new Map(
    filesOf(outcome).flatMap((file) => file.petitions.map((petition) => [petition.petitionNo, petition])),
  );
  const taken = tallyOf(
    [...petitions.values()].map(({ channel, registeredAt }) => [channel, registeredAt] as const),
    timeZone,
  );
  const happened = tallyOf([...workOf(outcome), ...closed(outcome)], timeZone);
  const rung = tallyOf(
    reminders.filter((rang) => !isCall(rang)).map(({ step, sentAt }) => [step, sentAt] as const),
    timeZone,
  );
  const called = tallyOf(
    [
      ...reminders.filter(isCall).map(({ sentAt }) => ['危險未受理 hazards called', sentAt] as const),
      ...messages.filter(({ template }) => template === 'digest').map(({ createdAt }) => ['DIGEST', createdAt] as const),
    ],
    timeZone,
  );
  return [
    ...table('受理 Taken in', taken, [...CHANNELS], true),
    ...table('辦理 Worked on', happened, ['case.dispatched', 'case.sent_to_triage', 'case.accepted', 'IN_TIME', 'LATE']),
    ...table('稽催與提報 Reminded and escalated, by step', rung, [...rung.keys()].sort()),
    ...table('值勤與彙整 Called and collected', called, [...called.keys()].sort()),
  ];
}

const workOf = (outcome: Outcome): (readonly [string, string])[] =>
  eventsOf(outcome)
    .filter(({ type }) => ['case.dispatched', 'case.sent_to_triage', 'case.accepted'].includes(type))
    .map(({ type, at }) => [type, at] as const);

const closed = (outcome: Outcome): (readonly [string, string])[] =>
  filesOf(outcome).flatMap((file) => closingsOf(file).map(({ at, inTime }) => [inTime ? 'IN_TIME' : 'LATE', at] as const));

/** @param rows in order @param summed whether the rows have a sum that means something */
function table(title: string, tally: Tally, rows: readonly string[], summed = false): string[] {
  const days = WEEK.map((day) => padStart(WEEKDAYS[weekday(day)]!, DAY_COLUMNS));
  const header = line(`${padEnd('', NAME_COLUMNS)}${days.join('')}${padStart('計 Σ', DAY_COLUMNS)}`);
  const counts = rows.map((row) => WEEK.map((day) => tally.get(row)?.get(day) ?? 0));
  const totals = WEEK.map((_, day) => counts.reduce((sum, row) => sum + row[day]!, 0));
  return [
    ...heading(title),
    header,
    ...rows.map((row, index) => rowOf(NAMES[row] ?? row, counts[index]!)),
    ...(summed ? [rowOf('合計 total', totals)] : []),
  ];
}

const rowOf = (name: string, counts: readonly number[]): string => {
  const cells = [...counts, counts.reduce((sum, count) => sum + count, 0)];
  return line(
    `${padEnd(name, NAME_COLUMNS)}${cells.map((count) => padStart(count === 0 ? '·' : String(count), DAY_COLUMNS)).join('')}`,
  );
};

function overdueAgencies(outcome: Outcome): string[] {
  const late = filesOf(outcome).filter(({ case: found }) => found.overdue && found.leadAgency !== null);
  const counted = countOf(late.map(({ case: { leadAgency } }) => `${leadAgency!.code} ${leadAgency!.name}`));
  return [
    ...heading('逾期最多的機關 Agencies with most overdue cases, closed late or still open'),
    ...(counted.length === 0 ? [line('無 none')] : []),
    ...counted.slice(0, MOST_AGENCIES).map(([agency, count]) => figure(agency, count, stillOpen(outcome, agency))),
  ];
}

function stillOpen(outcome: Outcome, agency: string): string {
  const open = filesOf(outcome).filter(
    ({ case: { overdue, leadAgency, closedAt } }) =>
      overdue && closedAt === null && agency.startsWith(`${leadAgency?.code ?? '-'} `),
  );
  return open.length === 0 ? '' : `（其中 ${open.length} 件未結 of them open）`;
}

const attention = ({ attention: { items } }: Outcome): string[] => [
  ...heading('待處理 What waits on /ops/attention'),
  ...items.map(({ kind, count, more }) => figure(kind, count, more ? '+' : '')),
];

const checkLines = (check: Check): string[] => [
  line(`${holds(check) ? '✓' : '✗'} ${padStart(String(check.looked), 5)}  ${check.text}`),
  ...check.against.slice(0, 5).map((text) => line(`    ${text}`)),
];
