import { finalCalendar, taipei } from '../../../../../test/support/calendars.ts';
import { type BusinessCalendar, type DayRule, smallClock } from '../../../calendar/index.ts';
import { civilDate } from '../../../../kernel/civil-date.ts';
import { recountRequest, ringRequest, type WaitingRequest } from './reopen-alarm.ts';

/** A Monday morning; half of two working days, and the end of them. */
const ASKED = new Date('2026-11-16T01:00:00.000Z');
const HALF = new Date('2026-11-17T01:00:00.000Z');
const DUE = new Date('2026-11-18T09:30:00.000Z');
const waiting: WaitingRequest = {
  id: 'q1',
  surveyId: 's1',
  caseId: 'c1',
  requestedAt: ASKED,
  dueAt: DUE,
  ring: { ringAt: HALF, step: 'HALF' },
};
const before = (instant: Date): Date => new Date(instant.getTime() - 1);

test('who decides is reminded at half of the time, and once more when it is over', () => {
  const first = ringRequest(waiting, HALF)!;
  expect(first.next).toEqual({ ringAt: DUE, step: 'OVER' });
  expect(first.fact).toEqual({
    type: 'survey.reopen_rang',
    subject: { kind: 'survey', id: 's1' },
    data: { caseId: 'c1', requestId: 'q1', step: 'HALF', dueAt: '2026-11-18T09:30:00.000Z' },
  });
  const again: WaitingRequest = { ...waiting, ring: first.next };
  expect(ringRequest(again, before(DUE))).toBeNull();
  const last = ringRequest(again, DUE)!;
  expect([last.next, last.fact.data.step]).toEqual([null, 'OVER']);
});

test('an alarm that is early, or of a request that was decided, rings nothing', () => {
  expect(ringRequest(waiting, before(HALF))).toBeNull();
  expect(ringRequest({ ...waiting, ring: null }, DUE)).toBeNull();
});

test('an alarm that rings when all of the time is over tells that, and nothing else', () => {
  expect(ringRequest(waiting, DUE)).toMatchObject({ next: null, fact: { data: { step: 'OVER' } } });
});

describe('after a revision of the calendar', () => {
  const CLOSED: DayRule = { kind: 'OFF', source: 'ANNOUNCED', remark: '颱風' };
  const closedOn = (...days: string[]): BusinessCalendar =>
    finalCalendar().revised(9, new Map(days.map((day) => [civilDate(day), CLOSED])));
  const recount = (request: WaitingRequest, calendar: BusinessCalendar, at: string): ReturnType<typeof recountRequest> =>
    recountRequest(request, smallClock(ASKED, 2, calendar), calendar, taipei(at));
  const overPending: WaitingRequest = { ...waiting, ring: { ringAt: DUE, step: 'OVER' } };
  const told: WaitingRequest = { ...waiting, ring: null };
  const THURSDAY = taipei('2026-11-19 17:30');

  test('a request has the working days that there are, and the fact tells both ends', () => {
    const { next, facts } = recount(waiting, closedOn('2026-11-17'), '2026-11-16 20:00');
    expect(next).toEqual({ ...waiting, dueAt: THURSDAY, ring: { step: 'HALF', ringAt: taipei('2026-11-18 13:45') } });
    const data = { caseId: 'c1', requestId: 'q1', dueBefore: DUE.toISOString(), dueAfter: THURSDAY.toISOString() };
    expect(facts).toEqual([{ type: 'survey.reopen_replanned', subject: { kind: 'survey', id: 's1' }, data }]);
  });

  test('what has rung does not ring again', () => {
    expect(recount(overPending, closedOn('2026-11-18'), '2026-11-17 20:00').next.ring).toEqual({
      ringAt: THURSDAY,
      step: 'OVER',
    });
    expect(recount(told, closedOn('2026-11-18'), '2026-11-18 20:00').next).toEqual({ ...told, dueAt: THURSDAY });
  });

  test('late stays late, unless the office turns out to have been closed when it was due', () => {
    const late = recount(told, closedOn('2026-11-17'), '2026-11-18 20:00');
    expect(late).toEqual({ next: told, facts: [] });
    expect(recount(told, closedOn('2026-11-18'), '2026-11-18 20:00').facts).toHaveLength(1);
  });

  test('a revision of other days changes nothing', () => {
    const same: WaitingRequest = { ...waiting, ring: { step: 'HALF', ringAt: taipei('2026-11-17 13:45') } };
    expect(recount(same, closedOn('2026-12-24'), '2026-11-16 20:00')).toEqual({ next: same, facts: [] });
  });
});
