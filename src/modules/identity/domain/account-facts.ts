import type { Fact } from '../../../kernel/fact.ts';
import type { AccountLifeFact } from './account-life-facts.ts';
import type { Role } from './role.ts';

export type AccountCreated = Fact<'account.created', { readonly roles: readonly Role[] }>;
export type AccountSignedIn = Fact<'account.signed_in'>;
export type AccountSignedOut = Fact<'account.signed_out'>;
export type AccountSignInFailed = Fact<'account.sign_in_failed', { readonly disabled: boolean }>;
/** `until` as an instant of RFC 3339. */
export type AccountLockedFact = Fact<'account.locked', { readonly until: string }>;

/** Days, the last one included. */
export type DeputyEntered = Fact<
  'account.deputy_entered',
  { readonly deputyId: string; readonly fromOn: string; readonly untilOn: string }
>;
export type DeputyRemoved = Fact<'account.deputy_removed', { readonly deputyId: string }>;

/** `agencyCode` null: for the whole city. */
export type CustodianAppointed = Fact<
  'account.custodian_appointed',
  { readonly agencyCode: string | null; readonly fromOn: string; readonly untilOn: string }
>;
export type CustodianDismissed = Fact<'account.custodian_dismissed'>;

export type AccountFact =
  | AccountCreated
  | AccountSignedIn
  | AccountSignedOut
  | AccountSignInFailed
  | AccountLockedFact
  | DeputyEntered
  | DeputyRemoved
  | AccountLifeFact
  | CustodianAppointed
  | CustodianDismissed;

/** A fact about an account; it names nobody, the id does. */
export const accountFact = <F extends AccountFact>(accountId: string, type: F['type'], data: F['data']): F =>
  ({ type, subject: { kind: 'account', id: accountId }, data }) as F;
