import { writeInstant } from './message-date.ts';

const at = new Date('2026-11-20T01:30:59Z');

test('a date is written in the language of the message', () => {
  expect(writeInstant(at, 'Asia/Taipei', 'zh-TW')).toBe('2026年11月20日（五）09:30');
  expect(writeInstant(at, 'Asia/Taipei', 'en')).toBe('Fri, 20 November 2026, 09:30');
});

test('the day is the city’s, not the server’s', () => {
  expect(writeInstant(new Date('2025-12-31T16:05:00Z'), 'Asia/Taipei', 'zh-TW')).toBe('2026年1月1日（四）00:05');
});
