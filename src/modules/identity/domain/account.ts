import type { ActorRef, Caller } from '../../../kernel/actor.ts';
import type { SignInCounter } from './lockout.ts';
import { permissionsOf } from './permissions.ts';
import type { RoleGrant } from './role.ts';

/** Who somebody is and what they are. */
export interface Identity {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly roles: readonly RoleGrant[];
}

/** An account as signing in needs it. */
export interface Account extends Identity {
  readonly passwordHash: string;
  readonly demonstration: boolean;
  readonly disabled: boolean;
  readonly counter: SignInCounter;
}

export const refOf = ({ id, displayName }: Identity): ActorRef => ({ kind: 'STAFF', id, name: displayName });

/** The holder of an identity, as all other code knows them. */
export const callerOf = (identity: Identity): Caller => ({
  kind: 'STAFF',
  id: identity.id,
  name: identity.displayName,
  username: identity.username,
  roles: identity.roles,
  permissions: permissionsOf(identity.roles),
});
