import fc from 'fast-check';
import { calendars, instants } from '../../../../test/support/calendars.ts';
import type { BusinessCalendar, Sla } from '../../calendar/index.ts';
import type { ClockEntry } from './clock-entry.ts';
import { ExtensionTooLate, ExtensionTooShort, IllegalClockEntry } from './clock-errors.ts';
import { type CalendarOf, type ClockReading, append, replay } from './clock-ledger.ts';

const HOUR_MS = 3_600_000;
const UNITS: Sla['unit'][] = ['HOUR', 'WORKING_HOUR', 'WORKING_DAY', 'CALENDAR_DAY'];
const slasIn = (units: readonly Sla['unit'][]): fc.Arbitrary<Sla> =>
  fc.record({ value: fc.integer({ min: 1, max: 30 }), unit: fc.constantFrom(...units) });

/** A wish to write an entry so many hours after the last; most wishes are granted, some the clock refuses. */
const wishes = fc.array(
  fc.record({
    kind: fc.constantFrom<ClockEntry['kind']>(
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
  }),
  { maxLength: 12 },
);

interface Wish {
  readonly kind: ClockEntry['kind'];
  readonly hours: number;
  readonly version: number;
}

function entryOf({ kind, hours, version }: Wish, after: Date): ClockEntry {
  const at = new Date(after.getTime() + hours * HOUR_MS);
  switch (kind) {
    case 'START':
      return { kind, at, calendarVersion: version, holder: null };
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
    default:
      return { kind, at };
  }
}

interface Story {
  readonly calendarOf: CalendarOf;
  readonly sla: Sla;
  readonly entries: readonly ClockEntry[];
  /** What was read, and would have been stored, when each entry was written. */
  readonly stored: readonly ClockReading[];
}

const storiesIn = (units: readonly Sla['unit'][]): fc.Arbitrary<Story> =>
  fc
    .tuple(fc.tuple(calendars, calendars, calendars), instants, slasIn(units), wishes)
    .map(([versions, startedAt, sla, wished]) => {
      const calendarOf = (version: number): BusinessCalendar => versions[version]!;
      const entries: ClockEntry[] = [{ kind: 'START', at: startedAt, calendarVersion: 0, holder: null }];
      const stored = [replay(entries, sla, calendarOf)];
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
    });

const stories = storiesIn(UNITS);

test('replaying a ledger always gives the due instants that were stored', () => {
  fc.assert(
    fc.property(stories, ({ calendarOf, sla, entries, stored }) => {
      const { lines, dueAt, state } = replay(entries, sla, calendarOf);
      expect(lines.map((line) => line.dueAt)).toEqual(stored.map((reading) => reading.dueAt));
      expect({ dueAt, state }).toEqual({ dueAt: stored.at(-1)!.dueAt, state: stored.at(-1)!.state });
    }),
  );
});

/** Entries after which everything is counted again, from another start or by another calendar. */
const RECOUNTED: readonly ClockEntry['kind'][] = ['START', 'REPLAN', 'MERGE', 'UNMERGE', 'RESTORE'];

test('only a revised calendar, another start and a second clock can bring the due instant forward', () => {
  fc.assert(
    fc.property(stories, ({ stored, entries }) => {
      for (const [at, reading] of stored.entries()) {
        const { kind } = entries[at]!;
        if (at > 0 && !RECOUNTED.includes(kind)) expect(reading.dueAt >= stored[at - 1]!.dueAt).toBe(true);
      }
    }),
  );
});

test('a ledger replanned to a version reads as if that version had been in force from the start', () => {
  fc.assert(
    fc.property(stories, fc.integer({ min: 0, max: 2 }), ({ calendarOf, sla, entries, stored }, version) => {
      fc.pre(stored.at(-1)!.state !== 'STOPPED');
      const replanned = append(entries, { kind: 'REPLAN', at: entries.at(-1)!.at, calendarVersion: version }, sla, calendarOf);
      const always = replay(
        entries.filter(({ kind }) => kind !== 'REPLAN'),
        sla,
        () => calendarOf(version),
      );
      expect(replanned.dueAt).toEqual(always.dueAt);
    }),
  );
});

test('as much remains after a pause as before it, except of calendar days', () => {
  const exact = storiesIn(['HOUR', 'WORKING_HOUR', 'WORKING_DAY']);
  fc.assert(
    fc.property(exact, fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 500 }), (story, share, hours) => {
      const { calendarOf, sla, stored } = story;
      const running = stored.findLastIndex(({ state, dueAt }, at) => state === 'RUNNING' && dueAt > story.entries[at]!.at);
      const entries = story.entries.slice(0, running + 1);
      const [last, { dueAt }] = [entries.at(-1)!.at.getTime(), stored[running]!];
      const pausedAt = new Date(last + Math.floor((dueAt.getTime() - last) * share));
      const resumedAt = new Date(pausedAt.getTime() + hours * HOUR_MS);
      const pause: ClockEntry = { kind: 'PAUSE', at: pausedAt };
      const paused = append(entries, pause, sla, calendarOf);
      const resumed = append([...entries, pause], { kind: 'RESUME', at: resumedAt }, sla, calendarOf);
      expect(paused.remainingMinutes(resumedAt)).toBe(stored[running]!.remainingMinutes(pausedAt));
      expect(resumed.remainingMinutes(resumedAt)).toBe(paused.remainingMinutes(resumedAt));
    }),
  );
});

