import { finalCalendar, taipei } from '../../../../test/support/calendars.ts';
import { shippedLadder } from '../../../../test/support/shipped-ladder.ts';
import { type EarlierPlan, type PlannedStep, type RungStep, afterRing, nextRing, plan, replan, retime } from './deadline.ts';
import type { DeadlineFacts } from './reminder-plan.ts';

const LADDER = shippedLadder();
const published = finalCalendar();

/** Early warning 15 June 08:30, due 16 June 17:30, overdue from 17 June 08:30 on every working day. */
const office: DeadlineFacts = {
  ...{ startedAt: taipei('2026-06-08 10:00'), dueAt: taipei('2026-06-16 17:30'), urgency: 'P3', safetyHazard: false },
  sla: { value: 6, unit: 'WORKING_DAY' },
};
const officePlan = plan(office, LADDER, published);

const ring = (steps: readonly PlannedStep[], now: string): ReturnType<typeof afterRing> =>
  afterRing(steps, office, taipei(now), published);

/** A plan of which nothing has rung but for the due instant that it has now. */
const unmoved = (steps: readonly PlannedStep[]): EarlierPlan => ({ steps, rung: [] });

const states = (steps: readonly PlannedStep[]): string[] => steps.map(({ step, state }) => `${step} ${state}`);

describe('a new plan', () => {
  const warned = ring(officePlan, '2026-06-15 08:30').steps;
  const overdue = ring(ring(warned, '2026-06-16 17:30').steps, '2026-06-17 08:30').steps;
  const until = (dueAt: string): DeadlineFacts => ({ ...office, dueAt: taipei(dueAt) });

  test('after an extension warns again', () => {
    const steps = replan(unmoved(warned), until('2026-06-24 17:30'), LADDER, published, taipei('2026-06-15 10:00'));
    expect(nextRing(steps)).toEqual({ step: 'EARLY_WARNING', ringAt: taipei('2026-06-23 08:30') });
  });

  test('does not repeat what rang and has passed in it too', () => {
    const steps = replan(unmoved(warned), until('2026-06-15 17:30'), LADDER, published, taipei('2026-06-15 10:00'));
    expect(states(steps).slice(0, 2)).toEqual(['EARLY_WARNING RUNG', 'DUE WAITING']);
    expect(replan(unmoved(overdue), office, LADDER, published, taipei('2026-06-17 10:00'))).toEqual(overdue);
  });

  test('rings what it brings forward', () => {
    const steps = replan(unmoved(warned), until('2026-06-12 17:30'), LADDER, published, taipei('2026-06-15 10:00'));
    expect(ring(steps, '2026-06-15 10:00').fire[0]?.step).toBe('OVERDUE_1');
  });

  describe('for a due instant that comes back', () => {
    const away = until('2026-06-17 17:30');
    const rungFor = (...steps: readonly (readonly [RungStep['step'], number])[]): RungStep[] =>
      steps.map(([step, number]) => ({ step, number, dueAt: office.dueAt }));
    const thereAndBack = (steps: readonly PlannedStep[], rung: RungStep[], now: string): PlannedStep[] => {
      const moved = replan({ steps, rung }, away, LADDER, published, taipei(now));
      return replan({ steps: moved, rung }, office, LADDER, published, taipei(now));
    };

    test('does not warn a second time', () => {
      const steps = thereAndBack(warned, rungFor(['EARLY_WARNING', 1]), '2026-06-15 10:00');
      expect(states(steps).slice(0, 2)).toEqual(['EARLY_WARNING RUNG', 'DUE WAITING']);
      expect(ring(steps, '2026-06-15 11:00').fire).toEqual([]);
    });

    test('rings what had not rung for it', () => {
      const steps = thereAndBack(officePlan, [], '2026-06-15 08:00');
      expect(ring(steps, '2026-06-15 08:30').fire).toMatchObject([{ step: 'EARLY_WARNING' }]);
    });

    test('is as overdue as it was, and goes on where it was', () => {
      const rung = rungFor(['DUE', 1], ['OVERDUE_1', 1], ['OVERDUE_5', 1], ['OVERDUE_DAILY', 3]);
      const { steps } = ring(officePlan, '2026-06-25 08:30');
      const back = thereAndBack(steps, rung, '2026-06-29 10:00');
      expect(ring(back, '2026-06-29 11:00').fire).toEqual([]);
      expect(ring(back, '2026-06-30 08:30').fire).toMatchObject([{ step: 'OVERDUE_DAILY', number: 4 }]);
    });

    test('does not ring again though its step is timed later now', () => {
      const rung = rungFor(['EARLY_WARNING', 1]);
      const short = warned.filter(({ step }) => step !== 'EARLY_WARNING');
      expect(states(retime({ steps: short, rung }, office, LADDER, published))[0]).toBe('EARLY_WARNING RUNG');
      expect(states(replan({ steps: short, rung }, office, LADDER, published, taipei('2026-06-15 08:00')))[0]).toBe(
        'EARLY_WARNING RUNG',
      );
    });
  });

  test('goes on counting what goes on', () => {
    const often = ring(ring(officePlan, '2026-06-25 08:30').steps, '2026-06-26 08:30').steps;
    const steps = replan(unmoved(often), until('2026-06-15 17:30'), LADDER, published, taipei('2026-06-26 10:00'));
    expect(ring(steps, '2026-06-29 08:30').fire).toMatchObject([{ step: 'OVERDUE_DAILY', number: 3 }]);
  });

  test('never goes back to a step below one that rang', () => {
    const short = overdue.filter(({ step }) => step !== 'EARLY_WARNING');
    const steps = replan(unmoved(short), office, LADDER, published, taipei('2026-06-17 10:00'));
    expect(states(steps).slice(0, 2)).toEqual(['EARLY_WARNING SUPERSEDED', 'DUE RUNG']);
    expect(ring(steps, '2026-06-17 10:00').fire).toEqual([]);
  });
});
