import { errorCode } from './startup-error.ts';

test.each([
  ['the code of a system error', Object.assign(new Error('no space'), { code: 'ENOSPC' }), 'ENOSPC'],
  ['the message of an error without a code', new Error('no space'), 'no space'],
  ['the message of an error whose code is no word', Object.assign(new Error('no space'), { code: 28 }), 'no space'],
  ['a text that was thrown', 'no space', 'no space'],
  ['nothing that was thrown', null, 'null'],
  ['an object without a message', {}, 'unknown'],
])('%s is told', (_, error, told) => {
  expect(errorCode(error)).toBe(told);
});
