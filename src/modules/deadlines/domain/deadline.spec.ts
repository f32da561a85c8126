import fc from 'fast-check';
import { calendars, finalCalendar, instants, taipei } from '../../../../test/support/calendars.ts';
import type { BusinessCalendar, Sla } from '../../calendar/index.ts';
import { shippedLadder } from '../../../../test/support/shipped-ladder.ts';
import { type PlannedStep, accepted, afterRing, isGathered, nextRing, plan, replan, unaccepted } from './deadline.ts';
import type { ReminderLadder } from './reminder-ladder.ts';
import type { DeadlineFacts } from './reminder-plan.ts';

const LADDER = shippedLadder();
/** The same without what goes on for ever. */
const ENDING: ReminderLadder = {
  rules: LADDER.rules.map((rule) => ({ ...rule, rungs: rule.rungs.filter(({ repeat }) => !repeat) })),
};
const published = finalCalendar();
const SIX_DAYS: Sla = { value: 6, unit: 'WORKING_DAY' };
const TWO_HOURS: Sla = { value: 2, unit: 'HOUR' };

const factsOf = (startedAt: Date, sla: Sla, calendar: BusinessCalendar = published): DeadlineFacts => ({
  ...{ startedAt, sla, urgency: 'P3', safetyHazard: sla.unit === 'HOUR' },
  dueAt: calendar.dueAt(startedAt, sla).at,
});

/** Early warning 15 June 08:30, due 16 June 17:30, overdue from 17 June 08:30 on every working day. */
const office = factsOf(taipei('2026-06-08 10:00'), SIX_DAYS);
const officePlan = plan(office, LADDER, published);

const ring = (steps: readonly PlannedStep[], now: string, sla = SIX_DAYS): ReturnType<typeof afterRing> =>
  afterRing(steps, { sla, safetyHazard: sla.unit === 'HOUR' }, taipei(now), published);

const states = (steps: readonly PlannedStep[]): string[] => steps.map(({ step, state }) => `${step} ${state}`);

describe('a look at a deadline', () => {
  test('before the first step only tells when to look again', () => {
    expect(ring(officePlan, '2026-06-15 08:29')).toEqual({
      fire: [],
      steps: officePlan,
      next: { step: 'EARLY_WARNING', ringAt: taipei('2026-06-15 08:30') },
    });
  });

  test('fires the step that is due, and then waits for the next', () => {
    const { fire, steps, next } = ring(officePlan, '2026-06-15 08:30');
    expect(fire).toMatchObject([{ step: 'EARLY_WARNING', recipients: ['HANDLER'] }]);
    expect(states(steps).slice(0, 2)).toEqual(['EARLY_WARNING RUNG', 'DUE WAITING']);
    expect(next).toEqual({ step: 'DUE', ringAt: taipei('2026-06-16 17:30') });
  });

  test('fires no step twice', () => {
    const once = ring(officePlan, '2026-06-15 08:30');
    expect(ring(once.steps, '2026-06-15 08:30').fire).toEqual([]);
  });

  test('after an outage fires the latest missed step and marks the others', () => {
    const { fire, steps, next } = ring(officePlan, '2026-06-18 11:00');
    expect(fire[0]?.step).toBe('OVERDUE_2');
    expect(states(steps)).toEqual([
      'EARLY_WARNING SUPERSEDED',
      'DUE SUPERSEDED',
      'OVERDUE_1 SUPERSEDED',
      'OVERDUE_2 RUNG',
      'OVERDUE_3 WAITING',
      'OVERDUE_4 WAITING',
      'OVERDUE_5 WAITING',
      'OVERDUE_DAILY WAITING',
    ]);
    expect(next?.step).toBe('OVERDUE_3');
  });

  test('comes to an end with the last step', () => {
    const { fire, next, steps } = ring(plan(office, ENDING, published), '2026-07-01 10:00');
    expect(fire[0]?.step).toBe('OVERDUE_5');
    expect(next).toBeNull();
    expect(nextRing(steps)).toBeNull();
  });

  test('goes on every working day where the ladder says so, each day once', () => {
    const first = ring(officePlan, '2026-06-25 08:30');
    expect(first.fire).toMatchObject([{ step: 'OVERDUE_DAILY', number: 1 }]);
    expect(first.next).toEqual({ step: 'OVERDUE_DAILY', ringAt: taipei('2026-06-26 08:30') });
    expect(ring(first.steps, '2026-06-25 17:00').fire).toEqual([]);
    const second = ring(first.steps, '2026-06-26 09:00');
    expect(second.fire).toMatchObject([{ step: 'OVERDUE_DAILY', number: 2 }]);
    expect(second.next).toEqual({ step: 'OVERDUE_DAILY', ringAt: taipei('2026-06-29 08:30') }); // after the weekend
  });

  test('after days without a look rings the day once, not once for each day that was missed', () => {
    const { fire, next } = ring(ring(officePlan, '2026-06-25 08:30').steps, '2026-07-02 11:00');
    expect(fire).toMatchObject([{ step: 'OVERDUE_DAILY', number: 2 }]);
    expect(next?.ringAt).toEqual(taipei('2026-07-03 08:30'));
  });
});

