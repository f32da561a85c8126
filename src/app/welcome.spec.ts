import { readSettings } from '../platform/config/index.ts';
import { welcome } from './welcome.ts';

const URL = 'http://localhost:3000';
const settings = readSettings({ CITY: 'tainan', SIM_CLOCK: '1' });
const accounts = { password: 'open sesame', usernames: ['operator', 'handler.tn-pwb', 'supervisor.tn-pwb', 'handler.tn-epb'] };

test('says where the program answers and for which city', () => {
  const text = welcome(URL, settings, null);
  expect(text).toContain('ready for tainan');
  for (const path of ['/api/v1', '/api/docs', '/readyz']) expect(text).toContain(`${URL}${path}\n`);
});

test('says with which accounts it can be tried out', () => {
  const text = welcome(URL, settings, accounts);
  expect(text).toContain('of 2 agencies, e.g. handler.tn-pwb');
  expect(text).toContain('open sesame');
});

test('a password that was printed before is not known any more', () => {
  expect(welcome(URL, settings, { ...accounts, password: null })).toContain('as printed at the first start');
});

test('without demonstration accounts there is no word of them', () => {
  expect(welcome(URL, settings, null)).not.toMatch(/account|password/);
});

test('says that the clock is simulated when it is', () => {
  expect(welcome(URL, settings, null)).toContain('simulated');
  expect(welcome(URL, readSettings({}), null)).not.toContain('simulated');
});
