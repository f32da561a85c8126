import type { Actor, ActorRef } from '../../../kernel/actor.ts';
import type { SignInCounter } from './lockout.ts';
import { permissionsOf } from './permissions.ts';
import type { RoleGrant } from './role.ts';
import { scopeOf } from './scope.ts';

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

/** What the holder of an identity may do and see, everywhere else in the code. */
export const actorOf = (identity: Identity): Actor => ({
  kind: 'STAFF',
  id: identity.id,
  name: identity.displayName,
  username: identity.username,
  roles: identity.roles,
  permissions: permissionsOf(identity.roles.map(({ role }) => role)),
  scope: scopeOf(identity.roles),
});
