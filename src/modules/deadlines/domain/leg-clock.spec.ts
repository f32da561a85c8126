import { finalCalendar, taipei } from '../../../../test/support/calendars.ts';
import type { Sla } from '../../calendar/index.ts';
import type { ClockEntry } from './clock-entry.ts';
import { type ClockReading, replay } from './clock-ledger.ts';
import { type Leg, type LegClock, legClocks } from './leg-clock.ts';
import { legText } from './leg-texts.ts';

const calendar = finalCalendar();
/** A Tuesday morning. */
const START: ClockEntry = { kind: 'START', at: taipei('2025-03-04 09:00'), calendarVersion: 2, holder: 'A' };
const read = (unit: Sla['unit'], ...entries: ClockEntry[]): ClockReading =>
  replay([START, ...entries], { value: 6, unit }, () => calendar);

const leg = (agencyCode: string, at: string, difference: Partial<Leg> = {}): Leg => ({
  ...{ id: agencyCode, agencyCode, role: 'LEAD', status: 'ASSIGNED', handlerId: null, assignedAt: taipei(at) },
  ...{
    acceptedAt: null,
    answer: null,
    answeredAt: null,
    proposedAgencyCode: null,
    endedAt: null,
    dueAt: taipei('2025-03-12 17:30'),
  },
  ...difference,
});
const handedOn = (agencyCode: string, at: string, until: string): Leg =>
  leg(agencyCode, at, { status: 'TRANSFERRED', endedAt: taipei(until) });
const helper = (at: string, difference: Partial<Leg> = {}): Leg => leg('H', at, { role: 'CO_HANDLER', ...difference });

const minutes = ({ legs }: { readonly legs: readonly LegClock[] }): number[] => legs.map(({ heldMinutes }) => heldMinutes);

test('the day that an agency lost is charged to it, without the noon break and the night', () => {
  const legs = [handedOn('A', '2025-03-04 09:00', '2025-03-05 09:30'), leg('B', '2025-03-05 09:30')];
  const held = legClocks(legs, read('WORKING_DAY'), taipei('2025-03-05 10:00'));
  expect(minutes(held)).toEqual([7.5 * 60 + 60, 30]);
  expect(held).toMatchObject({ ranMinutes: 540, unheldMinutes: 0 });
});

test('a limit of hours is charged day and night', () => {
  const legs = [handedOn('A', '2025-03-04 09:00', '2025-03-05 09:30'), leg('B', '2025-03-05 09:30')];
  expect(minutes(legClocks(legs, read('HOUR'), taipei('2025-03-05 10:00')))).toEqual([24.5 * 60, 30]);
});

test('time in which nobody leads the case is charged to nobody', () => {
  const legs = [handedOn('A', '2025-03-04 09:30', '2025-03-04 10:00'), leg('B', '2025-03-04 11:00')];
  const held = legClocks(legs, read('WORKING_DAY'), taipei('2025-03-04 11:30'));
  expect(held).toMatchObject({ ranMinutes: 150, unheldMinutes: 90 });
});

test('a leg stands still with the case, for as long as one of two reasons lasts', () => {
  const [paused, suspended, resumed] = [
    { kind: 'PAUSE', at: taipei('2025-03-04 10:00') },
    { kind: 'PAUSE', at: taipei('2025-03-04 10:30'), disasterId: 'D' },
    { kind: 'RESUME', at: taipei('2025-03-04 11:00') },
  ] as const;
  const still = legClocks(
    [helper('2025-03-04 09:30')],
    read('WORKING_DAY', paused, suspended, resumed),
    taipei('2025-03-04 11:30'),
  );
  expect(still.legs).toMatchObject([{ state: 'PAUSED', heldMinutes: 30 }]);
  const released: ClockEntry = { kind: 'RESUME', at: taipei('2025-03-04 11:30'), disasterId: 'D' };
  const runs = legClocks(
    [helper('2025-03-04 09:30')],
    read('WORKING_DAY', paused, suspended, resumed, released),
    taipei('2025-03-04 12:00'),
  );
  expect(runs.legs).toMatchObject([{ state: 'RUNNING', heldMinutes: 60 }]);
});

