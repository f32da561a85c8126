import { shippedTemplates } from '../../../../test/support/shipped-texts.ts';
import { type AccountLetter, writeAccountLetter } from './account-letter.ts';
import { keyLink } from './key-link.ts';
import { withoutKeys } from './mask.ts';
import type { MessageSettings } from './message-settings.ts';

const settings: MessageSettings = {
  cityName: { 'zh-TW': '桃園市政府', en: 'Taoyuan City Government' },
  hotlineNumber: '1999',
  timeZone: 'Asia/Taipei',
  publicUrl: 'https://1999.example',
  templates: shippedTemplates('taoyuan'),
};
const letter: AccountLetter = {
  template: 'password-reset',
  factId: 'f1',
  username: 'hua',
  to: { reach: { by: 'MACHINE', channel: 'EMAIL', recipient: 'hua@example.org' }, name: '陳小華' },
  until: new Date('2026-11-20T02:30:00Z'),
  key: keyLink('password', 'TOKEN', settings),
};
const write = (difference: Partial<AccountLetter> = {}) =>
  writeAccountLetter({ ...letter, ...difference }, settings, 'm1', new Date('2026-11-20T02:00:00Z'));

test('a link to choose a password leads to a page, and its key stands where no server sees it', () => {
  expect(write().links).toEqual([{ rel: 'password', href: 'https://1999.example/password#/TOKEN' }]);
  expect(write().body).toContain('https://1999.example/password#/TOKEN');
});

test('what is kept of a message that left is without the key, and its subject never had it', () => {
  const { body, links, subject } = write();
  expect(withoutKeys(body, links)).not.toContain('TOKEN');
  expect(subject).toBe('【桃園市政府】派案系統重設密碼');
});

test('the holder reads their name, their username and until when the link works', () => {
  const { body } = write();
  for (const said of ['陳小華', 'hua', '10:30']) expect(body).toContain(said);
});

test('a message about an account is about no case, and told once for each thing that happened', () => {
  expect(write({ template: 'account-expiring', key: null, values: { step: '長期未登入' } })).toMatchObject({
    caseId: null,
    petitionId: null,
    cause: 'f1',
    links: [],
  });
});
