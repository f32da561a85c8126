import { credentialOf, sessionCookie } from './credential.ts';

const token = 'A-_9'.padEnd(43, 'x');
const other = 'other'.padEnd(43, 'y');
const found = (headers: Record<string, string | string[]>): unknown => credentialOf({ method: 'GET', headers }, false);

test('a bearer token is read whatever the case of its scheme', () => {
  expect(found({ authorization: `Bearer ${token}` })).toEqual({ token, by: 'BEARER' });
  expect(found({ authorization: `bearer  ${token}` })).toEqual({ token, by: 'BEARER' });
});

test('the cookie is found among others', () => {
  expect(found({ cookie: `a=b; paian_session=${token}; c=d=e` })).toEqual({ token, by: 'COOKIE' });
  expect(found({ cookie: `xpaian_session=${token}` })).toBeNull();
});

test('a bearer token goes before the cookie, even a worthless one', () => {
  expect(found({ authorization: `Bearer ${token}`, cookie: `paian_session=${other}` })).toEqual({ token, by: 'BEARER' });
  expect(found({ authorization: 'Bearer nonsense', cookie: `paian_session=${other}` })).toBeNull();
});

test('the password of a proxy in front does not hide the cookie', () => {
  expect(found({ authorization: 'Basic dXNlcjpwYXNz', cookie: `paian_session=${token}` })).toEqual({ token, by: 'COOKIE' });
});

test.each<Record<string, string>>([
  {},
  { authorization: '' },
  { authorization: 'Bearer' },
  { authorization: `Bearer ${token}x` },
  { authorization: `Bearer ${token} ${token}` },
  { authorization: `Bearer ${token.slice(1)}é` },
  { cookie: 'paian_session' },
  { cookie: 'paian_session=' },
  { cookie: ';;=;' },
])('%j carries no token', (headers) => {
  expect(found(headers)).toBeNull();
});

test('scripts cannot read the cookie and strange pages cannot post it', () => {
  expect(sessionCookie(token, 43_200, false)).toBe(`paian_session=${token}; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax`);
});

test('with https nobody else of the domain can put the cookie there', () => {
  const cookie = `__Host-paian_session=${token}`;
  expect(sessionCookie(token, 43_200, true)).toBe(`${cookie}; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure`);
  const planted = `paian_session=${other}; ${cookie}`;
  expect(credentialOf({ method: 'GET', headers: { cookie: planted } }, true)).toEqual({ token, by: 'COOKIE' });
  expect(credentialOf({ method: 'GET', headers: { cookie: `paian_session=${other}` } }, true)).toBeNull();
});
