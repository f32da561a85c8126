import { dayOf, instantAt } from '../../kernel/civil-date.ts';
import type { BusinessCalendar } from '../../modules/calendar/index.ts';
import type { OpenedCase, Played, Taken } from './play-calendar.ts';
import { countedDue, differing, type PublishedFile, type Vector } from './published-files.ts';

/** Something that must hold. */
export interface Check {
  readonly text: string;
  /** What it was looked at for. */
  readonly looked: number;
  /** What it does not hold for, in words. */
  readonly against: readonly string[];
}

/** What the checks are made of, besides what was played. */
export interface Evidence {
  readonly vectors: readonly Vector[];
  readonly calendars: { readonly first: BusinessCalendar; readonly last: BusinessCalendar };
  readonly timeZone: string;
}

const CLOSING = 17 * 60 + 30;
const NOON = 12 * 60;

export const holds = ({ against }: Check): boolean => against.length === 0;

export function checksOf(played: Played, evidence: Evidence): Check[] {
  return [
    daysAreThoseOfTheFiles(played),
    movedAsPreviewed(played),
    dueByTheLastFile(played, evidence),
    bothValuesInTheHistory(played),
    lateStaysLate(played, evidence),
    vectorsAgree(evidence),
  ];
}

/** What one file moved. */
export interface Move {
  readonly caseNo: string;
  readonly before: Date;
  readonly after: Date;
}

export const movesOf = ({ before, after }: Pick<Taken, 'before' | 'after'>): Move[] =>
  [...before.values()].flatMap(({ caseNo, dueAt }) => {
    const now = after.get(caseNo)!.dueAt;
    return now.getTime() === dueAt.getTime() ? [] : [{ caseNo, before: dueAt, after: now }];
  });

function daysAreThoseOfTheFiles({ taken }: Played): Check {
  const against = taken.slice(1).flatMap(({ file, preview }, i) => {
    const days = differing(taken[i]!.file.opens, file.opens).join(' ');
    return days === preview.days.join(' ') ? [] : [`${file.name}: ${preview.days.join(' ')} instead of ${days}`];
  });
  return {
    text: 'Each revision changes the days in which its file differs from the one before',
    looked: taken.length - 1,
    against,
  };
}

function movedAsPreviewed({ taken }: Played): Check {
  const against = taken.flatMap((one) => {
    const { file, preview, job } = one;
    const moved = movesOf(one).length;
    const done = job.state === 'DONE' && job.done === job.total;
    return moved === preview.moved && done
      ? []
      : [`${file.name}: ${preview.moved} previewed, ${moved} moved, job ${job.state} ${job.done} of ${job.total}`];
  });
  return { text: 'What moved is what the preview said, and the job is done', looked: taken.length, against };
}

function dueByTheLastFile({ cases, taken }: Played, { timeZone }: Evidence): Check {
  const { file, after } = taken.at(-1)!;
  const against = cases.flatMap(({ caseNo, letter }) => {
    const { dueAt } = after.get(caseNo)!;
    const expected = expectedDue(letter, file, timeZone);
    return expected === null || expected.getTime() === dueAt.getTime()
      ? []
      : [`${caseNo}: ${dueAt.toISOString()} instead of ${expected.toISOString()}`];
  });
  return { text: 'Every due instant is the one that is counted on the last file itself', looked: cases.length, against };
}

/** Null for limits of hours, which no calendar moves; that they stayed is seen by what moved. */
function expectedDue(
  { level: { unit, value }, receivedOn }: OpenedCase['letter'],
  file: PublishedFile,
  timeZone: string,
): Date | null {
  return unit === 'HOUR' ? null : instantAt(countedDue(receivedOn, unit, value, file.opens), CLOSING, timeZone);
}

function bothValuesInTheHistory({ taken, cases }: Played): Check {
  const byNo = new Map(cases.map((one) => [one.caseNo, one]));
  const moves = taken.flatMap((one) => movesOf(one).map((move) => ({ ...move, version: one.calendarVersion })));
  const against = moves.filter(({ caseNo, before, after, version }) => {
    const { ledger, replanned } = byNo.get(caseNo)!;
    const line = ledger.findIndex(({ kind, calendarVersion }) => kind === 'REPLAN' && calendarVersion === version);
    const event = replanned.find(({ calendarVersion }) => calendarVersion === version);
    const said = [ledger[line - 1]?.dueAt, ledger[line]?.dueAt, event?.dueBefore, event?.dueAfter];
    return !said.every((due, i) => due !== undefined && +new Date(due) === +(i % 2 === 0 ? before : after));
  });
  const text = 'Both values of each move stand in the ledger and in the history';
  return { text, looked: moves.length, against: against.map(({ caseNo }) => caseNo) };
}

function lateStaysLate({ taken }: Played, { timeZone }: Evidence): Check {
  let looked = 0;
  const against = taken.flatMap(({ file, before, after }, i) => {
    const closed = i === 0 ? [] : differing(taken[i - 1]!.file.opens, file.opens).filter((day) => !file.opens.get(day));
    const late = [...before.values()].filter(({ overdueSince }) => overdueSince !== null);
    looked += late.length;
    return late.filter(({ caseNo, overdueSince }) => {
      const since = after.get(caseNo)!.overdueSince;
      const excused = closed.includes(dayOf(overdueSince!, timeZone));
      return excused === (since?.getTime() === overdueSince!.getTime());
    });
  });
  const text = 'What was overdue stays so, but for what was due while the office turned out to be closed';
  return { text, looked, against: against.map(({ caseNo }) => caseNo) };
}

function vectorsAgree({ vectors, calendars, timeZone }: Evidence): Check {
  const against = vectors.filter(({ receivedOn, byFirst, unit, value, dueOn }) => {
    const calendar = byFirst ? calendars.first : calendars.last;
    return calendar.dueAt(instantAt(receivedOn, NOON, timeZone), { unit, value }).on !== dueOn;
  });
  const said = against.map(({ receivedOn, value, unit, dueOn }) => `${value} ${unit} from ${receivedOn}: not ${dueOn}`);
  return { text: 'Every test vector ends on its day by the calendar it was made for', looked: vectors.length, against: said };
}
