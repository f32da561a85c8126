import fc from 'fast-check';
import { calendars, finalCalendar, instants, taipei } from '../../../../test/support/calendars.ts';
import { shippedLadder } from '../../../../test/support/shipped-ladder.ts';
import { civilDate } from '../../../kernel/civil-date.ts';
import { type BusinessCalendar, type Sla, changeDay } from '../../calendar/index.ts';
import type { ReminderLadder } from './reminder-ladder.ts';
import { type DeadlineFacts, type Step, planSteps } from './reminder-plan.ts';

const LADDER = shippedLadder();
const published = finalCalendar();

function facts(
  start: string,
  value: number,
  unit: Sla['unit'],
  more: Partial<DeadlineFacts> = {},
  calendar = published,
): DeadlineFacts {
  const startedAt = taipei(start);
  const sla = { value, unit };
  return { startedAt, dueAt: calendar.dueAt(startedAt, sla).at, sla, urgency: 'P3', safetyHazard: false, ...more };
}

function closed(on: string, from?: number): BusinessCalendar {
  const day = civilDate(on);
  const change = { kind: 'OFF' as const, reason: '颱風', ...(from !== undefined && { from }) };
  return published.revised(3, new Map([[day, changeDay(published.ruleOf(day), change)]]));
}

/** Each step and its time in the city. */
const lines = (steps: readonly Step[]): string[] =>
  steps.map(
    ({ step, ringAt }) => `${step} ${new Date(ringAt.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')}`,
  );

/** Without the call for somebody to accept, which rings beside the others. */
const ladderOf = (steps: readonly Step[]): Step[] => steps.filter(({ step }) => step !== 'UNACCEPTED');

describe('the default ladder', () => {
  test('of an office limit rings at opening before the due day, when due, and at opening after it', () => {
    expect(lines(planSteps(facts('2026-06-08 10:00', 6, 'WORKING_DAY'), LADDER, published))).toEqual([
      'EARLY_WARNING 2026-06-15 08:30',
      'DUE 2026-06-16 17:30',
      'OVERDUE_1 2026-06-17 08:30',
      'OVERDUE_2 2026-06-18 08:30',
      'OVERDUE_3 2026-06-22 08:30', // 19 June is a holiday
      'OVERDUE_4 2026-06-23 08:30',
      'OVERDUE_5 2026-06-24 08:30',
      'OVERDUE_DAILY 2026-06-25 08:30',
    ]);
  });

  test('of one working day warns at half of the office time', () => {
    expect(lines(planSteps(facts('2026-06-08 15:30', 1, 'WORKING_DAY'), LADDER, published))[0]).toBe(
      'EARLY_WARNING 2026-06-09 11:30',
    );
    expect(lines(planSteps(facts('2026-06-08 06:00', 1, 'WORKING_DAY'), LADDER, published))[0]).toBe(
      'EARLY_WARNING 2026-06-08 17:30',
    );
    expect(lines(planSteps(facts('2026-06-06 12:00', 1, 'WORKING_DAY'), LADDER, published))[0]).toBe(
      'EARLY_WARNING 2026-06-08 12:30',
    );
  });

  test('of working hours warns at half of them, and is overdue by days', () => {
    expect(lines(planSteps(facts('2026-06-12 16:30', 4, 'WORKING_HOUR'), LADDER, published)).slice(0, 3)).toEqual([
      'EARLY_WARNING 2026-06-15 09:30',
      'DUE 2026-06-15 11:30',
      'OVERDUE_1 2026-06-16 08:30',
    ]);
  });

  test('of calendar days rings on the calendar of the office', () => {
    expect(lines(planSteps(facts('2026-06-08 10:00', 5, 'CALENDAR_DAY'), LADDER, published)).slice(0, 3)).toEqual([
      'EARLY_WARNING 2026-06-12 08:30',
      'DUE 2026-06-15 17:30',
      'OVERDUE_1 2026-06-16 08:30',
    ]);
  });

  test('of a hazard in hours rings day and night, at half of the time, to the duty desk too', () => {
    const steps = planSteps(facts('2026-06-13 00:30', 2, 'HOUR', { safetyHazard: true }), LADDER, closed('2026-06-15'));
    expect(lines(steps)).toEqual([
      'UNACCEPTED 2026-06-13 00:30',
      'EARLY_WARNING 2026-06-13 01:30',
      'DUE 2026-06-13 02:30',
      'OVERDUE_1 2026-06-13 03:30',
      'OVERDUE_2 2026-06-13 06:30',
      'OVERDUE_3 2026-06-14 02:30',
      'OVERDUE_DAILY 2026-06-17 08:30',
    ]);
    expect(steps.every(({ recipients }) => recipients.includes('DUTY_DESK'))).toBe(true);
    expect(steps.slice(1).every(({ recipients }) => recipients.includes('HANDLER'))).toBe(true);
    expect(steps[0]).toMatchObject({ repeat: { every: 'MINUTES', minutes: 15 }, number: 1 });
  });

  test('of other hours warns at three quarters of the time', () => {
    const steps = planSteps(facts('2026-06-12 16:00', 4, 'HOUR'), LADDER, published);
    expect(lines(steps)[0]).toBe('EARLY_WARNING 2026-06-12 19:00');
    expect(steps.some(({ recipients }) => recipients.includes('DUTY_DESK'))).toBe(false);
  });

  test('goes up: the handler, then the supervisor, the head of the agency, the city', () => {
    const steps = planSteps(facts('2026-06-08 10:00', 6, 'WORKING_DAY'), LADDER, published);
    expect(steps.map(({ recipients }) => recipients.at(-1))).toEqual([
      'HANDLER',
      'DEPUTY',
      'AGENCY_SUPERVISOR',
      'AGENCY_HEAD',
      'AGENCY_HEAD',
      'AGENCY_HEAD',
      'CITY_SUPERVISOR',
      'CITY_SUPERVISOR',
    ]);
  });

  test('of a hazard in days is called for at once, and then is counted like the others', () => {
    const steps = planSteps(facts('2026-06-13 00:30', 6, 'WORKING_DAY', { safetyHazard: true }), LADDER, published);
    expect(lines(steps).slice(0, 3)).toEqual([
      'UNACCEPTED 2026-06-13 00:30',
      'EARLY_WARNING 2026-06-22 08:30',
      'DUE 2026-06-23 17:30',
    ]);
  });
});

