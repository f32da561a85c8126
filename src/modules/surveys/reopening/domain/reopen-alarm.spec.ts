import { ringRequest, type WaitingRequest } from './reopen-alarm.ts';

const HALF = new Date('2026-11-17T01:00:00.000Z');
const DUE = new Date('2026-11-18T09:30:00.000Z');
const waiting: WaitingRequest = { id: 'q1', surveyId: 's1', caseId: 'c1', dueAt: DUE, ring: { ringAt: HALF, step: 'HALF' } };
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
