import type { Fact } from '../../../kernel/fact.ts';
import type { AccountLifeFact } from './account-life-facts.ts';
import type { Role, RoleGrant } from './role.ts';

export type AccountCreated = Fact<'account.created', { readonly roles: readonly Role[] }>;
/** `by`: PASSWORD or SINGLE_SIGN_ON. */
export type AccountSignedIn = Fact<'account.signed_in', { readonly by: string; readonly secondFactor: boolean }>;
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
/** A secret was shown, to be confirmed by a code. */
export type SecondFactorBegun = Fact<'account.second_factor_begun'>;
export type SecondFactorConfirmed = Fact<'account.second_factor_confirmed'>;
/** Shown in a session that was opened without. */
export type SecondFactorShown = Fact<'account.second_factor_shown'>;
/** A wrong code; the password, or the session, was right. */
export type SecondFactorFailed = Fact<'account.second_factor_failed'>;
export type SecondFactorRemoved = Fact<'account.second_factor_removed'>;
/** Taken away by an administrator. */
export type SecondFactorReset = Fact<'account.second_factor_reset'>;
export type RecoveryCodesRenewed = Fact<'account.recovery_codes_renewed'>;
/** `left`: codes that still work. */
export type RecoveryCodeUsed = Fact<'account.recovery_code_used', { readonly left: number }>;

/** A single sign-on vouches for its holder from now on. */
export type AccountLinked = Fact<'account.linked'>;
/** The roles are others than at the last sign-in: those that the single sign-on gives. */
export type RolesSynchronised = Fact<'account.roles_synchronised', { readonly roles: readonly RoleGrant[] }>;
/** The single sign-on took the role from the last administrator, who keeps it. `given`: the roles that it gives. */
export type AdministratorKept = Fact<'account.administrator_kept', { readonly given: readonly RoleGrant[] }>;
/** Name or e-mail are others than at the last sign-in. */
export type ProfileSynchronised = Fact<'account.profile_synchronised'>;

type SingleSignOnFact = AccountLinked | RolesSynchronised | AdministratorKept | ProfileSynchronised;

type FactorFact =
  | SecondFactorBegun
  | SecondFactorConfirmed
  | SecondFactorShown
  | SecondFactorFailed
  | SecondFactorRemoved
  | SecondFactorReset
  | RecoveryCodesRenewed
  | RecoveryCodeUsed;

export type AccountFact =
  | AccountCreated
  | AccountSignedIn
  | AccountSignedOut
  | AccountSignInFailed
  | AccountLockedFact
  | AccountLifeFact
  | DeputyEntered
  | DeputyRemoved
  | CustodianAppointed
  | CustodianDismissed
  | FactorFact
  | SingleSignOnFact;

/** A fact about an account; it names nobody, the id does. */
export const accountFact = <F extends AccountFact>(accountId: string, type: F['type'], data: F['data']): F =>
  ({ type, subject: { kind: 'account', id: accountId }, data }) as F;
