import fc from 'fast-check';
import type { BusinessCalendar, Sla } from '../../src/modules/calendar/index.ts';
import type { ClockEntry } from '../../src/modules/deadlines/domain/clock-entry.ts';
import { ExtensionTooLate, ExtensionTooShort, IllegalClockEntry } from '../../src/modules/deadlines/domain/clock-errors.ts';
import { type CalendarOf, type ClockReading, append, replay } from '../../src/modules/deadlines/domain/clock-ledger.ts';
import { calendars, instants } from './calendars.ts';

export const HOUR_MS = 3_600_000;
export const UNITS: Sla['unit'][] = ['HOUR', 'WORKING_HOUR', 'WORKING_DAY', 'CALENDAR_DAY'];
export const slasIn = (units: readonly Sla['unit'][]): fc.Arbitrary<Sla> =>
  fc.record({ value: fc.integer({ min: 1, max: 30 }), unit: fc.constantFrom(...units) });

/** A wish to write an entry so many hours after the last; most wishes are granted, some the clock refuses. */
export const wishes = fc.array(
  fc.record({
    kind: fc.constantFrom<Exclude<ClockEntry['kind'], 'RECATEGORISE'>>(
      'PAUSE',
      'RESUME',
      'PAUSE',
      'RESUME',
      'EXTEND',
      'REPLAN',
      'TRANSFER',
      'STOP',
      'START',
      'MERGE',
      'UNMERGE',
      'RESTORE',
    ),
    hours: fc.integer({ min: 0, max: 100 }),
    version: fc.integer({ min: 0, max: 2 }),
    forDisaster: fc.boolean(),
  }),
  { maxLength: 12 },
);

export interface Wish {
  readonly kind: Exclude<ClockEntry['kind'], 'RECATEGORISE'>;
  readonly hours: number;
  readonly version: number;
  readonly forDisaster: boolean;
}

export function entryOf({ kind, hours, version, forDisaster }: Wish, after: Date): ClockEntry {
  const at = new Date(after.getTime() + hours * HOUR_MS);
  switch (kind) {
    case 'START':
      return { kind, at, calendarVersion: version, holder: null, ...promisedFor(forDisaster, at) };
    case 'REPLAN':
    case 'RESTORE':
      return { kind, at, calendarVersion: version };
    case 'MERGE':
    case 'UNMERGE':
      return { kind, at, startedAt: new Date(at.getTime() - (version + 1) * 50 * HOUR_MS) };
    case 'EXTEND':
      return { kind, at, until: new Date(at.getTime() + (version + 1) * 100 * HOUR_MS) };
    case 'TRANSFER':
      return { kind, at, from: null, to: `A${version}` };
    case 'PAUSE':
    case 'RESUME':
      return { kind, at, ...reasonFor(forDisaster) };
    default:
      return { kind, at };
  }
}

const promisedFor = (promised: boolean, at: Date): { until?: Date } =>
  promised ? { until: new Date(at.getTime() + 250 * HOUR_MS) } : {};
const reasonFor = (forDisaster: boolean): { disasterId?: string } => (forDisaster ? { disasterId: 'D' } : {});

export interface ClockStory {
  readonly calendarOf: CalendarOf;
  readonly sla: Sla;
  readonly entries: readonly ClockEntry[];
  /** What was read, and would have been stored, when each entry was written. */
  readonly stored: readonly ClockReading[];
}

export const storiesIn = (units: readonly Sla['unit'][]): fc.Arbitrary<ClockStory> =>
  fc
    .tuple(fc.tuple(calendars, calendars, calendars), instants, slasIn(units), wishes)
    .map(([versions, startedAt, sla, wished]) => {
      const calendarOf = (version: number): BusinessCalendar => versions[version]!;
      const entries: ClockEntry[] = [{ kind: 'START', at: startedAt, calendarVersion: 0, holder: null }];
      return continued({ calendarOf, sla, entries, stored: [replay(entries, sla, calendarOf)] }, wished);
    });

/** A story with those of the wishes that are granted. */
export function continued({ calendarOf, sla, ...before }: ClockStory, wished: readonly Wish[]): ClockStory {
  const [entries, stored] = [[...before.entries], [...before.stored]];
  for (const wish of wished) {
    const entry = entryOf(wish, entries.at(-1)!.at);
    try {
      stored.push(append(entries, entry, sla, calendarOf));
      entries.push(entry);
    } catch (error) {
      if (!(error instanceof IllegalClockEntry || error instanceof ExtensionTooLate || error instanceof ExtensionTooShort))
        throw error;
    }
  }
  return { calendarOf, sla, entries, stored };
}

/** Stories in which the case may turn out to be about something else, which gives it another limit, from now on or as before. */
export const recategorisedIn = (units: readonly Sla['unit'][]): fc.Arbitrary<ClockStory> =>
  fc.tuple(storiesIn(units), slasIn(units), fc.boolean(), wishes).map(([story, to, fromNow, wished]) => {
    const { state, startedAt } = story.stored.at(-1)!;
    if (state === 'STOPPED') return story;
    const at = story.entries.at(-1)!.at;
    const entries: ClockEntry[] = [
      ...story.entries,
      { kind: 'RECATEGORISE', at, startedAt: fromNow ? at : startedAt, from: story.sla, to },
    ];
    return continued({ ...story, entries, stored: [...story.stored, replay(entries, story.sla, story.calendarOf)] }, wished);
  });
