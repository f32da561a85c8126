import type { Fact } from '../../../kernel/fact.ts';
import type { RoleGrant } from './role.ts';

export type DisabledGround = 'ADMINISTRATOR' | 'IDLE' | 'EXPIRED';

/** `expiresOn`: the last day of a temporary account. */
export type AccountRequested = Fact<
  'account.requested',
  { readonly roles: readonly RoleGrant[]; readonly expiresOn: string | null }
>;
/** `byMail`: the holder gets a link to choose a password; otherwise the approver was shown one. */
export type AccountApproved = Fact<'account.approved', { readonly roles: readonly RoleGrant[]; readonly byMail: boolean }>;
export type AccountRejected = Fact<'account.rejected', { readonly reason: string }>;
/** Which fields were changed; what stood in them names people. */
export type AccountChanged = Fact<'account.changed', { readonly fields: readonly string[] }>;
export type AccountRolesChanged = Fact<
  'account.roles_changed',
  { readonly before: readonly RoleGrant[]; readonly after: readonly RoleGrant[]; readonly reason: string | null }
>;
export type AccountDisabled = Fact<
  'account.disabled',
  { readonly ground: DisabledGround; readonly reason: string | null; readonly sessionsEnded: number }
>;
export type AccountEnabled = Fact<'account.enabled', { readonly reason: string }>;
/** `until`: the instant of RFC 3339 at which it will be disabled unless something is done. */
export type AccountExpiring = Fact<'account.expiring', { readonly until: string; readonly ground: 'IDLE' | 'EXPIRED' }>;

export type SessionsEnded = Fact<
  'account.sessions_ended',
  { readonly by: 'HOLDER' | 'ADMINISTRATOR'; readonly sessions: number }
>;

/** `LINK`: by the holder, who was sent one. `ADMINISTRATOR`: somebody who was shown the new one and hands it over. */
export type PasswordChanged = Fact<
  'account.password_changed',
  { readonly by: 'HOLDER' | 'LINK' | 'ADMINISTRATOR'; readonly sessionsEnded: number }
>;
/** The holder is to get a link to choose another password. */
export type PasswordResetRequested = Fact<'account.password_reset_requested', { readonly by: 'ANYBODY' | 'ADMINISTRATOR' }>;

export type AccountLifeFact =
  | AccountRequested
  | AccountApproved
  | AccountRejected
  | AccountChanged
  | AccountRolesChanged
  | AccountDisabled
  | AccountEnabled
  | AccountExpiring
  | SessionsEnded
  | PasswordChanged
  | PasswordResetRequested;

/** Somebody took away a list of all accounts of the city. */
export type AccountsReviewed = Fact<'account.review_exported', { readonly quarter: string; readonly accounts: number }>;

/** A database holds one city, so what happens to the city as a whole has one subject. */
const THE_CITY = '00000000-0000-0000-0000-000000000000';

export const accountsReviewed = (data: AccountsReviewed['data']): AccountsReviewed => ({
  type: 'account.review_exported',
  subject: { kind: 'city', id: THE_CITY },
  data,
});
