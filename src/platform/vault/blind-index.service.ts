import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Db } from '../database/index.ts';
import { KeyRing } from './key-ring.ts';

/** What a value is: equal digits of a telephone number and of something else do not look equal. */
export type IndexKind = 'phone' | 'email' | 'recipient';

const DIGEST_BYTES = 16;

/** All digests of a value by which it may be found now; none for null. */
export type DigestsOf = (kind: IndexKind, value: string | null) => Buffer[];

/** Makes what is sealed findable by its whole value, written in one way, and by nothing else: HMAC-SHA-256 under a key of its own. */
@Injectable()
export class BlindIndex {
  constructor(private readonly ring: KeyRing) {}

  /**
   * Whether others may write what is equal under another key: a unique constraint does not see that then. Everybody who writes knows
   * before anybody writes by the new key.
   */
  get isChanging(): boolean {
    return this.ring.indexKeys.length > 1;
  }

  /** To be written. @throws VaultKeysOutOfDate */
  of(kind: IndexKind, value: string): Buffer;
  of(kind: IndexKind, value: string | null): Buffer | null;
  of(kind: IndexKind, value: string | null): Buffer | null {
    return value === null ? null : digest(this.ring.indexKey.key, kind, value);
  }

  /** Under all keys that are known. To find what is there, `ask`. */
  allOf(kind: IndexKind, value: string): Buffer[] {
    return this.ring.indexKeys.map(({ key }) => digest(key, kind, value));
  }

  /**
   * To be asked by: while the keys change, by both of them. Asks again when another process has made a key that this one did not know:
   * whatever was visible to `ask` was written under keys that are visible afterwards.
   */
  async ask<Answer>(db: Db, ask: (digestsOf: DigestsOf) => Promise<Answer>): Promise<Answer> {
    for (;;) {
      const keys = this.ring.indexKeys;
      const answer = await ask((kind, value) => (value === null ? [] : keys.map(({ key }) => digest(key, kind, value))));
      if (await this.ring.isCurrent(db)) return answer;
    }
  }
}

const digest = (key: Buffer, kind: IndexKind, value: string): Buffer =>
  createHmac('sha256', key).update(`${kind}\0${value}`).digest().subarray(0, DIGEST_BYTES);
