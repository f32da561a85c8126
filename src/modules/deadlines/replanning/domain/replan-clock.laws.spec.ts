import fc from 'fast-check';
import { calendars, dayRules, dates, instants, TAIPEI } from '../../../../../test/support/calendars.ts';
import { addDays, dayOf } from '../../../../kernel/civil-date.ts';
import type { BusinessCalendar, DayRule, Sla } from '../../../calendar/index.ts';
import type { ClockEntry } from '../../domain/clock-entry.ts';
import { type CalendarOf, replay } from '../../domain/clock-ledger.ts';
import { accepted, afterRing, nextRing, plan, type PlannedStep, type RungStep } from '../../domain/deadline.ts';
import { shippedLadder } from '../../../../../test/support/shipped-ladder.ts';
import { type EarlierClock, replanClock, type ReplannedClock } from './replan-clock.ts';

const LADDER = shippedLadder();
const units: Sla['unit'][] = ['HOUR', 'WORKING_HOUR', 'WORKING_DAY', 'CALENDAR_DAY'];
const limits = fc.record({ value: fc.integer({ min: 1, max: 20 }), unit: fc.constantFrom(...units) });

/** A clock, the calendar it was counted by, another one in which some days are told otherwise, and the moment of the revision. */
const revisions = fc
  .record({
    before: calendars,
    changes: fc.uniqueArray(fc.tuple(dates, dayRules), { maxLength: 6, selector: ([day]) => day }),
    startedAt: instants,
    sla: limits,
    hazard: fc.boolean(),
    hoursLater: fc.integer({ min: 0, max: 24 * 30 }),
  })
  .map(({ before, changes, startedAt, sla, hazard, hoursLater }) => {
    const after = before.revised(before.version + 1, new Map(changes));
    return { before, after, clock: clockOf(before, startedAt, sla, hazard), at: later(startedAt, hoursLater) };
  });

const later = (from: Date, hours: number): Date => new Date(from.getTime() + hours * 3_600_000);

function clockOf(calendar: BusinessCalendar, startedAt: Date, sla: Sla, safetyHazard: boolean): EarlierClock {
  const facts = { startedAt, sla, safetyHazard, urgency: 'P2' as const, dueAt: calendar.dueAt(startedAt, sla).at };
  const entries: ClockEntry[] = [{ kind: 'START', at: startedAt, calendarVersion: calendar.version, holder: 'A-1' }];
  const steps = plan(facts, LADDER, calendar);
  const same = { id: 'd', caseId: 'c', districtCode: null, suspendedBy: null, version: 1, state: 'RUNNING' as const };
  return { deadline: { ...facts, ...same, calendarVersion: calendar.version, steps }, entries, rung: [], overdueSince: null };
}

const calendarOf =
  (...all: BusinessCalendar[]): CalendarOf =>
  (version) =>
    all.find((calendar) => calendar.version === version)!;

const replanned = (clock: EarlierClock, before: BusinessCalendar, after: BusinessCalendar, at: Date): ReplannedClock =>
  replanClock(clock, { calendar: after, calendarOf: calendarOf(before, after), ladder: LADDER, at });

const again = ({ entries, rung }: EarlierClock, { entry, deadline, overdueSince }: ReplannedClock): EarlierClock => ({
  deadline,
  overdueSince,
  rung,
  entries: [...entries, entry],
});

/** The clock of an accepted case after all has rung that rings from one instant until another, for somebody who looks when told to. */
function afterRings(clock: EarlierClock, calendar: BusinessCalendar, from: Date, until: Date): EarlierClock {
  const { deadline } = clock;
  let steps: readonly PlannedStep[] = accepted(deadline.steps);
  const rung: RungStep[] = [...clock.rung];
  for (let next = nextRing(steps); next !== null && next.ringAt <= until;) {
    const ringing = afterRing(steps, deadline, next.ringAt > from ? next.ringAt : from, calendar);
    rung.push(...ringing.fire.map(({ step, number = 1 }) => ({ step, number, dueAt: deadline.dueAt })));
    ({ steps, next } = ringing);
  }
  return { ...clock, rung, deadline: { ...deadline, steps } };
}

test('invariant 2: the due instant is what the first receipt and the calendar in force give, and the ledger holds both values', () => {
  fc.assert(
    fc.property(revisions, ({ before, after, clock, at }) => {
      const next = replanned(clock, before, after, at);
      const { startedAt, sla } = clock.deadline;
      const reading = replay(again(clock, next).entries, sla, calendarOf(before, after));
      expect(next.deadline.dueAt).toEqual(after.dueAt(startedAt, sla).at);
      expect(reading.lines.map(({ dueAt }) => dueAt)).toEqual([clock.deadline.dueAt, next.deadline.dueAt]);
    }),
  );
});

