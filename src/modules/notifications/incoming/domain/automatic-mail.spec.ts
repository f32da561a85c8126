import { machineBehind } from './automatic-mail.ts';

test.each([
  ['Auto-Submitted', 'auto-replied'],
  ['Auto-Submitted', 'auto-generated; owner=x'],
  ['X-Auto-Response-Suppress', 'All'],
  ['Precedence', 'bulk'],
  ['Precedence', 'auto_reply'],
  ['X-Autoreply', 'yes'],
  ['List-Id', '<news.example>'],
])('%s: %s is written by machines', (name, value) => {
  expect(machineBehind(new Map([[name.toLowerCase(), value]]))).toBe('AUTOMATIC');
});

test.each([
  ['Return-Path', '<>'],
  ['Content-Type', 'multipart/report; report-type=delivery-status; boundary=x'],
  ['From', 'Mail Delivery System <MAILER-DAEMON@mail.example>'],
])('%s: %s is a server that gives a mail back', (name, value) => {
  expect(
    machineBehind(
      new Map([
        [name.toLowerCase(), value],
        ['auto-submitted', 'auto-replied'],
      ]),
    ),
  ).toBe('BOUNCE');
});

test('people’s mail programs say nothing of the kind', () => {
  const headers = {
    from: '王 <postmaster-fan@example.org>',
    'return-path': '<a@example.org>',
    'auto-submitted': 'no',
    precedence: 'first-class',
  };
  expect(machineBehind(new Map(Object.entries(headers)))).toBeNull();
});
