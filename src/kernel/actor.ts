/** Somebody by name. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

/** A role as somebody holds it: at one agency, for one district, or (both null) for the whole city. */
export interface Office {
  readonly role: string;
  readonly agencyCode: string | null;
  readonly districtCode?: string | null;
}

/** Who did something, as the record of it keeps them. `id` is the account's or the API key's; null for a citizen and for the system itself. */
export interface ActorRef {
  readonly kind: 'STAFF' | 'MACHINE' | 'CITIZEN' | 'SYSTEM';
  readonly id: string | null;
  readonly name: string;
  /** Whose place they took, as their deputy. */
  readonly onBehalfOf?: Person | null;
}

/**
 * Which cases somebody may see or act on: every one, or those that any of these parts names. When it is known who they are, without the
 * cases that they are recused from.
 */
export type Scope = { readonly accountId?: string } & ({ readonly all: true } | ({ readonly all: false } & ScopeParts));

export interface ScopeParts {
  /** Those on which one of these agencies works. */
  readonly agencyCodes: readonly string[];
  /** Those on which a body below one of these agencies works, unless the agency itself is recused. */
  readonly belowCodes?: readonly string[];
  /** Those that lie in one of these districts. */
  readonly districtCodes?: readonly string[];
  /** Those whose petition the account registered itself: to be read, never to be acted on. */
  readonly own?: boolean;
}

/** Somebody's agencies with the bodies below them. */
export const agenciesOf = (scope: Scope): string[] => (scope.all ? [] : [...scope.agencyCodes, ...(scope.belowCodes ?? [])]);

/** Whether somebody reaches what they registered themselves, and nothing else. */
export const isOwnOnly = (scope: Scope): boolean =>
  !scope.all && scope.own === true && scope.agencyCodes.length === 0 && (scope.districtCodes ?? []).length === 0;

/** What somebody has to do before anything else: all other doors are closed to the session until it is done. */
export type Restriction = 'PASSWORD' | 'SECOND_FACTOR';

/** A signed-in member of staff, or (`MACHINE`) a program with an API key, whose name is the key's. */
export interface Caller extends ActorRef {
  readonly kind: 'STAFF' | 'MACHINE';
  readonly id: string;
  readonly username: string;
  /** The session they called with; undefined when they need none. */
  readonly sessionId?: string;
  readonly roles: readonly Office[];
  /** What they may do, each with the cases that it reaches. */
  readonly permissions: ReadonlyMap<string, Scope>;
  /** Those whose place they take now, with what they do in it. */
  readonly standsInFor?: readonly (Person & { readonly roles: readonly Office[] })[];
  /** By permission: whose place they take in what they may not do by themselves. */
  readonly lenders?: ReadonlyMap<string, Person>;
  readonly restriction?: Restriction | null;
  /** What they may do from other addresses than the one they call from. */
  readonly elsewhere?: ReadonlySet<string>;
  /** Requests that an API key may send in a minute. */
  readonly perMinute?: number;
}

/** A member of staff in one request. */
export interface Actor extends Caller {
  /** The cases that the request may reach, by the permission of its route. */
  readonly scope: Scope;
  /** Where the request came from, as far as this process can see. */
  readonly address?: string;
}

/** The citizen, through a public page; never named, for the record must not hold personal data. */
export const CITIZEN: ActorRef = { kind: 'CITIZEN', id: null, name: 'citizen' };

/** The clock, a rule, a queue: nobody in particular. */
export const SYSTEM: ActorRef = { kind: 'SYSTEM', id: null, name: 'system' };
