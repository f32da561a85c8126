import { hideRecipient, maskBody, maskLink, maskRecipient, withoutKeys } from './mask.ts';
import type { Link, MessageChannel } from './message.ts';

test.each<[MessageChannel, string, string]>([
  ['EMAIL', 'lin.mei@example.org', 'l***@example.org'],
  ['SMS', '0912345678', '***678'],
  ['PHONE', '03-332-2101', '***101'],
  ['LETTER', '桃園市中壢區中正路100號', '***'],
  ['CONSOLE', 'agency:TY-RMO', 'agency:TY-RMO'],
  ['NONE', 'petition:P2026-0000001-7', 'petition:P2026-0000001-7'],
])('%s %s is shown as %s', (channel, recipient, shown) => {
  expect(maskRecipient(channel, recipient)).toBe(shown);
});

test.each<[MessageChannel, string, string]>([
  ['EMAIL', 'lin.mei@example.org', '***'],
  ['PHONE', '03-332-2101', '***'],
  ['NONE', 'petition:P2026-0000001-7', 'petition:P2026-0000001-7'],
])('invariant 11: of %s %s nothing is left when nobody may know them: %s', (channel, recipient, shown) => {
  expect(hideRecipient(channel, recipient)).toBe(shown);
});

test('an empty body is seen to be empty', () => {
  expect(maskBody('')).toBe('');
  expect(maskBody('您好')).toBe('***');
});

const status: Link = { rel: 'status', href: 'https://1999.example/petitions/P1' };
const survey: Link = { rel: 'survey', href: 'https://1999.example/api/v1/public/surveys/s3cret' };

test('a link that is a key loses its key, another stays', () => {
  expect(maskLink(survey).href).toBe('https://1999.example/api/v1/public/surveys/***');
  expect(maskLink(status)).toEqual(status);
});

test('a text keeps everything but its keys', () => {
  const body = `查詢 ${status.href}\n問卷 ${survey.href}`;
  expect(withoutKeys(body, [status, survey])).toBe(`查詢 ${status.href}\n問卷 https://1999.example/api/v1/public/surveys/***`);
});
