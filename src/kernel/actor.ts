/** Who did something, as the record of it keeps them. `id` is null for a citizen and for the system itself. */
export interface ActorRef {
  readonly kind: 'STAFF' | 'CITIZEN' | 'SYSTEM';
  readonly id: string | null;
  readonly name: string;
}

/** Which cases an actor may see: every one, or those on which one of these agencies works. */
export type Scope = { readonly all: true } | { readonly all: false; readonly agencyCodes: readonly string[] };

/** A signed-in member of staff, with what they may do and see. */
export interface Actor extends ActorRef {
  readonly kind: 'STAFF';
  readonly id: string;
  readonly username: string;
  readonly roles: readonly { readonly role: string; readonly agencyCode: string | null }[];
  readonly permissions: ReadonlySet<string>;
  readonly scope: Scope;
}

/** The citizen, through a public page; never named, for the record must not hold personal data. */
export const CITIZEN: ActorRef = { kind: 'CITIZEN', id: null, name: 'citizen' };

/** The clock, a rule, a queue: nobody in particular. */
export const SYSTEM: ActorRef = { kind: 'SYSTEM', id: null, name: 'system' };
