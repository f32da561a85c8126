import fc from 'fast-check';
import { calendars, finalCalendar, instants, taipei } from '../../../../test/support/calendars.ts';
import { entryOf, HOUR_MS, slasIn, storiesIn, UNITS, wishes } from '../../../../test/support/clock-stories.ts';
import type { BusinessCalendar } from '../../calendar/index.ts';
import type { ClockEntry } from './clock-entry.ts';
import { ExtensionTooLate, IllegalClockEntry } from './clock-errors.ts';
import { append, type ClockReading, recategorised, replay } from './clock-ledger.ts';

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
const RECOUNTED: readonly ClockEntry['kind'][] = ['START', 'REPLAN', 'MERGE', 'UNMERGE', 'RECATEGORISE', 'RESTORE'];

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

test('what stands still for two reasons runs when both are gone, in whatever order, and gets back the time that any of them took', () => {
  const exact = slasIn(['HOUR', 'WORKING_HOUR', 'WORKING_DAY']);
  const some = fc.integer({ min: 0, max: 90 });
  const hours = fc.tuple(some, some, some, some);
  fc.assert(
    fc.property(
      calendars,
      instants,
      exact,
      hours,
      fc.boolean(),
      (calendar, startedAt, sla, [wait, first, both, last], nested) => {
        const after = (h: number): Date => new Date(startedAt.getTime() + h * HOUR_MS);
        const [from, until] = [after(wait), after(wait + first + both + last)];
        const [own, disaster] = [{}, { disasterId: 'D' }];
        const [endsFirst, endsLast] = nested ? [disaster, own] : [own, disaster];
        const start: ClockEntry = { kind: 'START', at: startedAt, calendarVersion: 0, holder: null };
        const overlapping: ClockEntry[] = [
          { kind: 'PAUSE', at: from, ...own },
          { kind: 'PAUSE', at: after(wait + first), ...disaster },
          { kind: 'RESUME', at: after(wait + first + both), ...endsFirst },
        ];
        const end: ClockEntry = { kind: 'RESUME', at: until, ...endsLast };
        const read = (...entries: ClockEntry[]): ClockReading => replay([start, ...entries], sla, () => calendar);
        expect(read(...overlapping).state).toBe('PAUSED');
        const once = read({ kind: 'PAUSE', at: from }, { kind: 'RESUME', at: until });
        const twice = read(...overlapping, end);
        expect([twice.state, twice.dueAt]).toEqual(['RUNNING', once.dueAt]);
      },
    ),
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

test('another category begins no clock again: where its time is over, the case has as much from now, but no more than it had, and stays late', () => {
  fc.assert(
    fc.property(stories, slasIn(UNITS), fc.integer({ min: 0, max: 500 }), ({ calendarOf, sla, entries, stored }, to, hours) => {
      const before = stored.at(-1)!;
      fc.pre(before.state === 'RUNNING');
      const at = new Date(entries.at(-1)!.at.getTime() + hours * HOUR_MS);
      const { until, ...plain } = recategorised(entries, { at, to }, sla, calendarOf);
      const counted = append(entries, plain, sla, calendarOf);
      const read = append(entries, { ...plain, ...(until && { until }) }, sla, calendarOf);
      expect(read.startedAt).toEqual(before.startedAt);
      expect(until === undefined).toBe(counted.dueAt > at || before.isOverdue(at));
      if (until === undefined) return;
      const calendar = calendarOf(before.calendarVersion);
      const anew = calendar.dueAt(at, to).at;
      expect(until).toEqual(anew < before.dueAt ? anew : before.dueAt);
      expect(read.dueAt).toEqual(to.unit === 'HOUR' ? until : calendar.settled(until));
    }),
  );
});

test('the time that one category gave from now on is not that of the next', () => {
  const from = { value: 6, unit: 'WORKING_DAY' } as const;
  const calendarOf = (): BusinessCalendar => finalCalendar();
  const start: ClockEntry = { kind: 'START', at: taipei('2025-03-03 09:00'), calendarVersion: 2, holder: 'A' };
  const late = recategorised([start], { at: taipei('2025-03-10 09:00'), to: { value: 24, unit: 'HOUR' } }, from, calendarOf);
  expect(late.until).toEqual(taipei('2025-03-11 09:00'));
  const shorter = { at: taipei('2025-03-10 10:00'), to: { value: 4, unit: 'HOUR' } } as const;
  const next = recategorised([start, late], shorter, late.to, calendarOf);
  expect(replay([start, late, next], next.to, calendarOf).dueAt).toEqual(taipei('2025-03-10 14:00'));
});

test('a case of another category has the time of that category, and what the ledger said before stays', () => {
  fc.assert(
    fc.property(stories, slasIn(UNITS), ({ calendarOf, sla, entries, stored }, to) => {
      const { state, startedAt, calendarVersion } = stored.at(-1)!;
      fc.pre(state === 'RUNNING' && entries.every(({ kind }) => kind !== 'PAUSE' && kind !== 'EXTEND'));
      const entry: ClockEntry = { kind: 'RECATEGORISE', at: entries.at(-1)!.at, startedAt, from: sla, to };
      const read = append(entries, entry, sla, calendarOf);
      expect([read.sla, read.dueAt]).toEqual([to, calendarOf(calendarVersion).dueAt(startedAt, to).at]);
      expect(read.lines.slice(0, -1).map((line) => line.dueAt)).toEqual(stored.map((reading) => reading.dueAt));
      expect(replay([...entries, entry], to, calendarOf).lines).toEqual(read.lines); // the row says the new limit by then
    }),
  );
});
