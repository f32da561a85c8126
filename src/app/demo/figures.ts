import { addDays, type CivilDate, dayOf } from '../../kernel/civil-date.ts';
import type { EventAnswer, ReminderAnswer } from './answers.ts';
import { LAST_DAY, MONDAY } from './office-time.ts';
import type { CaseFile, Outcome } from './outcome.ts';

/** Figures by day, under the names of their rows. */
export type Tally = ReadonlyMap<string, ReadonlyMap<CivilDate, number>>;

/** One answer of a case: a case that was opened again has several. */
export interface Closing {
  readonly at: string;
  readonly inTime: boolean;
}

/** The days that are told of. */
export const WEEK: readonly CivilDate[] = daysOf(MONDAY, LAST_DAY);

function daysOf(from: CivilDate, to: CivilDate): CivilDate[] {
  const days: CivilDate[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

/** Counts occurrences. @param entries the row and the instant of each */
export function tallyOf(entries: Iterable<readonly [row: string, at: string]>, timeZone: string): Tally {
  const tally = new Map<string, Map<CivilDate, number>>();
  for (const [row, at] of entries) {
    const days = tally.get(row) ?? new Map<CivilDate, number>();
    const day = dayOf(new Date(at), timeZone);
    tally.set(row, days.set(day, (days.get(day) ?? 0) + 1));
  }
  return tally;
}

export const filesOf = ({ files }: Outcome): CaseFile[] => [...files.values()];

/** Everything that happened to all cases. */
export const eventsOf = (outcome: Outcome): EventAnswer[] => filesOf(outcome).flatMap(({ events }) => [...events]);

export const eventsNamed = (outcome: Outcome, type: string): EventAnswer[] =>
  eventsOf(outcome).filter((event) => event.type === type);

/** By what the clock said when it stopped. */
export function closingsOf({ events, clock }: CaseFile): Closing[] {
  const stops = clock.ledger.filter(({ kind }) => kind === 'STOP');
  return events
    .filter(({ type }) => type === 'case.closed')
    .map(({ at }) => {
      const stop = stops.find((candidate) => candidate.at >= at) ?? stops.at(-1);
      return { at, inTime: stop === undefined || at <= stop.dueAt };
    });
}

/** What rang because nobody had accepted a hazard yet. */
export const isCall = ({ step }: ReminderAnswer): boolean => step === 'UNACCEPTED';

/** Counts equal words, the most frequent first. */
export function countOf(words: readonly string[]): [word: string, count: number][] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
}
