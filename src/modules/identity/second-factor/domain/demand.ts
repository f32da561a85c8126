import type { Caller, Restriction } from '../../../../kernel/actor.ts';
import type { AccountPolicy } from '../../domain/account-policy.ts';

/** What is known of a session and its holder's second factor. */
export interface FactorOfSession {
  /** Accounts that everybody shares have no second factor of their own to show. */
  readonly demonstration: boolean;
  /** The account has one. */
  readonly enrolled: boolean;
  /** Its holder showed one in this session. */
  readonly shown: boolean;
}

type Roles = Pick<Caller, 'roles' | 'standsInFor'>;

/** Whether one of somebody's roles asks for a second factor; those of whom they take the place of count as well, for they act by them. */
export function demandsSecondFactor(
  { roles, standsInFor = [] }: Roles,
  policy: Pick<AccountPolicy, 'secondFactorRoles'>,
): boolean {
  const held = [...roles, ...standsInFor.flatMap((absent) => absent.roles)];
  return policy.secondFactorRoles.some((demanding) => held.some(({ role }) => role === demanding));
}

/** Whether a session is held to its second factor: to set one up where a role asks for it, to show the one there is. */
export function factorRestriction(
  caller: Roles,
  { demonstration, enrolled, shown }: FactorOfSession,
  policy: Pick<AccountPolicy, 'secondFactorRoles'>,
): Restriction | null {
  if (shown) return null;
  const demanded = !demonstration && demandsSecondFactor(caller, policy);
  return enrolled || demanded ? 'SECOND_FACTOR' : null;
}
