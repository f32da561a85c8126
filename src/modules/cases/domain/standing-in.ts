import type { ActorRef, Caller, Person } from '../../../kernel/actor.ts';
import type { Case } from './case.ts';
import type { CommandType } from './case-lifecycle.ts';
import type { CommandGiver } from './command-rule.ts';
import { liveLegs } from './legs.ts';
import { askedNow, holds } from './reply-draft.ts';

/** Whoever acts, as a request or the system knows them. */
export type Acting = ActorRef & Partial<Pick<Caller, 'roles' | 'standsInFor'>>;

/** The commands that an office gives, not whoever handles the case. */
const BY_OFFICE: readonly CommandType[] = ['approve-reply', 'reject-reply'];

/**
 * Whoever acts, with whose place they take in it: as a deputy, that of whoever handles the case or holds the office that is asked; in
 * all else only where they could not do it by themselves.
 */
export function actingOn(of: Case, command: CommandType, acting: Acting): Acting {
  const absent = acting.standsInFor ?? [];
  if (absent.length === 0) return acting;
  const onBehalfOf = BY_OFFICE.includes(command) ? officeHolder(of, acting) : handlerAway(of, acting);
  return { ...acting, onBehalfOf: onBehalfOf ?? acting.onBehalfOf ?? null };
}

function officeHolder({ draft }: Case, { roles = [], standsInFor = [] }: Acting): Person | null {
  const asked = draft && askedNow(draft);
  if (asked === null || holds(roles, asked)) return null;
  return personOf(standsInFor.find((absent) => holds(absent.roles, asked)));
}

function handlerAway(of: Case, { id, standsInFor = [] }: Acting): Person | null {
  const handlers = liveLegs(of).map(({ handlerId }) => handlerId);
  return handlers.includes(id) ? null : personOf(standsInFor.find((absent) => handlers.includes(absent.id)));
}

const personOf = (found: Person | undefined): Person | null => (found ? { id: found.id, name: found.name } : null);

/** Whoever gives a command, as the rules ask. */
export const giverOf = ({ id, name, onBehalfOf = null, roles = [], standsInFor = [] }: Acting): CommandGiver => ({
  signature: id === null ? null : { id, name, onBehalfOf },
  offices: [...roles, ...standsInFor.flatMap((absent) => absent.roles)],
});
