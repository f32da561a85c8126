import type { ActorRef, Caller, Office, Person, Scope } from '../../../kernel/actor.ts';
import { authorityOf } from './authority.ts';
import type { Case } from './case.ts';
import type { CommandType } from './case-lifecycle.ts';
import { approversOf } from './closing.ts';
import type { CommandGiver } from './command-rule.ts';
import { liveLegs } from './legs.ts';
import { askedNow, type Approver, holds } from './reply-draft.ts';
import type { ReplyRules } from './reply-rules.ts';

/** Whoever acts, as a request or the system knows them. */
export type Acting = ActorRef & Partial<Pick<Caller, 'roles' | 'standsInFor'>>;

/**
 * Whoever acts, with whose place they take in it: as a deputy, that of whoever handles the case or holds the office that is asked; in
 * all else only where they could not do it by themselves.
 */
export function actingOn(of: Case, command: CommandType, anywhere: Acting, rules: ReplyRules): Acting {
  const acting = inPlaceOf(of, anywhere);
  const absent = acting.standsInFor ?? [];
  if (absent.length === 0) return acting;
  const office = officeAsked(of, command, rules);
  const handlers = liveLegs(of).map(({ handlerId }) => handlerId);
  const onBehalfOf = office === null ? handlerAway(handlers, acting) : officeHolder(office, acting);
  return { ...acting, onBehalfOf: onBehalfOf ?? acting.onBehalfOf ?? null };
}

/** An office that is held for one district is none in the others. */
function inPlaceOf({ place }: Case, { roles, standsInFor, ...same }: Acting): Acting {
  const held = (offices: readonly Office[]): Office[] =>
    offices.filter(({ districtCode }) => !districtCode || districtCode === place.districtCode);
  return {
    ...same,
    ...(roles && { roles: held(roles) }),
    ...(standsInFor && { standsInFor: standsInFor.map((absent) => ({ ...absent, roles: held(absent.roles) })) }),
  };
}

/** The office that gives a command, where it is not whoever handles the case. */
function officeAsked(of: Case, command: CommandType, rules: ReplyRules): Approver | null {
  if (command === 'close') return approversOf(of, rules, { isMachine: false }).at(-1) ?? null;
  return of.draft !== null && (command === 'approve-reply' || command === 'reject-reply') ? askedNow(of.draft) : null;
}

function officeHolder(asked: Approver, { roles = [], standsInFor = [] }: Acting): Person | null {
  return holds(roles, asked) ? null : personOf(standsInFor.find((absent) => holds(absent.roles, asked)));
}

/** Which of the handlers of a case is away and has this deputy; null: none, or they handle it themselves. */
export function handlerAway(handlers: readonly (string | null)[], { id, standsInFor = [] }: Acting): Person | null {
  return handlers.includes(id) ? null : personOf(standsInFor.find((absent) => handlers.includes(absent.id)));
}

const personOf = (found: Person | undefined): Person | null => (found ? { id: found.id, name: found.name } : null);

/**
 * Whoever gives a command, as the rules ask.
 *
 * @param acting as `actingOn` knows them
 * @param scope of theirs, for this command
 */
export const giverOf = (acting: Acting, scope: Scope): CommandGiver => {
  const { kind, id, name, onBehalfOf = null, roles = [], standsInFor = [] } = acting;
  return {
    signature: id === null ? null : { id, name, onBehalfOf },
    offices: [...roles, ...standsInFor.flatMap((absent) => absent.roles)],
    isMachine: kind === 'MACHINE',
    authority: authorityOf(roles, scope),
  };
};