describe('a hazard', () => {
  const hazardPlan = plan(factsOf(taipei('2026-06-13 00:37'), TWO_HOURS), LADDER, published);
  const call = (steps: readonly PlannedStep[], now: string): string[] =>
    ring(steps, now, TWO_HOURS).fire.map(({ step, number }) => `${step} ${number ?? ''}`);

  test('calls at once, day and night, and then at every quarter of an hour', () => {
    expect(call(hazardPlan, '2026-06-13 00:37')).toEqual(['UNACCEPTED 1']);
    const { steps, next } = ring(hazardPlan, '2026-06-13 00:37', TWO_HOURS);
    expect(next).toEqual({ step: 'UNACCEPTED', ringAt: taipei('2026-06-13 00:45') });
    expect(call(steps, '2026-06-13 00:44')).toEqual([]);
    expect(call(steps, '2026-06-13 00:45')).toEqual(['UNACCEPTED 2']);
  });

  test('calls beside the steps of its ladder', () => {
    const { steps } = ring(hazardPlan, '2026-06-13 00:37', TWO_HOURS);
    expect(call(steps, '2026-06-13 01:37')).toEqual(['UNACCEPTED 2', 'EARLY_WARNING ']);
  });

  test('calls no more when it has been accepted, but keeps its ladder', () => {
    const steps = accepted(ring(hazardPlan, '2026-06-13 00:37', TWO_HOURS).steps);
    expect(states(steps)[0]).toBe('UNACCEPTED ENDED');
    expect(nextRing(steps)?.step).toBe('EARLY_WARNING');
    expect(call(steps, '2026-06-13 00:45')).toEqual([]);
  });

  test('calls again when another agency has to accept it, and goes on counting', () => {
    const ended = accepted(ring(hazardPlan, '2026-06-13 00:37', TWO_HOURS).steps);
    const steps = unaccepted(ended, taipei('2026-06-13 00:50'));
    expect(call(steps, '2026-06-13 00:50')).toEqual(['UNACCEPTED 2']);
    expect(unaccepted(hazardPlan, taipei('2026-06-13 00:50'))).toEqual(hazardPlan);
  });

  test('calls on through a new due instant', () => {
    const { steps } = ring(hazardPlan, '2026-06-13 00:37', TWO_HOURS);
    const later = { ...factsOf(taipei('2026-06-13 00:37'), TWO_HOURS), dueAt: taipei('2026-06-13 05:00') };
    const moved = replan({ steps, rung: [] }, later, LADDER, published, taipei('2026-06-13 00:40'));
    expect(nextRing(moved)).toEqual({ step: 'UNACCEPTED', ringAt: taipei('2026-06-13 00:45') });
  });
});

test('only limits of days that are no hazard are gathered into digests', () => {
  const gathered = (unit: Sla['unit'], safetyHazard: boolean): boolean =>
    isGathered({ ...office, sla: { value: 1, unit }, safetyHazard });
  expect((['WORKING_DAY', 'CALENDAR_DAY'] as const).map((unit) => gathered(unit, false))).toEqual([true, true]);
  expect((['HOUR', 'WORKING_HOUR'] as const).map((unit) => gathered(unit, false))).toEqual([false, false]);
  expect(gathered('WORKING_DAY', true)).toBe(false);
});

describe('the night', () => {
  test('a reminder of closing time may be some minutes late', () => {
    expect(ring(officePlan, '2026-06-16 17:45').fire[0]?.step).toBe('DUE');
  });

  test('a later one waits until the office opens', () => {
    expect(ring(officePlan, '2026-06-16 17:46')).toEqual({
      fire: [],
      steps: officePlan,
      next: { step: 'OVERDUE_1', ringAt: taipei('2026-06-17 08:30') },
    });
  });

  test('and gives way to the step that is due by then', () => {
    expect(ring(officePlan, '2026-06-17 08:30').fire[0]?.step).toBe('OVERDUE_1');
  });

  test('is no night for limits of hours', () => {
    const hazard = plan(factsOf(taipei('2026-06-13 00:30'), TWO_HOURS), LADDER, published);
    expect(ring(hazard, '2026-06-13 05:00', TWO_HOURS).fire.map(({ step }) => step)).toEqual(['UNACCEPTED', 'OVERDUE_1']);
  });

  test('is no night for hazards, though their limit is one of days', () => {
    const hazard = { ...office, safetyHazard: true };
    const steps = accepted(plan(hazard, LADDER, published));
    const { fire } = afterRing(steps, hazard, taipei('2026-06-16 17:50'), published); // the worker was down at 17:30
    expect(fire.map(({ step }) => step)).toEqual(['DUE']);
  });
});

