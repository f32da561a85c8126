import { ticketCookie, ticketOf } from './ticket-cookie.ts';

test('with https the cookie is one that no other host of the domain can put there', () => {
  expect(ticketCookie('t', 600, true)).toBe('__Host-paian_sign_in=t; Path=/; Max-Age=600; HttpOnly; SameSite=Lax; Secure');
  expect(ticketCookie('', 0, false)).toBe('paian_sign_in=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax');
});

test('the ticket is found among other cookies, by its right name', () => {
  expect(ticketOf('a=b; __Host-paian_sign_in=t.u; c=d', true)).toBe('t.u');
  expect(ticketOf('paian_sign_in=t', true)).toBeNull();
  expect(ticketOf('paian_sign_in=t', false)).toBe('t');
  expect(ticketOf(undefined, true)).toBeNull();
});