test('late stays late: once over, no pause and no extension changes the due instant', () => {
  fc.assert(
    fc.property(stories, wishes, ({ calendarOf, sla, entries, stored }, wished) => {
      const { dueAt, state } = stored.at(-1)!;
      fc.pre(state === 'RUNNING');
      const ledger = [...entries];
      let at = new Date(Math.max(dueAt.getTime() + 1, entries.at(-1)!.at.getTime()));
      for (const wish of wished.filter(({ kind }) => !RECOUNTED.includes(kind) && kind !== 'STOP')) {
        const entry = entryOf(wish, at);
        try {
          expect(append(ledger, entry, sla, calendarOf).dueAt).toEqual(dueAt);
          ledger.push(entry);
          at = entry.at;
        } catch (error) {
          expect(error instanceof IllegalClockEntry || error instanceof ExtensionTooLate).toBe(true);
        }
      }
    }),
  );
});

test('a clock that was stopped and restored by the same calendar says what it would have said without', () => {
  fc.assert(
    fc.property(stories, fc.integer({ min: 0, max: 500 }), ({ calendarOf, sla, entries, stored }, hours) => {
      const { state, calendarVersion, dueAt } = stored.at(-1)!;
      fc.pre(state !== 'STOPPED');
      const at = entries.at(-1)!.at;
      const later = new Date(at.getTime() + hours * HOUR_MS);
      const stopped = [...entries, { kind: 'STOP', at } as const];
      const restored = append(stopped, { kind: 'RESTORE', at: later, calendarVersion }, sla, calendarOf);
      expect([restored.state, restored.dueAt]).toEqual([state, dueAt]);
      expect(restored.remainingMinutes(later)).toBe(stored.at(-1)!.remainingMinutes(later));
    }),
  );
});

test('a clock that was counted from an earlier start ends no later, and where it did when it is counted from its own again', () => {
  fc.assert(
    fc.property(stories, fc.integer({ min: 0, max: 500 }), ({ calendarOf, sla, entries, stored }, hours) => {
      const { state, startedAt, dueAt } = stored.at(-1)!;
      fc.pre(state !== 'STOPPED' && !entries.some(({ kind }) => kind === 'PAUSE'));
      const at = entries.at(-1)!.at;
      const merge: ClockEntry = { kind: 'MERGE', at, startedAt: new Date(startedAt.getTime() - hours * HOUR_MS) };
      const merged = append(entries, merge, sla, calendarOf);
      expect(merged.dueAt <= dueAt).toBe(true);
      expect(append([...entries, merge], { kind: 'UNMERGE', at, startedAt }, sla, calendarOf).dueAt).toEqual(dueAt);
    }),
  );
});
