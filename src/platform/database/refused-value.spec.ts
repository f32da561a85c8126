import { withoutValue } from './refused-value.ts';

const refused = (code: string): Error =>
  Object.assign(new Error('invalid input syntax for type integer: "0966-271-828"'), { code, where: 'unnamed portal: $1 = 0966' });

test('a value that the database could not read is in nothing of its error', () => {
  const error = withoutValue(refused('22P02')) as Error;
  expect(error.message).toBe('the database could not read a value (SQLSTATE 22P02)');
  expect(error.stack).toMatch(/^Error: the database could not read a value[^"]*\n +at /);
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('0966');
});

test.each(['23505', '40P01', 'ECONNRESET'])('an error of another kind stays as it is: %s', (code) => {
  const error = refused(code);
  const { message, stack } = error;
  expect(withoutValue(error)).toBe(error);
  expect([error.message, error.stack]).toEqual([message, stack]);
});
