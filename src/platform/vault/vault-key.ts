/** `DATA` keys seal, `INDEX` keys make what is sealed findable. */
export type KeyPurpose = 'DATA' | 'INDEX';

/** `ACTIVE`: the one in use. `RETIRING`: things are still under it. `RETIRED`: nothing is; kept for backups. */
export type KeyState = 'ACTIVE' | 'RETIRING' | 'RETIRED';

/** A key of the vault, opened. */
export interface VaultKey {
  readonly id: number;
  readonly purpose: KeyPurpose;
  readonly state: KeyState;
  readonly key: Buffer;
}

/** A key of the vault as the database keeps it. */
export interface WrappedKey extends Omit<VaultKey, 'key'> {
  readonly wrapped: Buffer;
  readonly wrappedBy: string;
}
