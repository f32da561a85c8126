import { timeText } from './time-text.ts';

test.each([
  [0, '0 分鐘', '0 min'],
  [59.9, '59 分鐘', '59 min'],
  [60, '1 小時', '1 h'],
  [210, '3 小時 30 分鐘', '3 h 30 min'],
  [6_000, '100 小時', '100 h'],
])('%d minutes are %s', (minutes, zh, en) => {
  expect(timeText(minutes)).toEqual({ 'zh-TW': zh, en });
});