test('after a closed morning the office opens later, and so do the reminders', () => {
  const morning = changeDay(published.ruleOf(civilDate('2026-06-15')), { kind: 'WORKING', from: 780, reason: '颱風' });
  const calendar = published.revised(3, new Map([[civilDate('2026-06-15'), morning]]));
  expect(lines(planSteps(facts('2026-06-08 10:00', 6, 'WORKING_DAY'), LADDER, calendar))[0]).toBe(
    'EARLY_WARNING 2026-06-15 13:30',
  );
});

test('an end that lies in a closure rings when the office opens', () => {
  const steps = planSteps(facts('2026-06-08 10:00', 6, 'WORKING_DAY'), LADDER, closed('2026-06-16', 780));
  expect(lines(steps).slice(1, 3)).toEqual(['DUE 2026-06-17 08:30', 'OVERDUE_1 2026-06-18 08:30']);
});

describe('a ladder is data', () => {
  const ladder: ReminderLadder = {
    rules: [
      { urgencies: ['P1'], rungs: [{ step: 'DUE', ring: { kind: 'AT_DUE' }, recipients: ['AGENCY_HEAD'] }] },
      {
        rungs: [
          { step: 'EARLY_WARNING', ring: { kind: 'OPENING_BEFORE', workingDays: 3 }, recipients: ['HANDLER'] },
          { step: 'DUE', ring: { kind: 'AT_DUE' }, recipients: ['HANDLER'] },
          { step: 'OVERDUE_1', ring: { kind: 'MINUTES_AFTER', minutes: 60 }, recipients: ['DEPUTY'] },
          { step: 'OVERDUE_2', ring: { kind: 'MINUTES_AFTER', minutes: 60 }, recipients: ['CITY_SUPERVISOR', 'DEPUTY'] },
        ],
      },
    ],
  };

  test('the first rule that holds is used', () => {
    const steps = planSteps(facts('2026-06-08 10:00', 6, 'WORKING_DAY', { urgency: 'P1' }), ladder, published);
    expect(steps.map(({ step, recipients }) => [step, recipients])).toEqual([['DUE', ['AGENCY_HEAD']]]);
  });

  test('without a rule that holds nothing rings', () => {
    expect(planSteps(facts('2026-06-08 10:00', 6, 'WORKING_DAY'), { rules: [ladder.rules[0]!] }, published)).toEqual([]);
  });

  test('a warning for which there is no time is left out', () => {
    expect(lines(planSteps(facts('2026-06-08 10:00', 2, 'WORKING_DAY'), ladder, published))[0]).toBe('DUE 2026-06-10 17:30');
    const atTheEnd: ReminderLadder = {
      rules: [
        {
          rungs: [
            { step: 'EARLY_WARNING', ring: { kind: 'SHARE', percent: 100 }, recipients: ['AGENCY_HEAD'] },
            { step: 'DUE', ring: { kind: 'AT_DUE' }, recipients: ['HANDLER'] },
          ],
        },
      ],
    };
    expect(planSteps(facts('2026-06-08 10:00', 2, 'HOUR'), atTheEnd, published)).toEqual([
      { step: 'DUE', ringAt: taipei('2026-06-08 12:00'), recipients: ['HANDLER'] },
    ]);
  });

  test('two rungs at one instant ring once, as the later of them, for the recipients of both', () => {
    const steps = planSteps(facts('2026-06-08 10:00', 2, 'WORKING_DAY'), ladder, published);
    expect(lines(steps)).toEqual(['DUE 2026-06-10 17:30', 'OVERDUE_2 2026-06-11 09:30']);
    expect(steps[1]!.recipients).toEqual(['DEPUTY', 'CITY_SUPERVISOR']);
  });
});

