import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { json, type Db, sql, type Sql } from '../database/index.ts';
import { BadIdempotencyKey, IdempotencyKeyReused } from './http-errors.ts';

/** The constraint whose violation means: this key was used before. */
export const IDEMPOTENCY_CONSTRAINT = 'idempotency_keys_pkey';

/** One use of an `Idempotency-Key`: whose it is, for what, and with which body. */
export interface IdempotentRequest {
  readonly scope: string;
  readonly key: string;
  readonly bodyHash: Buffer;
}

/** Remembers the answer that a key was given. The row is written in the transaction that did the work. */
@Injectable()
export class IdempotencyKeys {
  /** @throws BadIdempotencyKey */
  request(scope: string, key: string, body: unknown): IdempotentRequest {
    if (!/^[\x21-\x7e]{1,200}$/.test(key)) throw new BadIdempotencyKey();
    return { scope, key, bodyHash: createHash('sha256').update(canonical(body)).digest() };
  }

  /** The row as a statement. */
  insert(request: IdempotentRequest, answer: unknown, at: Date): Sql {
    return sql`INSERT INTO idempotency_keys (scope, key, body_hash, answer, created_at)
      VALUES (${request.scope}, ${request.key}, ${request.bodyHash}, ${json(answer)}, ${at})`;
  }

  /**
   * The answer given to the same key and body, or null when the key is new.
   * @throws IdempotencyKeyReused when the body was another one
   */
  async find<Answer>(db: Db, request: IdempotentRequest): Promise<Answer | null> {
    const [row] = await db.query<{ bodyHash: Buffer; answer: Answer }>(sql`
      SELECT k.body_hash AS "bodyHash", k.answer
      FROM idempotency_keys k
      WHERE k.scope = ${request.scope} AND k.key = ${request.key}`);
    if (!row) return null;
    if (!row.bodyHash.equals(request.bodyHash)) throw new IdempotencyKeyReused();
    return row.answer;
  }

  async forgetBefore(db: Db, before: Date): Promise<void> {
    await db.query(sql`DELETE FROM idempotency_keys WHERE created_at < ${before}`);
  }
}

/** JSON with the members of every object in order, so that two writings of one body are the same. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    member !== null && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
