import type { FieldError } from '../../../kernel/errors.ts';
import { passwordErrors } from './password-rules.ts';
import { isUsername } from './username.ts';

const LONGEST_DISPLAY_NAME = 100;

export interface NewAccount {
  readonly username: string;
  readonly displayName: string;
  readonly password: string;
}

/** Everything that is wrong with the account that somebody wants to make; empty when it may be made. */
export function newAccountErrors({ username, displayName, password }: NewAccount): FieldError[] {
  return [...usernameErrors(username), ...displayNameErrors(displayName), ...passwordErrors('password', password, username)];
}

export const usernameErrors = (username: string): FieldError[] =>
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

export const displayNameErrors = (displayName: string): FieldError[] =>
  displayName.trim() !== '' && displayName.length <= LONGEST_DISPLAY_NAME
    ? []
    : [
        {
          field: 'displayName',
          code: 'field.length',
          text: { 'zh-TW': '姓名須為 1 至 100 個字', en: 'A display name has 1 to 100 characters' },
        },
      ];
