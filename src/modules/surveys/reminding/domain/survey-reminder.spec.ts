import { judgeReminder, type WaitingSurvey } from './survey-reminder.ts';

const REMIND = new Date('2026-11-26T06:00:00.000Z');
const waiting: WaitingSurvey = {
  id: 's1',
  caseId: 'c1',
  petitionId: 'p1',
  expiresAt: new Date('2026-11-30T06:00:00.000Z'),
  answeredAt: null,
  stillClosed: true,
  remindAt: REMIND,
};

test('an unanswered survey is reminded of when its time has come', () => {
  expect(judgeReminder(waiting, REMIND)).toBe('REMIND');
  expect(judgeReminder(waiting, new Date('2026-11-30T05:59:59.999Z'))).toBe('REMIND');
});

test('an alarm that rings early, or again after the reminder, does nothing', () => {
  expect(judgeReminder(waiting, new Date(REMIND.getTime() - 1))).toBe('WAIT');
  expect(judgeReminder({ ...waiting, remindAt: null }, REMIND)).toBe('WAIT');
});

test.each<[string, Partial<WaitingSurvey>]>([
  ['it was answered', { answeredAt: new Date('2026-11-24T06:00:00.000Z') }],
  ['the case is open again', { stillClosed: false }],
  ['its time is over', { expiresAt: REMIND }],
])('nobody is reminded when %s', (_, difference) => {
  expect(judgeReminder({ ...waiting, ...difference }, REMIND)).toBe('DROP');
});
