/** `DATA` keys seal, `INDEX` keys make what is sealed findable. */
export type KeyPurpose = 'DATA' | 'INDEX';

/**
 * `NEXT`: everybody gets to know it, nobody writes by it yet. `ACTIVE`: the one in use. `RETIRING`: things are still under it.
 * `RETIRED`: nothing is, and the key is no more.
 */
export type KeyState = 'NEXT' | 'ACTIVE' | 'RETIRING' | 'RETIRED';

/** A key of the vault, opened. */
export interface VaultKey {
  readonly id: number;
  readonly purpose: KeyPurpose;
  readonly state: KeyState;
  readonly key: Buffer;
}

/** A key of the vault as the database keeps it, until it is retired. */
export interface WrappedKey extends Omit<VaultKey, 'key'> {
  readonly wrapped: Buffer;
  readonly wrappedBy: string;
}

/** Every process asks for the keys so often. */
export const KEYS_ASKED_EVERY_MS = 5_000;

/** Whoever could not ask for so long writes no more: others may write by keys that it does not know. */
export const KEYS_GOOD_FOR_MS = 30_000;

/** After so long everybody who writes knows what was committed; and what was sealed before that has reached the database. */
export const EVERYBODY_HEARD_MS = 60_000;
