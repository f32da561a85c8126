import type { BilingualText, FieldError } from '../../kernel/errors.ts';
import type { Language } from './problem.ts';

/** The code and the words of every validation decorator in use; a decorator that is missing here is answered as `field.invalid`. */
const CONSTRAINTS: Readonly<Record<string, { readonly code: string; readonly text: BilingualText }>> = {
  whitelistValidation: { code: 'field.unknown', text: { 'zh-TW': '沒有這個欄位', en: 'is not a known field' } },
  isDefined: { code: 'field.required', text: { 'zh-TW': '必填', en: 'is required' } },
  isNotEmpty: { code: 'field.required', text: { 'zh-TW': '必填', en: 'is required' } },
  isFilled: { code: 'field.required', text: { 'zh-TW': '必填', en: 'is required' } },
  isString: { code: 'field.type', text: { 'zh-TW': '必須是文字', en: 'must be text' } },
  isNumber: { code: 'field.type', text: { 'zh-TW': '必須是數字', en: 'must be a number' } },
  isInt: { code: 'field.type', text: { 'zh-TW': '必須是整數', en: 'must be a whole number' } },
  isBoolean: { code: 'field.type', text: { 'zh-TW': '必須是 true 或 false', en: 'must be true or false' } },
  isArray: { code: 'field.type', text: { 'zh-TW': '必須是清單', en: 'must be a list' } },
  isObject: { code: 'field.type', text: { 'zh-TW': '必須是物件', en: 'must be an object' } },
  nestedValidation: { code: 'field.type', text: { 'zh-TW': '必須是物件', en: 'must be an object' } },
  isEnum: { code: 'field.not_allowed', text: { 'zh-TW': '不是允許的值', en: 'is not one of the allowed values' } },
  isIn: { code: 'field.not_allowed', text: { 'zh-TW': '不是允許的值', en: 'is not one of the allowed values' } },
  maxLength: { code: 'field.too_long', text: { 'zh-TW': '文字過長', en: 'is too long' } },
  minLength: { code: 'field.too_short', text: { 'zh-TW': '文字過短', en: 'is too short' } },
  isLength: { code: 'field.length', text: { 'zh-TW': '長度不符', en: 'has the wrong length' } },
  arrayNotEmpty: { code: 'field.required', text: { 'zh-TW': '必填', en: 'is required' } },
  arrayMaxSize: { code: 'field.too_many', text: { 'zh-TW': '項目過多', en: 'has too many entries' } },
  arrayMinSize: { code: 'field.too_few', text: { 'zh-TW': '項目過少', en: 'has too few entries' } },
  arrayUnique: { code: 'field.duplicate', text: { 'zh-TW': '項目重複', en: 'has an entry twice' } },
  min: { code: 'field.out_of_range', text: { 'zh-TW': '超出範圍', en: 'is out of range' } },
  max: { code: 'field.out_of_range', text: { 'zh-TW': '超出範圍', en: 'is out of range' } },
  isEmail: { code: 'field.email', text: { 'zh-TW': '不是有效的電子郵件地址', en: 'is not an e-mail address' } },
  isUuid: { code: 'field.id', text: { 'zh-TW': '不是有效的識別碼', en: 'is not a valid id' } },
  isInstant: {
    code: 'field.instant',
    text: { 'zh-TW': '必須是含時區的日期時間（RFC 3339）', en: 'must be a date and time with its offset (RFC 3339)' },
  },
  isDay: { code: 'field.day', text: { 'zh-TW': '必須是日期（YYYY-MM-DD）', en: 'must be a day (YYYY-MM-DD)' } },
  isInstantOrDay: {
    code: 'field.instant_or_day',
    text: {
      'zh-TW': '必須是日期（YYYY-MM-DD）或含時區的日期時間（RFC 3339）',
      en: 'must be a day (YYYY-MM-DD) or a date and time with its offset (RFC 3339)',
    },
  },
  isPlainText: { code: 'field.control_characters', text: { 'zh-TW': '含有不可見的控制字元', en: 'contains control characters' } },
  isAnswers: { code: 'field.answers', text: { 'zh-TW': '必須是代碼與文字的對照', en: 'must map codes to short texts' } },
  matches: { code: 'field.format', text: { 'zh-TW': '格式不符', en: 'has the wrong format' } },
};

const OTHER = { code: 'field.invalid', text: { 'zh-TW': '內容有誤', en: 'is invalid' } };

/** The entry for a violated constraint of class-validator. */
export const fieldErrorOf = (field: string, constraint: string): FieldError => ({ field, ...(CONSTRAINTS[constraint] ?? OTHER) });

/** What is answered for each field: only what the contract names. */
export const translateFieldErrors = (
  errors: readonly FieldError[],
  language: Language,
): { field: string; code: string; message: string }[] =>
  errors.map(({ field, code, text }) => ({ field, code, message: text[language] }));
