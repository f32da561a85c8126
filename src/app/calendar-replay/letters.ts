import { addDays, type CivilDate } from '../../kernel/civil-date.ts';
import { countedDue, differing, type PublishedFile } from './published-files.ts';

/** A time limit of the city pack, with a category that has it. */
export interface ServiceLevel {
  readonly categoryCode: string;
  readonly unit: 'HOUR' | 'WORKING_DAY' | 'CALENDAR_DAY';
  readonly value: number;
  readonly safetyHazard: boolean;
}

/** A petition that is to be taken in. */
export interface Letter {
  readonly level: ServiceLevel;
  readonly receivedOn: CivilDate;
  /** Why just this day. */
  readonly why: (typeof REASONS)[number];
}

const REASONS = ['due on a changed day', 'across a changed day', 'overdue before', 'not touched'] as const;

/** A letter may lie about; longer than the longest limit, so that every level is met everywhere. */
const OLDEST_DAYS = 75;

/**
 * Letters for a handful of cases per service level: due on a day that the revision closes, due later and across one, overdue when the
 * revision comes, and untouched by it. What is counted in hours is received on the day itself.
 */
export function planLetters(levels: readonly ServiceLevel[], first: PublishedFile, revised: PublishedFile): Letter[] {
  return levels.flatMap((level): Letter[] => {
    const { unit, value } = level;
    if (unit === 'HOUR') return [{ level, receivedOn: first.takenOn, why: 'not touched' }];
    const closed = differing(first.opens, revised.opens);
    const whyOf = (receivedOn: CivilDate): Letter['why'] | null => {
      const [before, after] = [first, revised].map(({ opens }) => countedDue(receivedOn, unit, value, opens));
      if (before! < first.takenOn) return null; // over before anything begins
      if (closed.includes(before!)) return 'due on a changed day';
      if (before !== after) return 'across a changed day';
      return before! < revised.takenOn ? 'overdue before' : 'not touched';
    };
    const days = Array.from({ length: OLDEST_DAYS }, (_, back) => addDays(first.takenOn, -back));
    return REASONS.flatMap((why) => {
      const receivedOn = days.filter((day) => whyOf(day) === why);
      return why === 'due on a changed day'
        ? onEach(level, receivedOn, first)
        : receivedOn.slice(0, 1).map((day) => ({ level, receivedOn: day, why }));
    });
  });
}

/** One for each of the changed days that the level reaches. */
function onEach(level: ServiceLevel, receivedOn: readonly CivilDate[], { opens }: PublishedFile): Letter[] {
  const unit = level.unit === 'CALENDAR_DAY' ? 'CALENDAR_DAY' : 'WORKING_DAY';
  const byDue = new Map(receivedOn.map((day) => [countedDue(day, unit, level.value, opens), day]));
  return [...byDue.values()].map((day) => ({ level, receivedOn: day, why: 'due on a changed day' }));
}
