import { fieldErrorOf, translateFieldErrors } from './field-errors.ts';

test('what a decorator found wrong has a code and a sentence in both languages', () => {
  expect(fieldErrorOf('petitioner.email', 'isEmail')).toEqual({
    field: 'petitioner.email',
    code: 'field.email',
    text: { 'zh-TW': '不是有效的電子郵件地址', en: 'is not an e-mail address' },
  });
});

test('a decorator without words of its own is answered as invalid', () => {
  expect(fieldErrorOf('subject', 'isSomethingNew').code).toBe('field.invalid');
});

test('a field is told in the language of the reader, and with nothing but what the contract names', () => {
  const error = { ...fieldErrorOf('subject', 'isDefined'), value: 'A123456789' };
  expect(translateFieldErrors([error], 'zh-TW')).toEqual([{ field: 'subject', code: 'field.required', message: '必填' }]);
  expect(translateFieldErrors([error], 'en')).toEqual([{ field: 'subject', code: 'field.required', message: 'is required' }]);
});
