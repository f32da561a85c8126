import type { ActorRef, Caller } from '../../../kernel/actor.ts';
import { passedOn, type StandIn } from './deputy.ts';
import { permissionsOf } from './permissions.ts';
import type { RoleGrant } from './role.ts';

/** Who somebody is and what they are. */
export interface Identity {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly roles: readonly RoleGrant[];
  /** Those whose place they take now; unknown while they sign in. */
  readonly standsInFor?: readonly StandIn[];
}

/** An account as signing in needs it. */
export interface Account extends Identity {
  /** Null: its holder signs in elsewhere, and by no password. */
  readonly passwordHash: string | null;
  readonly demonstration: boolean;
  readonly disabled: boolean;
}

export const refOf = ({ id, displayName }: Identity): ActorRef => ({ kind: 'STAFF', id, name: displayName });

/** The holder of an identity, as all other code knows them. */
export function callerOf({ id, username, displayName, roles, standsInFor = [] }: Identity): Caller {
  const absent = standsInFor.map((one) => ({ ...one, roles: passedOn(one.roles, roles) })).filter((one) => one.roles.length > 0);
  return {
    kind: 'STAFF',
    id,
    name: displayName,
    username,
    roles,
    permissions: permissionsOf([...roles, ...absent.flatMap((one) => one.roles)]),
    standsInFor: absent,
    lenders: lendersOf(roles, absent),
  };
}

/** Whose place a deputy takes in what they may not do by their own roles. */
function lendersOf(own: readonly RoleGrant[], absent: readonly StandIn[]): Map<string, { id: string; name: string }> {
  const mine = permissionsOf(own);
  const lent = absent.flatMap(({ id, name, roles }) =>
    [...permissionsOf(roles).keys()]
      .filter((permission) => !mine.has(permission))
      .map((permission) => [permission, { id, name }] as const),
  );
  return new Map(lent.reverse()); // the first of them who lends it
}
