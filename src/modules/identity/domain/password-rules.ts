import type { FieldError } from '../../../kernel/errors.ts';
import { normaliseUsername } from './username.ts';

/** Characters, not bytes (Appendix 10 leaves the length to the organisation; NIST SP 800-63B asks 15 without, 8 with a second factor). */
const SHORTEST_PASSWORD = 12;
const LONGEST_PASSWORD = 256;
/** `aaaaaaaaaaaa` and `121212121212` are guessed before anything else. */
const FEWEST_DIFFERENT = 5;

/**
 * What is wrong with a password that somebody chooses, the first thing only; empty when it may be taken.
 *
 * @param field under which the caller sent it
 */
export function passwordErrors(field: string, password: string, username: string): FieldError[] {
  const characters = Array.from(password);
  if (characters.length < SHORTEST_PASSWORD) {
    return [
      {
        field,
        code: 'password.too_short',
        text: {
          'zh-TW': `密碼至少 ${SHORTEST_PASSWORD} 個字元`,
          en: `A password has at least ${SHORTEST_PASSWORD} characters`,
        },
      },
    ];
  }
  if (characters.length > LONGEST_PASSWORD) {
    return [
      {
        field,
        code: 'password.too_long',
        text: { 'zh-TW': `密碼最多 ${LONGEST_PASSWORD} 個字元`, en: `A password has at most ${LONGEST_PASSWORD} characters` },
      },
    ];
  }
  return tooEasyErrors(field, password, username, new Set(characters).size);
}

function tooEasyErrors(field: string, password: string, username: string, different: number): FieldError[] {
  if (different < FEWEST_DIFFERENT) {
    return [
      {
        field,
        code: 'password.too_simple',
        text: {
          'zh-TW': `密碼至少須有 ${FEWEST_DIFFERENT} 個不同的字元`,
          en: `A password has at least ${FEWEST_DIFFERENT} different characters`,
        },
      },
    ];
  }
  if (normaliseUsername(password) !== username) return [];
  return [
    {
      field,
      code: 'password.is_username',
      text: { 'zh-TW': '密碼不可與帳號相同', en: 'The password must not be the username' },
    },
  ];
}

/** A password that the account has, or had not long ago. */
export const usedBefore = (field: string): FieldError => ({
  field,
  code: 'password.used_before',
  text: { 'zh-TW': '不可使用最近用過的密碼', en: 'The password was used not long ago' },
});
