import type { FieldError } from '../../../kernel/errors.ts';
import { isUsername, normaliseUsername } from './username.ts';

/** Characters, not bytes (Appendix 10 leaves the length to the organisation; NIST SP 800-63B asks 15 without, 8 with a second factor). */
export const SHORTEST_PASSWORD = 12;
const LONGEST_PASSWORD = 256;
const LONGEST_DISPLAY_NAME = 100;

export interface NewAccount {
  readonly username: string;
  readonly displayName: string;
  readonly password: string;
}

/** Everything that is wrong with the account that somebody wants to make; empty when it may be made. */
export function newAccountErrors({ username, displayName, password }: NewAccount): FieldError[] {
  return [...usernameErrors(username), ...displayNameErrors(displayName), ...passwordErrors(password, username)];
}

const usernameErrors = (username: string): FieldError[] =>
  isUsername(username)
    ? []
    : [
        {
          field: 'username',
          code: 'username.format',
          text: {
            'zh-TW': '帳號須為 3 至 64 個小寫英文字母、數字或 . _ -，並以字母或數字開頭',
            en: 'A username is 3 to 64 lower-case letters, digits, ".", "_" or "-", and begins with a letter or a digit',
          },
        },
      ];

const displayNameErrors = (displayName: string): FieldError[] =>
  displayName.trim() !== '' && displayName.length <= LONGEST_DISPLAY_NAME
    ? []
    : [
        {
          field: 'displayName',
          code: 'field.length',
          text: { 'zh-TW': '姓名須為 1 至 100 個字', en: 'A display name has 1 to 100 characters' },
        },
      ];

function passwordErrors(password: string, username: string): FieldError[] {
  const { length } = Array.from(password);
  if (length < SHORTEST_PASSWORD) {
    return [
      {
        field: 'password',
        code: 'password.too_short',
        text: {
          'zh-TW': `密碼至少 ${SHORTEST_PASSWORD} 個字元`,
          en: `A password has at least ${SHORTEST_PASSWORD} characters`,
        },
      },
    ];
  }
  if (length > LONGEST_PASSWORD) {
    return [
      {
        field: 'password',
        code: 'password.too_long',
        text: { 'zh-TW': `密碼最多 ${LONGEST_PASSWORD} 個字元`, en: `A password has at most ${LONGEST_PASSWORD} characters` },
      },
    ];
  }
  if (normaliseUsername(password) !== username) return [];
  return [
    {
      field: 'password',
      code: 'password.is_username',
      text: { 'zh-TW': '密碼不可與帳號相同', en: 'The password must not be the username' },
    },
  ];
}
