import { hourText, timeText, wallText } from './time-text.ts';

test.each([
  [0, '0 分鐘', '0 min'],
  [59.9, '59 分鐘', '59 min'],
  [60, '1 小時', '1 h'],
  [210, '3 小時 30 分鐘', '3 h 30 min'],
  [6_000, '100 小時', '100 h'],
])('%d minutes are %s', (minutes, zh, en) => {
  expect(timeText(minutes)).toEqual({ 'zh-TW': zh, en });
});

test.each([
  [0, '00:00'],
  [510, '08:30'],
  [1440, '24:00'],
])('minute %d of a day is %s', (minute, text) => {
  expect(hourText(minute)).toBe(text);
});

test('an instant is the day and the time of the city', () => {
  expect(wallText(new Date('2026-11-20T16:05:59Z'), 'Asia/Taipei')).toBe('2026-11-21 00:05');
});