describe('for every calendar', () => {
  const units: Sla['unit'][] = ['HOUR', 'WORKING_HOUR', 'WORKING_DAY', 'CALENDAR_DAY'];
  const limits = fc.record({ value: fc.integer({ min: 1, max: 30 }), unit: fc.constantFrom(...units) });
  const dated = fc.tuple(calendars, instants, limits, fc.boolean()).map(([calendar, startedAt, sla, safetyHazard]) => {
    const { at: dueAt } = calendar.dueAt(startedAt, sla);
    return { calendar, facts: { startedAt, dueAt, sla, safetyHazard, urgency: 'P2' } satisfies DeadlineFacts };
  });

  test('each step rings strictly after the one before it and after the start, and one rings at the due instant', () => {
    fc.assert(
      fc.property(dated, ({ calendar, facts: of }) => {
        const steps = ladderOf(planSteps(of, LADDER, calendar));
        const times = [of.startedAt, ...steps.map(({ ringAt }) => ringAt)];
        expect(times.every((at, index) => index === 0 || at > times[index - 1]!)).toBe(true);
        expect(steps.find(({ step }) => step === 'DUE')!.ringAt).toEqual(of.dueAt);
        expect(steps.at(-1)).toMatchObject({ step: 'OVERDUE_DAILY', repeat: { every: 'WORKING_DAY' } });
      }),
    );
  });

  test('limits of the office never ring while it is closed', () => {
    fc.assert(
      fc.property(dated, ({ calendar, facts: of }) => {
        fc.pre(of.sla.unit !== 'HOUR');
        for (const { ringAt } of ladderOf(planSteps(of, LADDER, calendar))) expect(calendar.isOpen(ringAt)).toBe(true);
      }),
    );
  });

  test('limits of the office do not ring while it is closed, even when they were dated by another calendar', () => {
    fc.assert(
      fc.property(dated, calendars, ({ facts: of }, calendar) => {
        fc.pre(of.sla.unit !== 'HOUR');
        for (const { ringAt } of ladderOf(planSteps(of, LADDER, calendar))) expect(calendar.isOpen(ringAt)).toBe(true);
      }),
    );
  });

  test('limits of hours ring by the clock whatever the calendar says', () => {
    fc.assert(
      fc.property(dated, calendars, ({ calendar, facts: of }, other) => {
        fc.pre(of.sla.unit === 'HOUR');
        const byTheClock = (by: BusinessCalendar): Step[] =>
          planSteps(of, LADDER, by).filter(({ step }) => step !== 'OVERDUE_DAILY');
        expect(byTheClock(other)).toEqual(byTheClock(calendar));
      }),
    );
  });
});