test('a helper’s leg ends with its answer though it stays on the case, and the lead’s with the case', () => {
  const stop: ClockEntry = { kind: 'STOP', at: taipei('2025-03-04 11:00') };
  const legs = [
    leg('A', '2025-03-04 09:00', { status: 'ANSWERED', answeredAt: taipei('2025-03-04 11:00') }),
    helper('2025-03-04 09:00', { status: 'ANSWERED', answeredAt: taipei('2025-03-04 10:00') }),
  ];
  const held = legClocks(legs, read('WORKING_DAY', stop), taipei('2025-03-07 11:00'));
  expect(held.legs).toMatchObject([
    { state: 'STOPPED', heldMinutes: 120, until: null },
    { state: 'STOPPED', heldMinutes: 60, until: taipei('2025-03-04 10:00') },
  ]);
});

test('a case that is taken up again adds to the leg that leads it, and the time between is nobody’s', () => {
  const again: ClockEntry[] = [
    { kind: 'STOP', at: taipei('2025-03-04 11:00') },
    { kind: 'START', at: taipei('2025-03-06 09:00'), calendarVersion: 2, holder: 'A' },
  ];
  const held = legClocks([leg('A', '2025-03-04 09:00')], read('WORKING_DAY', ...again), taipei('2025-03-06 10:00'));
  expect(held).toMatchObject({ ranMinutes: 180, unheldMinutes: 0, legs: [{ heldMinutes: 180 }] });
});

test('a second clock that is counted from a start before the end of the first counts no time twice', () => {
  const joined: ClockEntry[] = [
    { kind: 'STOP', at: taipei('2025-03-04 11:00') },
    { kind: 'START', at: taipei('2025-03-04 14:00'), calendarVersion: 2, holder: 'A' },
    { kind: 'MERGE', at: taipei('2025-03-04 15:00'), startedAt: taipei('2025-03-04 10:00') },
  ];
  expect(read('WORKING_DAY', ...joined).ranUntil(taipei('2025-03-04 15:00'))).toBe(5 * 60);
});

describe('a leg is explained in words', () => {
  const text = (of: Leg, reading = read('WORKING_DAY'), at = '2025-03-04 12:00'): string[] =>
    Object.values(legText(legClocks([of], reading, taipei(at)).legs[0]!));
  const acceptedAt = taipei('2025-03-04 09:30');

  test.each([
    ['running', leg('A', '2025-03-04 09:00'), '主辦，未受理，經手 3 小時，計時中', 'Lead: not accepted, held for 3 h, running'],
    [
      'given back, and not decided about',
      leg('A', '2025-03-04 09:00', { acceptedAt, status: 'RETURNED' }),
      '主辦，分派後 30 分鐘受理，經手 3 小時，已退件，改分確定前仍計時',
      'Lead: accepted after 30 min, held for 3 h, given back, running until somebody else has it',
    ],
    [
      'taken back',
      leg('A', '2025-03-04 09:00', { status: 'TAKEN_BACK', endedAt: taipei('2025-03-04 10:00') }),
      '主辦，未受理，經手 1 小時，已收回',
      'Lead: not accepted, held for 1 h, taken back',
    ],
    [
      'handed on',
      handedOn('A', '2025-03-04 09:00', '2025-03-04 10:15'),
      '主辦，未受理，經手 1 小時 15 分鐘，已改分',
      'Lead: not accepted, held for 1 h 15 min, handed on',
    ],
    [
      'waived',
      helper('2025-03-04 09:00', { status: 'WAIVED', endedAt: taipei('2025-03-04 10:00') }),
      '協辦，未受理，經手 1 小時，已免協辦',
      'Co-handler: not accepted, held for 1 h, not needed any more',
    ],
  ])('%s', (_, of, zh, en) => {
    expect(text(of)).toEqual([zh, en]);
  });

  test('while it stands still, and when the case has ended', () => {
    const pause: ClockEntry = { kind: 'PAUSE', at: taipei('2025-03-04 10:00') };
    expect(text(leg('A', '2025-03-04 09:00'), read('WORKING_DAY', pause))[1]).toBe(
      'Lead: not accepted, held for 1 h, standing still',
    );
    const stop: ClockEntry = { kind: 'STOP', at: taipei('2025-03-04 10:00') };
    expect(text(leg('A', '2025-03-04 09:00'), read('WORKING_DAY', stop))[0]).toBe('主辦，未受理，經手 1 小時，案件已終結');
  });
});
