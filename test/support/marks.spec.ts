import { everyMark, marksIn, PEOPLE } from './marks.ts';

const { name, phone, email } = PEOPLE.caller;
const bytes = Buffer.from(name);

test.each([
  ['as it is', `told ${name}`],
  ['in a query', `GET /x?name=${encodeURIComponent(name)}&y`],
  ['escaped by JSON', JSON.stringify({ name }).replace(/[^\x20-\x7e]/gu, (c) => `\\u${c.charCodeAt(0).toString(16)}`)],
  ['as Redis repeats it', `"hset" "${Array.from(bytes, (byte) => `\\x${byte.toString(16)}`).join('')}"`],
  ['in Base64', `data ${bytes.toString('base64')} end`],
  ['in a token', `x.${Buffer.from(`{"name":"${name}"}`).toString('base64url')}.y`],
  ['in hexadecimal digits', `\\x${bytes.toString('hex')}`],
  ['without its hyphens', `to ${phone.replaceAll('-', '')}`],
  ['in capitals', email.toUpperCase()],
])('a mark is found %s', (_, output) => {
  expect(marksIn(output)).toHaveLength(1);
});

test('nothing is found where nothing is', () => {
  expect(marksIn('GET /api/v1/cases/C26-000001-9 200 019a0912345678ab')).toEqual([]);
});

test('no mark is part of another, but for a number that is written in two ways', () => {
  for (const mark of everyMark) expect(everyMark.filter((other) => other !== mark && other.includes(mark))).toEqual([]);
});
