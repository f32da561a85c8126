import { pino } from 'pino';
import { canariesIn, Overheard } from './canaries.ts';

test.each([
  '王小明 petitioned',
  'mail to wang@example.org failed',
  '0912-345-678',
  '{"to":"0912345678"}',
  'tel.0912345678',
  'GET /x?q=%E7%8E%8B%E5%B0%8F%E6%98%8E',
])('%s tells of somebody', (text) => {
  expect(canariesIn(text)).toHaveLength(1);
});

test.each([
  'https://1999.example/cases/C26-000001-9',
  '019a0912345678ab',
  '2026-11-20T09:12:34.567+08:00',
  'supervisor.ty-rmo',
  'http_request_duration_seconds_sum{route="/x"} 0.0921427968',
  '{"responseTime":12.0912345678}',
])('%s tells of nobody', (text) => {
  expect(canariesIn(text)).toEqual([]);
});

test('a log line that names somebody is heard', () => {
  const overheard = new Overheard();
  const log = pino({ level: 'debug' }, overheard.log);
  log.info('nothing');
  log.debug({ to: 'wang@example.org' }, 'sent');
  expect(overheard.leaks).toHaveLength(1);
});
