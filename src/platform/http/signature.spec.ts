import fc from 'fast-check';
import { judgeSignature, sign, type SignedRequest } from './signature.ts';

const SECRET = 'a secret of thirty-two characters';
const AT = new Date('2026-11-23T06:00:00.900Z');
const request: SignedRequest = { method: 'POST', url: '/api/v1/voice-response/surveys/1?x=%E6%B4%9E', body: '{"overall":5}' };
const later = (seconds: number): Date => new Date(AT.getTime() + seconds * 1000);

test('what was signed with the secret is good', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string({ minLength: 1 }), (url, body, secret) => {
      const signed = { method: 'GET', url, body };
      expect(judgeSignature(secret, signed, sign(secret, signed, AT), AT)).toBe('GOOD');
    }),
  );
});

test('the header is that of the documentation', () => {
  expect(sign('secret', { method: 'POST', url: '/x', body: '{}' }, new Date(1_000_999))).toBe(
    't=1000,v1=b178a70e29880e20208b13cc35a08a21e02fd8998a024f224e95fcd89f243064',
  );
});

test.each<[string, Partial<SignedRequest>]>([
  ['method', { method: 'GET' }],
  ['address', { url: '/api/v1/voice-response/surveys/2?x=%E6%B4%9E' }],
  ['body', { body: '{"overall":1}' }],
])('another %s needs another signature', (_, difference) => {
  expect(judgeSignature(SECRET, { ...request, ...difference }, sign(SECRET, request, AT), AT)).toBe('WRONG');
});

test('another secret, none, or another time in the header is wrong', () => {
  const header = sign(SECRET, request, AT);
  expect(judgeSignature(`${SECRET}!`, request, header, AT)).toBe('WRONG');
  expect(judgeSignature(null, request, header, AT)).toBe('WRONG');
  expect(judgeSignature(SECRET, request, header.replace(/^t=\d+/, `t=${Math.floor(later(60).getTime() / 1000)}`), AT)).toBe(
    'WRONG',
  );
});

test.each([undefined, '', 't=1,v1=00', `t=x,v1=${'0'.repeat(64)}`, `v1=${'0'.repeat(64)}`, ['t=1'], `t=1,v1=${'Z'.repeat(64)}`])(
  'the header %j is wrong',
  (header) => {
    expect(judgeSignature(SECRET, request, header, AT)).toBe('WRONG');
  },
);

test('a signature is good for five minutes, whichever clock is ahead', () => {
  const header = sign(SECRET, request, new Date('2026-11-23T06:00:00.000Z'));
  const at = (time: string): string => judgeSignature(SECRET, request, header, new Date(`2026-11-23T${time}Z`));
  expect([at('06:05:00.000'), at('05:55:00.000')]).toEqual(['GOOD', 'GOOD']);
  expect([at('06:05:00.001'), at('05:54:59.999')]).toEqual(['OUT_OF_DATE', 'OUT_OF_DATE']);
});