test('a revision that is taken back leaves the first due instant', () => {
  fc.assert(
    fc.property(revisions, ({ before, after, clock, at }) => {
      const next = again(clock, replanned(clock, before, after, at));
      const back = before.revised(after.version + 1, new Map());
      const { deadline } = replanClock(next, {
        ...{ calendar: back, calendarOf: calendarOf(before, after, back), ladder: LADDER },
        at: later(at, 1),
      });
      expect(deadline.dueAt).toEqual(clock.deadline.dueAt);
    }),
  );
});

/** The same where the days around the due day are closed, about when it is due. */
const closuresAtTheEnd = fc
  .record({
    before: calendars,
    startedAt: instants,
    sla: limits,
    hazard: fc.boolean(),
    closed: fc.uniqueArray(fc.integer({ min: -3, max: 1 }), { minLength: 1, maxLength: 3 }),
    hoursAfterDue: fc.integer({ min: -72, max: 72 }),
  })
  .map(({ before, startedAt, sla, hazard, closed, hoursAfterDue }) => {
    const clock = clockOf(before, startedAt, sla, hazard);
    const dueOn = dayOf(clock.deadline.dueAt, TAIPEI);
    const off: DayRule = { kind: 'OFF', source: 'ANNOUNCED', remark: '' };
    const after = before.revised(before.version + 1, new Map(closed.map((days) => [addDays(dueOn, days), off])));
    const at = later(clock.deadline.dueAt, hoursAfterDue);
    return { before, after, clock, at: at > startedAt ? at : startedAt };
  });

const pauses = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 2, maxLength: 6 });

test('nobody is reminded twice of the same due instant, however often a closure is withdrawn and announced again', () => {
  fc.assert(
    fc.property(closuresAtTheEnd, pauses, ({ before, after, clock, at }, hoursBetween) => {
      const versions = [before, after];
      let [now, current] = [at, afterRings(clock, before, clock.deadline.startedAt, at)];
      for (const hours of hoursBetween) {
        const calendar = (versions.length % 2 === 0 ? after : before).revised(before.version + versions.length, new Map());
        versions.push(calendar);
        const revision = { calendar, calendarOf: calendarOf(...versions), ladder: LADDER, at: now };
        current = again(current, replanClock(current, revision));
        current = afterRings(current, calendar, now, later(now, hours));
        now = later(now, hours);
      }
      const told = current.rung.map(({ step, number, dueAt }) => `${step} ${number} ${dueAt.toISOString()}`);
      expect(told.filter((one, i) => told.indexOf(one) < i)).toEqual([]);
    }),
  );
});

test('limits of hours never move; of theirs only what is repeated on working days is reminded otherwise', () => {
  fc.assert(
    fc.property(revisions, ({ before, after, clock, at }) => {
      fc.pre(clock.deadline.sla.unit === 'HOUR');
      const { deadline, next, movesCase, facts } = replanned(clock, before, after, at);
      const { steps, dueAt } = clock.deadline;
      expect([deadline.dueAt, deadline.calendarVersion]).toEqual([dueAt, after.version]);
      const byTheHour = (step: PlannedStep): boolean => step.repeat?.every !== 'WORKING_DAY';
      expect(deadline.steps.filter(byTheHour)).toEqual(steps.filter(byTheHour));
      expect(next).toEqual(nextRing(deadline.steps));
      expect(deadline.version).toBe(
        clock.deadline.version + (deadline.steps.every((step, i) => +step.ringAt === +steps[i]!.ringAt) ? 0 : 1),
      );
      expect([movesCase && clock.deadline.dueAt >= at, facts]).toEqual([false, []]);
    }),
  );
});

test('late stays late, unless the office turns out to have been closed at the moment it was due', () => {
  fc.assert(
    fc.property(revisions, ({ before, after, clock, at }) => {
      const { dueAt, sla } = clock.deadline;
      fc.pre(at > dueAt);
      const { overdueSince, deadline } = replanned(clock, before, after, at);
      const excused = sla.unit !== 'HOUR' && before.isOpen(dueAt) && !after.isOpen(dueAt);
      const since = at > deadline.dueAt ? deadline.dueAt : null;
      expect(overdueSince).toEqual(excused ? since : dueAt);
    }),
  );
});

test('the version grows when anything is timed otherwise, and only then', () => {
  fc.assert(
    fc.property(revisions, ({ before, after, clock, at }) => {
      const { deadline } = replanned(clock, before, after, at);
      const same =
        JSON.stringify([deadline.dueAt, deadline.steps]) === JSON.stringify([clock.deadline.dueAt, clock.deadline.steps]);
      expect(deadline.version).toBe(same ? 1 : 2);
    }),
  );
});
