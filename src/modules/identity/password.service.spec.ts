import { parseOptions } from '@node-rs/argon2';
import { NOBODYS_HASH, PasswordService } from './password.service.ts';

const passwords = new PasswordService();

test('a password is kept as argon2id with 19 MiB, two passes and one lane, salted', async () => {
  const [one, two] = await Promise.all([passwords.hash('correct horse battery'), passwords.hash('correct horse battery')]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(one).not.toBe(two);
});

test('only the password itself matches', async () => {
  const hash = await passwords.hash('密碼 Å 正確');
  expect(await passwords.matches(hash, '密碼 Å 正確')).toBe(true);
  expect(await passwords.matches(hash, '密碼 A\u030a 正確')).toBe(true); // the same letter, typed in two strokes
  expect(await passwords.matches(hash, '密碼 å 正確')).toBe(false);
});

test('an account that does not exist costs what one that exists costs, and no password opens it', async () => {
  expect(parseOptions(NOBODYS_HASH)).toEqual(parseOptions(await passwords.hash('anything')));
  expect(await passwords.matches(null, 'anything')).toBe(false);
});