describe('for every calendar, however irregularly somebody looks', () => {
  const units: Sla['unit'][] = ['HOUR', 'WORKING_HOUR', 'WORKING_DAY', 'CALENDAR_DAY'];
  const limits = fc.record({ value: fc.integer({ min: 1, max: 20 }), unit: fc.constantFrom(...units) });
  const looks = fc.array(fc.integer({ min: 0, max: 2000 }), { maxLength: 30 });

  interface Fired {
    readonly step: string;
    readonly number: number;
    readonly ringAt: Date;
    readonly at: Date;
  }

  /** Looks again after so many minutes each time; gives what fired and when. */
  function watch(
    facts: DeadlineFacts,
    calendar: BusinessCalendar,
    gaps: readonly number[],
    ladder: ReminderLadder,
  ): { fired: Fired[]; steps: readonly PlannedStep[] } {
    let steps: readonly PlannedStep[] = plan(facts, ladder, calendar);
    let now = facts.startedAt;
    const fired: Fired[] = [];
    for (const minutes of gaps) {
      now = new Date(now.getTime() + minutes * 60_000);
      const ringing = afterRing(steps, facts, now, calendar);
      fired.push(...ringing.fire.map(({ step, number = 1, ringAt }) => ({ step, number, ringAt, at: now })));
      steps = ringing.steps;
    }
    return { fired, steps };
  }

  const watchedBy = (ladder: ReminderLadder) =>
    fc.tuple(calendars, instants, limits, looks).map(([calendar, startedAt, sla, gaps]) => {
      const facts = factsOf(startedAt, sla, calendar);
      return { calendar, facts, gaps, ...watch(facts, calendar, gaps, ladder) };
    });
  const watched = watchedBy(LADDER);

  test('steps fire at most once, in order and never early', () => {
    fc.assert(
      fc.property(watched, ({ fired }) => {
        expect(new Set(fired.map(({ step, number }) => `${step} ${number}`)).size).toBe(fired.length);
        for (const isCall of [true, false]) {
          const rang = fired.filter(({ step }) => (step === 'UNACCEPTED') === isCall);
          const inOrder = rang.every(
            ({ ringAt, at }, index) => at >= ringAt && (index === 0 || ringAt > rang[index - 1]!.ringAt),
          );
          expect(inOrder).toBe(true);
        }
      }),
    );
  });

  test('nothing of the office fires while it is closed, but for a quarter of an hour', () => {
    fc.assert(
      fc.property(watched, ({ calendar, facts, fired }) => {
        fc.pre(facts.sla.unit !== 'HOUR');
        for (const { ringAt, at } of fired)
          expect(calendar.isOpen(at) || at.getTime() - ringAt.getTime() <= 15 * 60_000).toBe(true);
      }),
    );
  });

  test('who looks when told to sees every step fire at its time', () => {
    fc.assert(
      fc.property(calendars, instants, limits, (calendar, startedAt, sla) => {
        const facts = factsOf(startedAt, sla, calendar);
        let steps: readonly PlannedStep[] = plan(facts, ENDING, calendar);
        for (const planned of steps) {
          const next = nextRing(steps)!;
          expect(next).toEqual({ step: planned.step, ringAt: planned.ringAt });
          const ringing = afterRing(steps, facts, next.ringAt, calendar);
          expect(ringing.fire[0]?.step).toBe(planned.step);
          steps = ringing.steps;
        }
        expect(nextRing(steps)).toBeNull();
      }),
    );
  });

  test('one look in the end leaves nothing waiting', () => {
    fc.assert(
      fc.property(watchedBy(ENDING), ({ calendar, facts, steps }) => {
        const end = calendar.nextOpen(new Date(Math.max(...steps.map(({ ringAt }) => ringAt.getTime()))));
        const { steps: after } = afterRing(steps, facts, end, calendar);
        expect(after.every(({ state }) => state !== 'WAITING')).toBe(true);
        expect(after.at(-1)!.state).toBe('RUNG');
      }),
    );
  });
});
