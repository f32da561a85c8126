import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import { decrypt, encrypt } from './cipher.ts';

/** A key of the vault as the database keeps it. */
const placeOf = (keyId: number, purpose: string): string => `vault_keys:${keyId}:${purpose}`;

/**
 * The key that opens the keys of the vault, and nothing else. It is never in the database, and never shown: neither by JSON nor by a
 * log.
 */
export class MasterKey {
  readonly #key: Buffer;

  /** @param key 32 bytes */
  constructor(key: Buffer) {
    this.#key = Buffer.from(key);
  }

  /** By this a key of the vault tells which master key wrapped it. Nothing of the key can be learnt from it. */
  get fingerprint(): string {
    return createHmac('sha256', this.#key).update('fingerprint').digest('hex').slice(0, 16);
  }

  wrap(key: Buffer, keyId: number, purpose: string): Buffer {
    return encrypt(this.#key, key, placeOf(keyId, purpose));
  }

  /** @throws SealBroken */
  unwrap(wrapped: Buffer, keyId: number, purpose: string): Buffer {
    return decrypt(this.#key, wrapped, placeOf(keyId, purpose));
  }

  toJSON(): string {
    return '[master key]';
  }

  [inspect.custom](): string {
    return '[master key]';
  }
}
