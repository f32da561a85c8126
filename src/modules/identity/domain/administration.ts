import type { Caller } from '../../../kernel/actor.ts';
import { permissionsOf } from './permissions.ts';
import type { RoleGrant } from './role.ts';

const ADMINISTRATOR = 'ADMIN';

/** What somebody may do for themselves wherever they are. */
const EVERYWHERE: readonly string[] = ['account.self', 'reference.read'];

export const isAdministrator = ({ roles }: Caller): boolean => roles.some(({ role }) => role === ADMINISTRATOR);

/**
 * The same person at an address from which nobody administrates: what they may do by their other roles is left, and what only the
 * administrator may do is `elsewhere`.
 */
export function awayFromDesk(caller: Caller): Caller {
  const grants = [...caller.roles, ...(caller.standsInFor ?? []).flatMap(({ roles }) => roles)];
  const without = grants.filter(({ role }) => role !== ADMINISTRATOR) as RoleGrant[];
  const left: Caller['permissions'] = permissionsOf(without);
  const permissions = new Map(
    [...caller.permissions].flatMap(([name, scope]) => {
      const reached = left.get(name) ?? (EVERYWHERE.includes(name) ? scope : undefined);
      return reached === undefined ? [] : [[name, reached] as const];
    }),
  );
  return { ...caller, permissions, elsewhere: new Set([...caller.permissions.keys()].filter((name) => !permissions.has(name))) };
}
