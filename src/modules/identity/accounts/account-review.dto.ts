import { IsDefined, Matches } from 'class-validator';
import type { Language } from '../../../platform/http/index.ts';
import { type RoleGrant, textOfGrant } from '../domain/role.ts';
import type { AccountEvent, ReviewedAccount } from './account-review.read-model.ts';
import { QUARTER } from './domain/quarter.ts';
import type { AccountWriter } from './managed-account.dto.ts';

export class ReviewQuery {
  /** A year and a quarter: `2026Q4`. */
  @Matches(QUARTER)
  @IsDefined()
  quarter: string;
}

const HEADINGS: Readonly<Record<Language, readonly string[]>> = {
  'zh-TW': [
    '帳號',
    '姓名',
    '電子郵件',
    '狀態',
    '角色',
    '使用期限',
    '建立時間',
    '申請人',
    '申請事由',
    '核准人',
    '核准時間',
    '最近登入',
    '停用時間',
    '停用原因',
    '本季異動',
  ],
  en: [
    'username',
    'display name',
    'e-mail',
    'state',
    'roles',
    'last day',
    'created',
    'requested by',
    'requested for',
    'approved by',
    'approved',
    'last signed in',
    'disabled',
    'disabled because',
    'changes in the quarter',
  ],
};

/** The table that is looked through, one line for each account. */
export const toReviewTable = (
  accounts: readonly ReviewedAccount[],
  writer: AccountWriter,
  language: Language,
): readonly (readonly string[])[] => [HEADINGS[language], ...accounts.map((account) => toLine(account, writer))];

function toLine(account: ReviewedAccount, writer: AccountWriter): string[] {
  const at = (instant: Date | null): string => (instant ? writer.write(instant) : '');
  return [
    account.username,
    account.displayName,
    account.email ?? '',
    account.state,
    rolesText(account.roles),
    account.expiresAt ? writer.lastDayBefore(account.expiresAt) : '',
    at(account.createdAt),
    account.requestedBy?.name ?? '',
    account.requestReason ?? '',
    account.approvedBy?.name ?? '',
    at(account.approvedAt),
    at(account.lastSignedInAt),
    at(account.disabledAt),
    [account.disabledGround, account.disabledReason].filter(Boolean).join(': '),
    account.events.map((event) => eventText(event, at)).join('; '),
  ];
}

const rolesText = (roles: readonly RoleGrant[]): string => roles.map(textOfGrant).join(' ');

function eventText({ type, at, actorName, data }: AccountEvent, write: (at: Date) => string): string {
  const what = `${write(at)} ${type} (${actorName})`;
  if (type !== 'account.roles_changed') return what;
  const { before, after } = data as { before: RoleGrant[]; after: RoleGrant[] };
  return `${what}: ${rolesText(before)} → ${rolesText(after)}`;
}
