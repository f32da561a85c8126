import { cameraTime } from './camera-time.ts';

const NOW = new Date('2026-11-20T09:00:00+08:00');

test.each([
  ['2026:11:20 08:30:15', null, '2026-11-20T08:30:15+08:00'],
  ['2026:11:20 08:30:15', '+09:00', '2026-11-20T08:30:15+09:00'],
  ['2026:11:20 08:30:15', 'nonsense', '2026-11-20T08:30:15+08:00'],
  ['2026:11:20 23:59:59', null, '2026-11-20T23:59:59+08:00'], // the camera's clock is ahead
])('%s with the offset %s was at %s', (written, offset, at) => {
  expect(cameraTime(written, offset, 'Asia/Taipei', NOW)).toEqual(new Date(at));
});

test.each([
  null,
  '',
  '0000:00:00 00:00:00',
  '2026:02:30 08:00:00',
  '2026:11:20 24:00:00',
  '1980:01:01 00:00:00',
  '2099:01:01 00:00:00',
  'x',
])('%j is no time at which anybody photographed', (written) => {
  expect(cameraTime(written, null, 'Asia/Taipei', NOW)).toBeNull();
});
